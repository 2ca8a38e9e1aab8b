import type {
  AdoptResult,
  Answers,
  KeptSubmission,
  NewSubmission,
  SubmitRequest,
  SubmitResult,
} from '../../account-api.ts';
import type { AccountContext } from '../context.ts';
import type { Dispatcher } from '../delivery/dispatcher.ts';
import type { LeadTransitions } from '../delivery/lead-transitions.ts';
import type { PendingReplies } from '../delivery/pending-replies.ts';
import { firstState } from '../delivery/state-machine.ts';
import type { PostedAnswers } from '../delivery/unlisted-fields.ts';
import { firstReview } from '../retention.ts';
import type { Row } from '../store/lead-row.ts';
import type { ClosedCampaigns } from '../upstream/closed-campaigns.ts';
import { createFingerprint, deriveId, isSameFingerprint, isSamePost, isSameSubmission } from './idempotency.ts';
import { type Accepted, toRepeatedReply, toReply } from './replies.ts';

const FULL_RETRY_SECONDS = 300;
const FULL: SubmitResult = { kind: 'full', retryAfterSeconds: FULL_RETRY_SECONDS };

interface Parts {
  context: AccountContext;
  closed: ClosedCampaigns;
  dispatcher: Dispatcher;
  replies: PendingReplies;
  transitions: LeadTransitions;
  posted: PostedAnswers;
  /** Called once a submission is on disk and, if it may be, on its way. */
  onStored: () => void;
}

/** Takes submissions in: each is stored first, then answered as soon as Convertr has answered. */
export class Intake {
  readonly #parts: Parts;
  readonly #running = new Map<string, { fingerprint: string; result: Promise<SubmitResult> }>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Callers that overlap share one outcome. */
  async submit(request: SubmitRequest): Promise<SubmitResult> {
    const key = `${request.form}/${request.submission}`;
    const fingerprint = await createFingerprint(this.#parts.context.cipher, request);
    const running = this.#running.get(key);
    if (running) return isSameFingerprint(running.fingerprint, fingerprint) ? running.result : { kind: 'conflict' };
    const result = this.#submit(request, fingerprint).finally(() => this.#running.delete(key));
    this.#running.set(key, { fingerprint, result });
    return result;
  }

  /** The first answer, when the same was posted before. Null when it was not, or has had no answer yet. */
  async replay(form: string, submission: string, posted: Answers): Promise<Accepted | null> {
    const { cipher, leads } = this.#parts.context;
    const known = leads.find(form, submission);
    if (!known || known.replied === null) return null;
    return (await isSamePost(cipher, posted, known.fingerprint)) ? toRepeatedReply(known) : null;
  }

  /**
   * Takes over what an overflow object has kept. Safe to repeat, because the object asks until it is told `adopted`.
   * Other answers under a known id were acknowledged, too: they become a lead of their own.
   */
  async adopt({ request, fingerprint, received }: KeptSubmission): Promise<AdoptResult> {
    const { context, dispatcher, onStored } = this.#parts;
    const { leads } = context;
    const known = leads.find(request.form, request.submission);
    if (!known && this.#isFull(request)) return { kind: 'full' };
    if (known && isSameFingerprint(known.fingerprint, fingerprint)) {
      if (known.replied === null) leads.update(known.id, { replied: 'queued' }, Date.now());
    } else {
      const submission = known ? await deriveId(`${request.submission} ${fingerprint}`) : request.submission;
      await this.#store({ ...request, submission }, fingerprint, { received });
    }
    dispatcher.dispatch(Date.now());
    onStored();
    return { kind: 'adopted' };
  }

  async #submit(request: SubmitRequest, fingerprint: string): Promise<SubmitResult> {
    const obstacle = this.#findObstacle(request);
    // Most submissions are new, so the insert itself finds out whether this one is.
    const stored = obstacle ? undefined : await this.#store(request, fingerprint);
    if (stored) this.#parts.posted.keep(stored.id, request.posted);
    if (stored) return this.#answer(stored, request.answerWithinMs);
    const known = this.#parts.context.leads.find(request.form, request.submission);
    return known ? this.#repeat(known, request, fingerprint) : (obstacle ?? FULL);
  }

  /** Why a new submission cannot be taken now. */
  #findObstacle(request: SubmitRequest): SubmitResult | undefined {
    const { closed: reason } = this.#parts.closed.stateFor(request.campaignId, Date.now());
    if (reason) return { kind: 'closed', reason };
    return this.#isFull(request) ? FULL : undefined;
  }

  /** Suspicious submissions have a cap of their own, so that a flood of them keeps nobody else out. */
  #isFull({ signals }: NewSubmission): boolean {
    const { counts, settings } = this.#parts.context;
    return (signals.length > 0 ? counts.quarantined() : counts.waiting()) >= settings.backlogCap;
  }

  /**
   * @param kept a submission whose caller was answered `queued` when an overflow object received it.
   * @returns undefined when the id is known.
   */
  async #store(request: NewSubmission, fingerprint: string, kept?: { received: number }): Promise<Row | undefined> {
    const { context, dispatcher } = this.#parts;
    const { sealedAnswers, alerts, leads } = context;
    const [sealed, emailHashes] = await Promise.all([
      sealedAnswers.seal(request, request),
      sealedAnswers.hashEmails(request),
    ]);
    const now = Date.now();
    const received = kept?.received ?? now;
    const isSuspicious = request.signals.length > 0;
    alerts.report('drift', request.isDrifted, now, request.form);
    const lead = {
      request: { ...request, flags: [...request.flags, ...request.signals] },
      state: firstState(isSuspicious, now),
      // A bot is told what everybody is told. A caller who need not wait is told so at once.
      replied: kept || isSuspicious || dispatcher.isBlocked(now) ? ('queued' as const) : null,
      fingerprint,
      emailHashes,
      sealed,
      tidyDue: firstReview(received),
    };
    return leads.insert(lead, received);
  }

  /** The id is known. */
  async #repeat(known: Row, request: SubmitRequest, fingerprint: string): Promise<SubmitResult> {
    const isSame = await isSameSubmission(this.#parts.context.cipher, request, known.fingerprint);
    // A refusal does not use up the id, unless its caller was told `queued` and sends the same again.
    const isRepeated = isSame && known.replied !== null;
    if (known.status === 'refused' && !isRepeated) return this.#correct(known, request, fingerprint);
    if (!isSame) return { kind: 'conflict' };
    return known.replied ? toRepeatedReply(known) : this.#answer(known, request.answerWithinMs);
  }

  /** The visitor sends other answers under the id of a refused submission. */
  async #correct(row: Row, request: SubmitRequest, fingerprint: string): Promise<SubmitResult> {
    const { context, transitions } = this.#parts;
    const { sealedAnswers, leads } = context;
    const [sealed, hashes] = await Promise.all([sealedAnswers.seal(row, request), sealedAnswers.hashEmails(request)]);
    const queued = transitions.apply(row, { kind: 'corrected' }, { sealed, fingerprint });
    if (!queued) return { kind: 'conflict' };
    leads.addEmails(row.id, hashes);
    return this.#answer(queued, request.answerWithinMs);
  }

  async #answer(row: Row, withinMs: number): Promise<SubmitResult> {
    const { context, dispatcher, replies, onStored } = this.#parts;
    const canWait = withinMs > 0 && row.replied === null && !dispatcher.isBlocked(Date.now());
    const goesOut = row.status === 'queued' || row.status === 'sending';
    const waiting = goesOut && canWait ? replies.wait(row.id, withinMs) : undefined;
    dispatcher.dispatch(Date.now());
    onStored();
    // What was written down with the lead is the answer, whatever has happened since.
    if (!waiting && row.replied === 'queued') return toReply(row);
    const settled = await waiting;
    const after = context.leads.get(row.id) ?? row;
    if (after.status === 'refused') return { kind: 'refused', fields: settled?.refused ?? [] };
    const reply = toReply(after);
    if (after.replied === null) context.leads.update(after.id, { replied: reply.kind }, Date.now());
    return reply;
  }
}
