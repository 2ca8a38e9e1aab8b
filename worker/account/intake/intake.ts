import type {
  AdoptResult,
  Answers,
  KeptSubmission,
  NewSubmission,
  SubmitRequest,
  SubmitResult,
} from '../../account-api.ts';
import { omitUndefined } from '../../forms/omit-undefined.ts';
import type { AccountContext } from '../context.ts';
import type { Dispatcher } from '../delivery/dispatcher.ts';
import type { LeadTransitions } from '../delivery/lead-transitions.ts';
import type { PendingReplies } from '../delivery/pending-replies.ts';
import { firstState } from '../delivery/state-machine.ts';
import type { PostedAnswers } from '../delivery/unlisted-fields.ts';
import { firstReview } from '../retention.ts';
import type { Row } from '../store/lead-row.ts';
import type { ClosedCampaigns } from '../upstream/closed-campaigns.ts';
import type { WrongIds } from '../upstream/wrong-ids.ts';
import { Backlog } from './backlog.ts';
import { createFingerprint, deriveId, isSameFingerprint, isSamePost, isSameSubmission } from './idempotency.ts';
import { isDead, toRepetition } from './repetition.ts';
import { type Accepted, toRepeatedReply, toReply } from './replies.ts';

/** What is known of a submission that is stored. */
interface Known {
  received?: number;
  dead?: Row;
  isTold?: boolean;
}

const FULL_RETRY_SECONDS = 300;
const FULL: SubmitResult = { kind: 'full', retryAfterSeconds: FULL_RETRY_SECONDS };

interface Parts {
  context: AccountContext;
  closed: ClosedCampaigns;
  wrongIds: WrongIds;
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
  readonly #backlog: Backlog;
  readonly #running = new Map<string, { fingerprint: string; result: Promise<SubmitResult> }>();

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#backlog = new Backlog(parts.context);
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
    const isSame = await isSamePost(cipher, posted, known.fingerprint);
    return isSame && toRepetition(known, true) === 'first_answer' ? toRepeatedReply(known) : null;
  }

  /**
   * Takes over what an overflow object has kept. Safe to repeat, because the object asks until it is told `adopted`.
   * Other answers under a known id were acknowledged, too: they become a lead of their own.
   */
  async adopt({ request, fingerprint, received }: KeptSubmission): Promise<AdoptResult> {
    const { context, dispatcher, onStored } = this.#parts;
    const { leads } = context;
    const known = leads.find(request.form, request.submission);
    if (!known && this.#backlog.isFull(request, Date.now())) return { kind: 'full' };
    const isSame = known !== undefined && isSameFingerprint(known.fingerprint, fingerprint);
    if (known && toRepetition(known, isSame) === 'anew') {
      await this.#store(request, fingerprint, { received, dead: known });
    } else if (known && isSame) {
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
    return known ? this.#repeat(known, request, fingerprint, obstacle) : (obstacle ?? FULL);
  }

  /** Why a new submission cannot be taken now. */
  #findObstacle(request: SubmitRequest): SubmitResult | undefined {
    const { closed, wrongIds } = this.#parts;
    const { closed: reason } = closed.stateFor(request.campaignId, Date.now());
    if (reason) return { kind: 'closed', reason };
    const ids = { campaign: request.campaignId, convertr_form: request.formId };
    wrongIds.readdress(request.form, ids, Date.now());
    if (wrongIds.isWrong({ form: request.form, ...ids }, Date.now())) return { kind: 'wrong_ids' };
    return this.#backlog.isFull(request, Date.now()) ? FULL : undefined;
  }

  /**
   * @param known its caller was answered `queued`: by an overflow object, when that received it, or for the dead row whose
   * id it takes.
   * @returns undefined when the id is known.
   */
  async #store(request: NewSubmission, fingerprint: string, known: Known = {}): Promise<Row | undefined> {
    const { context, dispatcher } = this.#parts;
    const { sealedAnswers, alerts, leads } = context;
    const [sealed, emailHashes] = await Promise.all([
      sealedAnswers.seal(request, request),
      sealedAnswers.hashEmails(request),
    ]);
    const now = Date.now();
    const { dead, isTold, received = now } = known;
    const isAnswered = isTold || known.received !== undefined;
    const isSuspicious = request.signals.length > 0;
    alerts.report('drift', request.isDrifted, now, request.form);
    const lead = {
      request: { ...request, flags: [...request.flags, ...request.signals] },
      state: firstState(isSuspicious, now),
      // A bot is told what everybody is told. A caller who need not wait is told so at once.
      replied: isAnswered || isSuspicious || dispatcher.isBlocked(now) ? ('queued' as const) : null,
      fingerprint,
      emailHashes,
      sealed,
      tidyDue: firstReview(received),
    };
    this.#backlog.added(request, sealed.byteLength);
    return leads.insert(lead, received, dead);
  }

  /** The id is known. */
  async #repeat(
    known: Row,
    request: SubmitRequest,
    fingerprint: string,
    obstacle: SubmitResult | undefined,
  ): Promise<SubmitResult> {
    const isSame = await isSameSubmission(this.#parts.context.cipher, request, known.fingerprint);
    switch (toRepetition(known, isSame)) {
      case 'anew':
        return obstacle ?? this.#takeUpAnew(known, request, fingerprint, isSame);
      case 'corrected':
        return this.#correct(known, request, fingerprint);
      case 'conflict':
        return { kind: 'conflict' };
      case 'first_answer':
        return toRepeatedReply(known);
      case 'answer':
        return this.#answer(known, request.answerWithinMs);
    }
  }

  /** Stores it under the id of a dead row. A caller who was thanked before is told the same as then. */
  async #takeUpAnew(dead: Row, request: SubmitRequest, fingerprint: string, isSame: boolean): Promise<SubmitResult> {
    const isTold = isSame && dead.replied !== null;
    // The new row says what the caller knows, so that the next repetition hears it, too.
    const told = { channel: dead.channel, linkId: dead.link_id ?? undefined };
    const stored = await this.#store(isTold ? omitUndefined({ ...request, ...told }) : request, fingerprint, {
      dead,
      isTold,
    });
    if (!stored) return FULL;
    return isTold ? this.#repeatAnswer(stored) : this.#answer(stored, request.answerWithinMs);
  }

  #repeatAnswer(stored: Row): Accepted {
    this.#parts.dispatcher.dispatch(Date.now());
    this.#parts.onStored();
    return toRepeatedReply(stored);
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
    // A person may have given it up, or erased it, while the caller waited.
    if (after.status === 'refused' || isDead(after)) return { kind: 'refused', fields: settled?.refused ?? [] };
    const reply = toReply(after);
    if (after.replied === null) context.leads.update(after.id, { replied: reply.kind }, Date.now());
    return reply;
  }
}
