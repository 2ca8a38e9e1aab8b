import { afterSend, afterUnknown, beforeSend } from '../../../../worker/account/delivery/state-machine.ts';
import { queued } from '../../../../worker/account/delivery/transition.ts';
import {
  afterRelease,
  afterSignal,
  type Gate,
  OPEN_GATE,
  readGate,
} from '../../../../worker/account/limits/circuit-breaker.ts';
import { Pace } from '../../../../worker/account/limits/request-budget.ts';
import type { Row } from '../../../../worker/account/store/lead-row.ts';
import type { LeadOutcome } from '../../../../worker/convertr/outcome.ts';
import { createSpend } from './spend.ts';

type ModelRow = Pick<
  Row,
  | 'status'
  | 'attempts'
  | 'backoffs'
  | 'unknowns'
  | 'on_unknown'
  | 'flags'
  | 'possible_duplicate'
  | 'link_id'
  | 'replied'
  | 'lease'
  | 'lane'
  | 'due'
> & {
  id: number;
  /** How often Convertr has stored it. */
  stored: number;
  /** Sends after an unknown outcome that no person asked for, and that may have been stored. */
  resent: number;
  personAsked: boolean;
};

export const BUDGET = 6;
const WINDOW_MS = 300_000;

/**
 * The account's object, made of its pure parts: what it keeps on disk survives `crash`, the rest doesn't. It checks
 * itself at each step, and throws when a promise is broken.
 */
export class Model {
  now = 1_800_000_000_000;
  readonly rows: ModelRow[] = [];
  gate: Gate = OPEN_GATE;
  readonly #spend = createSpend();
  #pace = this.#createPace();
  #flights: { id: number; lease: number; resent: boolean; personAsked: boolean }[] = [];
  #lease = 0;
  readonly #sentAt: number[] = [];

  submit(onUnknown: 'resend' | 'hold'): void {
    this.rows.push({
      id: this.rows.length,
      status: 'queued',
      attempts: 0,
      backoffs: 0,
      unknowns: 0,
      on_unknown: onUnknown,
      flags: '[]',
      possible_duplicate: 0,
      link_id: 25,
      replied: null,
      lease: null,
      lane: 0,
      due: this.now,
      stored: 0,
      resent: 0,
      personAsked: false,
    });
  }

  /** What the pump does: gate, then the oldest that is due, new ones first, then the budget. */
  send(probeFails: boolean): boolean {
    const gate = readGate(this.gate, this.now);
    if (gate.kind === 'shut' || this.#flights.length >= 5) return false;
    if (gate.kind === 'trial' && this.#flights.length > 0) return false;
    const row = this.rows
      .filter(({ lane, due }) => lane !== null && (due ?? 0) <= this.now)
      .sort((a, b) => (a.lane ?? 0) - (b.lane ?? 0) || (a.due ?? 0) - (b.due ?? 0))[0];
    if (!row) return false;
    if (!this.#pace.take('requests', row.lane === 0 ? 'fresh' : 'retry', this.now)) return false;
    this.#noteCall();
    if (gate.kind === 'trial' && gate.probe) {
      this.#signal({ kind: probeFails ? 'unknown' : 'probed' });
      return true;
    }
    if (row.status === 'delivered') throw new Error('A delivered lead was sent.');
    const resent = row.unknowns > 0 && !row.personAsked;
    if (resent && row.resent > 0) throw new Error('A lead was resent twice after an unknown outcome.');
    this.#lease += 1;
    Object.assign(row, beforeSend(row, this.#lease));
    if (resent) row.resent += 1;
    this.#flights.push({ id: row.id, lease: this.#lease, resent, personAsked: row.personAsked });
    row.personAsked = false;
    return true;
  }

  /** One of the calls on their way ends. */
  answer(which: number, outcome: LeadOutcome, stored: boolean): void {
    const [flight] = this.#flights.splice(which % Math.max(1, this.#flights.length), 1);
    if (!flight) return;
    const row = this.rows[flight.id];
    if (!row) return;
    if (stored) row.stored += 1;
    if (row.status !== 'sending' || row.lease !== flight.lease) return;
    const { change, effects } = afterSend(row, outcome, this.now, 0.5);
    Object.assign(row, change);
    // Convertr has certainly not stored it: as if it had not been sent.
    if (change.status === 'queued') {
      row.resent -= flight.resent ? 1 : 0;
      row.personAsked ||= flight.personAsked;
    }
    for (const effect of effects) {
      if (effect.kind === 'account') this.#signal(effect.signal);
      else if (effect.kind === 'drop_token') this.#signal({ kind: 'unauthorized' });
      else if (effect.kind === 'flag') row.flags = JSON.stringify([...JSON.parse(row.flags), effect.flag]);
    }
  }

  /** The process dies. Of what was on its way, Convertr may have stored any. */
  crash(stored: boolean): void {
    for (const { id } of this.#flights) {
      const row = this.rows[id];
      if (row && stored) row.stored += 1;
    }
    this.#flights = [];
    this.#lease = 0;
    this.#pace = this.#createPace();
    for (const row of this.rows) {
      if (row.status === 'sending') Object.assign(row, afterUnknown(row, 'process_died', this.now).change);
    }
  }

  pass(ms: number): void {
    this.now += ms;
  }

  /** A person retries whatever is listed for one. */
  retry(which: number): void {
    const listed = this.rows.filter(({ status }) => status === 'held' || status === 'refused' || status === 'unknown');
    const row = listed[which % Math.max(1, listed.length)];
    if (!row) return;
    Object.assign(row, queued(this.now), { personAsked: true });
    this.gate = afterRelease(this.gate, this.now);
  }

  check(): void {
    for (const row of this.rows) {
      const waits = row.lane !== null && row.due !== null;
      const listed = row.status === 'held' || row.status === 'refused';
      const kept = row.status === 'delivered' || row.status === 'sending' || listed;
      if (waits === kept) throw new Error(`A lead that is ${row.status} is lost.`);
      if (row.status === 'delivered' && row.stored === 0) throw new Error('A lead was called delivered that is not.');
      const sends = row.status === 'sending' ? 1 : 0;
      if (row.stored > 1 && !row.possible_duplicate && sends === 0) throw new Error('A duplicate is not marked.');
    }
  }

  /** From now on all goes well: whatever waits is delivered, without a person. */
  settle(): void {
    for (let steps = 0; steps < 400; steps++) {
      while (this.send(false)) while (this.#flights.length > 0) this.answer(0, { kind: 'delivered', leadId: 1 }, true);
      while (this.#flights.length > 0) this.answer(0, { kind: 'delivered', leadId: 1 }, true);
      if (this.gate.paused === 'unexpected_answer') this.gate = afterRelease(this.gate, this.now);
      if (this.rows.every(({ lane, status }) => lane === null && status !== 'sending')) return;
      this.pass(60_000);
    }
    throw new Error('A lead waits for ever.');
  }

  #signal(signal: Parameters<typeof afterSignal>[1]): void {
    this.gate = afterSignal(this.gate, signal, this.now, 0.5);
  }

  #noteCall(): void {
    this.#sentAt.push(this.now);
    const within = this.#sentAt.filter((at) => at > this.now - WINDOW_MS).length;
    if (within > BUDGET) throw new Error('The budget was exceeded.');
  }

  #createPace(): Pace {
    return new Pace(this.#spend, { requests: BUDGET, results: BUDGET, logins: BUDGET });
  }
}
