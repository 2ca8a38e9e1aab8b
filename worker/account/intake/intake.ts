import type { AdoptResult, Answers, KeptSubmission, SubmitRequest, SubmitResult } from '../../account-api.ts';
import { omitUndefined } from '../../forms/omit-undefined.ts';
import type { AccountContext } from '../context.ts';
import type { Dispatcher } from '../delivery/dispatcher.ts';
import type { LeadTransitions } from '../delivery/lead-transitions.ts';
import type { PendingReplies } from '../delivery/pending-replies.ts';
import type { PostedAnswers } from '../delivery/unlisted-fields.ts';
import type { Row } from '../store/lead-row.ts';
import type { ClosedCampaigns } from '../upstream/closed-campaigns.ts';
import type { WrongIds } from '../upstream/wrong-ids.ts';
import { Answerer } from './answerer.ts';
import { Backlog } from './backlog.ts';
import { createFingerprint, deriveId, isSameFingerprint, isSamePost, isSameSubmission } from './idempotency.ts';
import { toRepetition } from './repetition.ts';
import { type Accepted, toRepeatedReply } from './replies.ts';
import { SubmissionWriter } from './submission-writer.ts';

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
  /** Called once a submission is on disk and, if possible, on its way. */
  onStored: () => void;
}

/** Accepts submissions: stores each one first, then answers as soon as Convertr has answered. */
export class Intake {
  readonly #parts: Parts;
  readonly #backlog: Backlog;
  readonly #writer: SubmissionWriter;
  readonly #answerer: Answerer;
  readonly #running = new Map<string, { fingerprint: string; result: Promise<SubmitResult> }>();

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#backlog = new Backlog(parts.context);
    this.#writer = new SubmissionWriter({ ...parts, backlog: this.#backlog });
    this.#answerer = new Answerer(parts);
  }

  /** Overlapping callers share one outcome. */
  async submit(request: SubmitRequest): Promise<SubmitResult> {
    const key = `${request.form}/${request.submission}`;
    const fingerprint = await createFingerprint(this.#parts.context.cipher, request);
    const running = this.#running.get(key);
    if (running) return isSameFingerprint(running.fingerprint, fingerprint) ? running.result : { kind: 'conflict' };
    const result = this.#submit(request, fingerprint).finally(() => this.#running.delete(key));
    this.#running.set(key, { fingerprint, result });
    return result;
  }

  /** The first answer, if the same was posted before. Null if it was not, or has no answer yet. */
  async replay(form: string, submission: string, posted: Answers): Promise<Accepted | null> {
    const { cipher, leads } = this.#parts.context;
    const known = leads.find(form, submission);
    if (!known || known.replied === null) return null;
    const isSame = await isSamePost(cipher, posted, known.fingerprint);
    return isSame && toRepetition(known, true) === 'first_answer' ? toRepeatedReply(known) : null;
  }

  /**
   * Adopts a submission from an overflow object, which repeats the call until the answer is `adopted`. Other answers
   * under a known id were acknowledged, too, so they become a separate lead.
   */
  async adopt({ request, fingerprint, received }: KeptSubmission): Promise<AdoptResult> {
    const { leads } = this.#parts.context;
    const known = leads.find(request.form, request.submission);
    if (!known && this.#backlog.isFull(request, Date.now())) return { kind: 'full' };
    const isSame = known !== undefined && isSameFingerprint(known.fingerprint, fingerprint);
    if (known && toRepetition(known, isSame) === 'anew') {
      await this.#writer.store(request, fingerprint, { received, dead: known });
    } else if (known && isSame) {
      if (known.replied === null) leads.update(known.id, { replied: 'queued' }, Date.now());
    } else {
      const submission = known ? await deriveId(`${request.submission} ${fingerprint}`) : request.submission;
      await this.#writer.store({ ...request, submission }, fingerprint, { received });
    }
    this.#answerer.start();
    return { kind: 'adopted' };
  }

  async #submit(request: SubmitRequest, fingerprint: string): Promise<SubmitResult> {
    const obstacle = this.#findObstacle(request);
    // Most submissions are new, so the insert itself detects a known id.
    const stored = obstacle ? undefined : await this.#writer.store(request, fingerprint);
    if (stored) this.#parts.posted.keep(stored.id, request.posted);
    if (stored) return this.#answerer.answer(stored, request.answerWithinMs);
    const known = this.#parts.context.leads.find(request.form, request.submission);
    return known ? this.#repeat(known, request, fingerprint, obstacle) : (obstacle ?? FULL);
  }

  /** Why a new submission cannot be accepted now. */
  #findObstacle(request: SubmitRequest): SubmitResult | undefined {
    const { closed, wrongIds } = this.#parts;
    const { closed: reason } = closed.stateFor(request.campaignId, Date.now());
    if (reason) return { kind: 'closed', reason };
    const ids = { campaign: request.campaignId, convertr_form: request.formId };
    wrongIds.readdress(request.form, ids, Date.now());
    if (wrongIds.isWrong({ form: request.form, ...ids }, Date.now())) return { kind: 'wrong_ids' };
    return this.#backlog.isFull(request, Date.now()) ? FULL : undefined;
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
        return this.#answerer.answer(known, request.answerWithinMs);
    }
  }

  /** Stores it under the id of a dead row. A caller who was acknowledged before gets the same answer again. */
  async #takeUpAnew(dead: Row, request: SubmitRequest, fingerprint: string, isSame: boolean): Promise<SubmitResult> {
    const isTold = isSame && dead.replied !== null;
    // The new row stores the caller's answer, so that the next repetition gets it, too.
    const told = { channel: dead.channel, linkId: dead.link_id ?? undefined };
    const stored = await this.#writer.store(isTold ? omitUndefined({ ...request, ...told }) : request, fingerprint, {
      dead,
      isTold,
    });
    if (!stored) return FULL;
    return isTold ? this.#answerer.repeat(stored) : this.#answerer.answer(stored, request.answerWithinMs);
  }

  /** The visitor sends other answers under the id of a refused submission. */
  async #correct(row: Row, request: SubmitRequest, fingerprint: string): Promise<SubmitResult> {
    const queued = await this.#writer.correct(row, request, fingerprint);
    return queued ? this.#answerer.answer(queued, request.answerWithinMs) : { kind: 'conflict' };
  }
}
