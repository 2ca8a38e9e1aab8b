import { type Convertr, createConvertr } from '../convertr/client.ts';
import type { AccountSettings } from '../settings/accounts.ts';
import type { Env } from '../settings/env.ts';
import type { Settings } from '../settings/settings.ts';
import { Alerts } from './alerts.ts';
import type { AccountSignal } from './delivery/transition.ts';
import { afterRelease, afterSignal, type Gate, OPEN_GATE } from './limits/circuit-breaker.ts';
import { limitConcurrency } from './limits/concurrency.ts';
import { Pace } from './limits/request-budget.ts';
import { type Cipher, createCipher } from './store/cipher.ts';
import { Meta } from './store/key-value.ts';
import { Queues } from './store/lead-queues.ts';
import { Ledger } from './store/lead-store.ts';

/** Convertr wants fewer than ten; an object shares six connections among all that it does. */
export const CALLS_AT_ONCE = 5;

/** What the parts of an account's object share. */
export interface Core {
  readonly enterprise: string;
  readonly settings: Settings;
  readonly account: AccountSettings;
  readonly cache: KVNamespace;
  readonly sql: SqlStorage;
  readonly ledger: Ledger;
  readonly queues: Queues;
  readonly meta: Meta;
  readonly pace: Pace;
  readonly alerts: Alerts;
  readonly cipher: Cipher;
  readonly convertr: Convertr;
  readonly gate: GateKeeper;
}

export function createCore(
  enterprise: string,
  account: AccountSettings,
  settings: Settings,
  env: Env,
  storage: DurableObjectStorage,
): Core {
  const { sql } = storage;
  const meta = new Meta(sql);
  const alerts = new Alerts(sql, enterprise, settings.alertWebhook);
  return {
    enterprise,
    settings,
    account,
    cache: env.CACHE,
    sql,
    ledger: new Ledger(storage),
    queues: new Queues(sql),
    meta,
    pace: new Pace(sql, account.budget),
    alerts,
    cipher: createCipher(settings.leadKeys, 'answers'),
    convertr: createConvertr({
      fetch: (input, init) => fetch(input, init),
      queue: limitConcurrency(CALLS_AT_ONCE),
      origin: account.origin,
      publisherId: account.publisherId,
    }),
    gate: new GateKeeper(meta, alerts),
  };
}

/** The gate, kept in SQLite so that a restart doesn't open it. */
export class GateKeeper {
  readonly #meta: Meta;
  readonly #alerts: Alerts;
  #gate: Gate;

  constructor(meta: Meta, alerts: Alerts) {
    this.#meta = meta;
    this.#alerts = alerts;
    this.#gate = { ...OPEN_GATE, ...meta.get<Gate>('gate') };
  }

  get now(): Gate {
    return this.#gate;
  }

  signal(signal: AccountSignal, now: number): void {
    this.#set(afterSignal(this.#gate, signal, now, Math.random()), now);
  }

  release(now: number): void {
    this.#set(afterRelease(this.#gate, now), now);
  }

  #set(gate: Gate, now: number): void {
    if (gate === this.#gate || JSON.stringify(gate) === JSON.stringify(this.#gate)) return;
    this.#gate = gate;
    this.#meta.set('gate', gate);
    this.#alerts.hold('unexpected_answer', gate.paused === 'unexpected_answer', now);
    this.#alerts.hold('unauthorized', gate.paused === 'unauthorized', now);
  }
}
