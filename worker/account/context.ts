import { type Convertr, createConvertr } from '../convertr/client.ts';
import type { AccountSettings } from '../settings/accounts.ts';
import type { Env } from '../settings/env.ts';
import type { Settings } from '../settings/settings.ts';
import { Alerts } from './alerts.ts';
import { CircuitBreaker } from './limits/circuit-breaker.ts';
import { ConcurrencyLimit } from './limits/concurrency.ts';
import { Drain } from './limits/drain.ts';
import { RequestBudget } from './limits/request-budget.ts';
import { AnswerStore } from './store/answer-store.ts';
import { type Cipher, createCipher } from './store/cipher.ts';
import { LeadCounts } from './store/figures/lead-counts.ts';
import { ReasonNames } from './store/figures/reason-names.ts';
import { SourceNames } from './store/figures/source-names.ts';
import { FormRevisions } from './store/form-revisions.ts';
import { KeyValueStore } from './store/key-value.ts';
import { LeadQueues } from './store/lead-queues.ts';
import { LeadStore } from './store/lead-store.ts';
import { OldAnswers } from './store/old-ledgers/old-answers.ts';
import { OldEmails } from './store/old-ledgers/old-emails.ts';
import { SealedAnswers } from './store/sealed-answers.ts';
import { WebhookOutbox } from './store/webhook-outbox.ts';

/** Convertr allows fewer than ten. An object has six connections for everything that it does. */
export const CALLS_AT_ONCE = 5;

/** What the parts of an account's object share. Built once, when the object starts. */
export interface AccountContext {
  readonly enterprise: string;
  readonly settings: Settings;
  readonly account: AccountSettings;
  readonly cache: KVNamespace;
  readonly forms: KVNamespace;
  readonly sql: SqlStorage;
  readonly keyValues: KeyValueStore;
  readonly leads: LeadStore;
  readonly revisions: FormRevisions;
  readonly counts: LeadCounts;
  readonly sources: SourceNames;
  readonly reasonNames: ReasonNames;
  readonly queues: LeadQueues;
  readonly cipher: Cipher;
  readonly answers: AnswerStore;
  readonly oldAnswers: OldAnswers;
  readonly oldEmails: OldEmails;
  readonly sealedAnswers: SealedAnswers;
  readonly outbox: WebhookOutbox;
  readonly alerts: Alerts;
  readonly budget: RequestBudget;
  readonly breaker: CircuitBreaker;
  readonly drain: Drain;
  /** Calls to Convertr that are on their way. */
  readonly calls: ConcurrencyLimit;
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
  const outbox = new WebhookOutbox(sql);
  const cipher = createCipher(settings.leadKeys, 'answers');
  const alerts = new Alerts(sql, enterprise, settings.alertWebhook);
  const calls = new ConcurrencyLimit(CALLS_AT_ONCE);
  const sources = new SourceNames(sql);
  const leads = new LeadStore({ storage, counts, sources, answers, outbox });
  const sealedAnswers = new SealedAnswers(cipher, enterprise, answers);
  return {
    enterprise,
    settings,
    account,
    cache: env.CACHE,
    forms: env.FORMS,
    sql,
    keyValues,
    leads,
    revisions: new FormRevisions(sql),
    counts,
    sources,
    reasonNames: new ReasonNames(sql),
    queues: new LeadQueues(sql),
    cipher,
    answers,
    oldAnswers: new OldAnswers(storage, answers, keyValues),
    oldEmails: new OldEmails(sql, keyValues, leads, sealedAnswers),
    outbox,
    sealedAnswers,
    alerts,
    budget: new RequestBudget(sql, account.budget),
    breaker: new CircuitBreaker(keyValues, alerts),
    drain: new Drain(keyValues, env.VERSION?.id),
    calls,
    convertr: createConvertr({
      fetch: fenced(keyValues),
      queue: calls.run,
      origin: account.origin,
      publisherId: account.publisherId,
    }),
  };
}

/**
 * Writes in the same turn as each call that changes something at Convertr. A replaced instance cannot write, and the
 * platform's output gate delays the call until the write is confirmed. So two instances never both send.
 */
const fenced =
  (keyValues: KeyValueStore): typeof fetch =>
  (input, init) => {
    if (init?.method === 'POST') keyValues.set('last_post', Date.now());
    return fetch(input, init);
  };
