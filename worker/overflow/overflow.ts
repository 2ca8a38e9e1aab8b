import { DurableObject } from 'cloudflare:workers';
import { callAccount } from '../account/client.ts';
import { createFingerprint, isSameFingerprint } from '../account/intake/idempotency.ts';
import { AnswerStore } from '../account/store/answer-store.ts';
import { type Cipher, createCipher } from '../account/store/cipher.ts';
import { KeyValueStore } from '../account/store/key-value.ts';
import { SealedAnswers } from '../account/store/sealed-answers.ts';
import type { LeadRow, NewSubmission, SubmitRequest } from '../account-api.ts';
import { linkToTell } from '../forms/attribution/link.ts';
import { logFault } from '../log.ts';
import type { KeepResult, OverflowApi, OverflowState } from '../overflow-api.ts';
import type { SubmissionState } from '../protocol/wire.ts';
import type { AccountSettings } from '../settings/accounts.ts';
import type { Env } from '../settings/env.ts';
import { readSettings } from '../settings/settings.ts';
import { createTables, type KeptRow, KeptSubmissions } from './kept-submissions.ts';

/** Rows that one object keeps: 16 objects hold 320,000 submissions of an account that is down. */
const KEPT_MAX = 20_000;
const FULL_RETRY_SECONDS = 300;
/** Rows that are read at once. */
const BATCH = 50;
/** Longer alarms risk the platform's limits; the next one goes on. */
const RUN_MS = 20_000;
/** Gaps between tries while the account's object does not answer. A jitter keeps 16 objects from calling at once. */
const RETRY_MS: readonly number[] = [1000, 2000, 5000, 10_000, 20_000];

/**
 * Keeps submissions while their account's object cannot, and hands them over.
 *
 * There are 16 per account, chosen by the submission's id, so that a repetition meets the object that knows it.
 */
export class Overflow extends DurableObject<Env> implements OverflowApi {
  readonly #account: AccountSettings;
  readonly #cipher: Cipher;
  readonly #sealed: SealedAnswers;
  readonly #answers: AnswerStore;
  readonly #kept: KeptSubmissions;
  #failures = 0;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    ctx.storage.transactionSync(() => createTables(ctx.storage));
    this.#answers = new AnswerStore(ctx.storage.sql);
    this.#kept = new KeptSubmissions(ctx.storage, this.#answers);
    this.#account = findAccount(ctx, env);
    const settings = readSettings(env);
    if (!settings.ok) throw new Error(settings.error);
    this.#cipher = createCipher(settings.value.leadKeys, 'answers');
    this.#sealed = new SealedAnswers(this.#cipher, this.#account.enterprise, this.#answers);
  }

  async keep(request: SubmitRequest): Promise<KeepResult> {
    const fingerprint = await createFingerprint(this.#cipher, request);
    const known = this.#kept.find(request.form, request.submission);
    if (known) return isSameFingerprint(known.fingerprint, fingerprint) ? toQueued(known, true) : { kind: 'conflict' };
    if (this.#kept.count().waiting >= KEPT_MAX) return { kind: 'full', retryAfterSeconds: FULL_RETRY_SECONDS };
    const [sealed, emailHashes] = await Promise.all([
      this.#cipher.seal(this.#identityOf(request), toNewSubmission(request)),
      this.#sealed.hashEmails(request),
    ]);
    const { form, submission, channel, campaignId: campaign } = request;
    const link_id = linkToTell(request.linkId ?? null, request.flags) ?? null;
    const row = { form, submission, fingerprint, campaign, channel, link_id, received: Date.now() };
    // Somebody else may have stored it while the answers were sealed.
    if (!this.#kept.insert(row, sealed, emailHashes)) return this.keep(request);
    if ((await this.ctx.storage.getAlarm()) === null) await this.#arm();
    return toQueued(row, false);
  }

  async state(form: string, submission: string): Promise<SubmissionState | null> {
    const row = this.#kept.find(form, submission);
    return row ? { submission, status: 'queued', verdict: null, at: toIso(row.received) } : null;
  }

  async leadsOf(email: string): Promise<LeadRow[]> {
    return this.#kept.ofEmail(await this.#cipher.hashesToFind(email)).map(toLeadRow);
  }

  async erase(email: string): Promise<number> {
    const rows = this.#kept.ofEmail(await this.#cipher.hashesToFind(email));
    for (const row of rows) this.#kept.remove(row);
    this.#answers.sweep();
    return rows.length;
  }

  async waiting(): Promise<OverflowState> {
    const { waiting, oldest } = this.#kept.count();
    return { waiting, oldestWaiting: oldest === null ? null : toIso(oldest) };
  }

  /** Never throws: a platform that has seen an alarm fail six times forgets it. */
  override async alarm(): Promise<void> {
    try {
      this.#failures = (await this.#handOver()) ? 0 : this.#failures + 1;
    } catch (error) {
      logFault('hand_over_failed', { enterprise: this.#account.enterprise, error });
      this.#failures += 1;
    }
    this.#answers.sweep();
    if (this.#kept.count().waiting > 0) await this.#arm();
  }

  /** @returns false when the account's object does not take any. */
  async #handOver(): Promise<boolean> {
    const end = Date.now() + RUN_MS;
    let last = 0;
    while (Date.now() < end) {
      const rows = this.#kept.after(last, BATCH);
      if (rows.length === 0) return true;
      for (const row of rows) {
        last = row.id;
        const sealed = this.#answers.read(row.answers_id);
        // Erased since the rows were read.
        if (!sealed) continue;
        const request = (await this.#cipher.open(this.#identityOf(row), sealed)) as NewSubmission | undefined;
        if (!request) {
          // It stays until LEAD_KEY holds its key again.
          logFault('kept_submission_unreadable', { detail: 'It opens under no key of LEAD_KEY.' });
          continue;
        }
        const { fingerprint, received } = row;
        const adopt = { request, fingerprint, received };
        const result = await callAccount(this.env, this.#account, (object) => object.adopt(adopt), { once: true });
        if (!result.ok || result.value.kind === 'full') return false;
        this.#kept.remove(row);
      }
    }
    return true;
  }

  async #arm(): Promise<void> {
    const gap = RETRY_MS[Math.min(this.#failures, RETRY_MS.length - 1)] ?? 1000;
    await this.ctx.storage.setAlarm(Date.now() + gap * (1 + Math.random() / 2));
  }

  #identityOf({ form, submission }: { form: string; submission: string }): string {
    return `${this.#account.enterprise}/${form}/${submission}/kept`;
  }
}

/** The object's name is its account's enterprise and a number. */
function findAccount(ctx: DurableObjectState, env: Env): AccountSettings {
  const { sql } = ctx.storage;
  sql.exec('CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID');
  const meta = new KeyValueStore(sql);
  // An object that an alarm starts may not know its name.
  const enterprise = ctx.id.name?.split('/')[0] ?? meta.get<string>('enterprise');
  if (enterprise === undefined) throw new Error('An overflow object has no name.');
  if (meta.get<string>('enterprise') !== enterprise) meta.set('enterprise', enterprise);
  const settings = readSettings(env);
  const account = settings.ok ? settings.value.accounts.get(enterprise) : undefined;
  if (!account) throw new Error(settings.ok ? `No account ${enterprise} is configured.` : settings.error);
  return account;
}

/** What was posted is left out: its fingerprint recognises a repetition. */
const toNewSubmission = ({ posted: _, ...submission }: SubmitRequest): NewSubmission => submission;

const toIso = (time: number): string => new Date(time).toISOString();

function toQueued({ channel, link_id: linkId }: Pick<KeptRow, 'channel' | 'link_id'>, replayed: boolean): KeepResult {
  return { kind: 'queued', channel, ...(linkId !== null && { linkId }), replayed };
}

function toLeadRow({ submission, form, campaign, channel, link_id, received }: KeptRow): LeadRow {
  const at = toIso(received);
  return {
    submission,
    form,
    campaignId: campaign,
    status: 'queued',
    verdict: null,
    reason: null,
    leadId: null,
    channel,
    linkId: link_id,
    possibleDuplicate: false,
    flags: [],
    attempts: 0,
    receivedAt: at,
    updatedAt: at,
  };
}
