import { type Convertr, createConvertr } from '../convertr/client.ts';
import type { AccountSettings } from '../settings/accounts.ts';
import type { Env } from '../settings/env.ts';
import type { Settings } from '../settings/settings.ts';
import { Alerts } from './alerts.ts';
import { CircuitBreaker } from './limits/circuit-breaker.ts';
import { limitConcurrency } from './limits/concurrency.ts';
import { RequestBudget } from './limits/request-budget.ts';
import { AnswerStore } from './store/answer-store.ts';
import { type Cipher, createCipher } from './store/cipher.ts';
import { FormRevisions } from './store/form-revisions.ts';
import { KeyValueStore } from './store/key-value.ts';
import { LeadCounts } from './store/lead-counts.ts';
import { LeadQueues } from './store/lead-queues.ts';
import { LeadStore } from './store/lead-store.ts';
import { OldAnswers } from './store/old-answers.ts';
import { SealedAnswers } from './store/sealed-answers.ts';

/** Convertr wants fewer than ten. An object shares six connections among everything that it does. */
export const CALLS_AT_ONCE = 5;

/** What the parts of an account's object share. Built once, when the object starts. */
export interface AccountContext {
  readonly enterprise: string;
  readonly settings: Settings;
  readonly account: AccountSettings;
  readonly cache: KVNamespace;
  readonly sql: SqlStorage;
  readonly keyValues: KeyValueStore;
  readonly leads: LeadStore;
  readonly forms: FormRevisions;
  readonly counts: LeadCounts;
  readonly queues: LeadQueues;
  readonly cipher: Cipher;
  readonly answers: AnswerStore;
  readonly oldAnswers: OldAnswers;
  readonly sealedAnswers: SealedAnswers;
  readonly alerts: Alerts;
  readonly budget: RequestBudget;
  readonly breaker: CircuitBreaker;
  readonly convertr: Convertr;
}

export function createContext(
  enterprise: string,
  account: AccountSettings,
  settings: Settings,
  env: Env,
  storage: DurableObjectStorage,
): AccountContext {
  const { sql } = storage;
  const keyValues = new KeyValueStore(sql);
  const answers = new AnswerStore(sql);
  const counts = new LeadCounts(sql);
  const cipher = createCipher(settings.leadKeys, 'answers');
  const alerts = new Alerts(sql, enterprise, settings.alertWebhook);
  return {
    enterprise,
    settings,
    account,
    cache: env.CACHE,
    sql,
    keyValues,
    leads: new LeadStore(storage, counts, answers),
    forms: new FormRevisions(sql),
    counts,
    queues: new LeadQueues(sql),
    cipher,
    answers,
    oldAnswers: new OldAnswers(storage, answers, keyValues),
    sealedAnswers: new SealedAnswers(cipher, enterprise, answers),
    alerts,
    budget: new RequestBudget(sql, account.budget),
    breaker: new CircuitBreaker(keyValues, alerts),
    convertr: createConvertr({
      fetch: (input, init) => fetch(input, init),
      queue: limitConcurrency(CALLS_AT_ONCE),
      origin: account.origin,
      publisherId: account.publisherId,
    }),
  };
}
