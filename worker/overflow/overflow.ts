import { DurableObject } from 'cloudflare:workers';
import { createFingerprint, isSameFingerprint } from '../account/intake/idempotency.ts';
import { AnswerStore } from '../account/store/answer-store.ts';
import { type Cipher, createCipher } from '../account/store/cipher.ts';
import { KeyValueStore } from '../account/store/key-value.ts';
import { SealedAnswers } from '../account/store/sealed-answers.ts';
import type { LeadRow, SubmitRequest } from '../account-api.ts';
import { linkToTell } from '../forms/attribution/link.ts';
import { logFault } from '../log.ts';
import type { KeepResult, OverflowApi, OverflowState } from '../overflow-api.ts';
import type { SubmissionState } from '../protocol/wire.ts';
import type { AccountSettings } from '../settings/accounts.ts';
import type { Env } from '../settings/env.ts';
import { readSettings } from '../settings/settings.ts';
import { HandOver } from './hand-over.ts';
import { createTables, KeptSubmissions } from './kept-submissions.ts';
import { toIso, toLeadRow, toPublicState, toQueued } from './kept-views.ts';
import { SealedSubmissions } from './sealed-submissions.ts';

/** Rows that one object keeps. 16 objects keep 320,000 submissions of an account that is down. */
const KEPT_MAX = 20_000;
const FULL_RETRY_SECONDS = 300;
/** Gaps between attempts while the account's object does not respond. Jitter keeps 16 objects from calling at once. */
const RETRY_MS: readonly number[] = [1000, 2000, 5000, 10_000, 20_000];

/**
 * Keeps submissions while their account's object cannot store them, and hands them over later.
 *
 * There are 16 per account, chosen by the submission's id, so that a repetition reaches the same object.
 */
export class Overflow extends DurableObject<Env> implements OverflowApi {
  readonly #account: AccountSettings;
  readonly #cipher: Cipher;
  readonly #sealed: SealedAnswers;
  readonly #answers: AnswerStore;
  readonly #kept: KeptSubmissions;
  readonly #submissions: SealedSubmissions;
  readonly #handOver: HandOver;
  #failures = 0;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    ctx.storage.transactionSync(() => createTables(ctx.storage));
    this.#answers = new AnswerStore(ctx.storage.sql);
    this.#kept = new KeptSubmissions(ctx.storage, this.#answers);
    const meta = openMeta(ctx.storage.sql);
    this.#account = findAccount(ctx, env, meta);
    const settings = readSettings(env);
    if (!settings.ok) throw new Error(settings.error);
    this.#cipher = createCipher(settings.value.leadKeys, 'answers');
    this.#sealed = new SealedAnswers(this.#cipher, this.#account.enterprise, this.#answers);
    this.#submissions = new SealedSubmissions(this.#cipher, this.#account.enterprise);
    this.#handOver = new HandOver({
      env,
      account: this.#account,
      object: ctx.id.toString(),
      kept: this.#kept,
      answers: this.#answers,
      sealed: this.#submissions,
      meta,
    });
  }

  async keep(request: SubmitRequest): Promise<KeepResult> {
    const fingerprint = await createFingerprint(this.#cipher, request);
    const known = this.#kept.find(request.form, request.submission);
    if (known) return isSameFingerprint(known.fingerprint, fingerprint) ? toQueued(known, true) : { kind: 'conflict' };
    if (this.#kept.count().waiting >= KEPT_MAX) return { kind: 'full', retryAfterSeconds: FULL_RETRY_SECONDS };
    const [sealed, emailHashes] = await Promise.all([
      this.#submissions.seal(request),
      this.#sealed.hashEmails(request),
    ]);
    const { form, submission, channel, campaignId: campaign } = request;
    const link_id = linkToTell(request.linkId ?? null, request.flags) ?? null;
    const row = { form, submission, fingerprint, campaign, channel, link_id, received: Date.now() };
    // Another call may have stored it while the answers were encrypted.
    if (!this.#kept.insert(row, sealed, emailHashes)) return this.keep(request);
    if ((await this.ctx.storage.getAlarm()) === null) await this.#arm();
    return toQueued(row, false);
  }

  async state(form: string, submission: string): Promise<SubmissionState | null> {
    const row = this.#kept.find(form, submission);
    return row ? toPublicState(row) : null;
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

  /** Never throws, because the platform drops an alarm that fails six times. */
  override async alarm(): Promise<void> {
    try {
      this.#failures = (await this.#handOver.run()) ? 0 : this.#failures + 1;
    } catch (error) {
      logFault('hand_over_failed', { enterprise: this.#account.enterprise, error });
      this.#failures += 1;
    }
    this.#answers.sweep();
    // An alert that was raised for this object has to end, too.
    if (this.#kept.count().waiting > 0 || this.#handOver.hasReported) await this.#arm();
  }

  async #arm(): Promise<void> {
    const gap = RETRY_MS[Math.min(this.#failures, RETRY_MS.length - 1)] ?? 1000;
    await this.ctx.storage.setAlarm(Date.now() + gap * (1 + Math.random() / 2));
  }
}

/** The object's name is its account's enterprise and a number. */
function findAccount(ctx: DurableObjectState, env: Env, meta: KeyValueStore): AccountSettings {
  // An object that an alarm starts may not know its name.
  const enterprise = ctx.id.name?.split('/')[0] ?? meta.get<string>('enterprise');
  if (enterprise === undefined) throw new Error('An overflow object has no name.');
  if (meta.get<string>('enterprise') !== enterprise) meta.set('enterprise', enterprise);
  const settings = readSettings(env);
  const account = settings.ok ? settings.value.accounts.get(enterprise) : undefined;
  if (!account) throw new Error(settings.ok ? `No account ${enterprise} is configured.` : settings.error);
  return account;
}

function openMeta(sql: SqlStorage): KeyValueStore {
  sql.exec('CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID');
  return new KeyValueStore(sql);
}
