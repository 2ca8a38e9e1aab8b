import type { NewSubmission, SubmitRequest } from '../../account-api.ts';
import type { AccountContext } from '../context.ts';
import type { Dispatcher } from '../delivery/dispatcher.ts';
import type { LeadTransitions } from '../delivery/lead-transitions.ts';
import { firstState } from '../delivery/state-machine.ts';
import { firstReview } from '../retention.ts';
import type { Row } from '../store/lead-row.ts';
import type { Backlog } from './backlog.ts';

/** What is known of a submission that is stored. */
interface Known {
  received?: number;
  dead?: Row;
  isTold?: boolean;
}

interface Parts {
  context: AccountContext;
  dispatcher: Dispatcher;
  transitions: LeadTransitions;
  backlog: Backlog;
}

/** Writes submissions to disk, encrypted. */
export class SubmissionWriter {
  readonly #parts: Parts;
  #turn: Promise<void> | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * @param known its caller was answered `queued` before: by an overflow object, at that object's time, or for the dead
   * row whose id it takes.
   * @returns undefined when the id is known.
   */
  async store(request: NewSubmission, fingerprint: string, known: Known = {}): Promise<Row | undefined> {
    const { context, dispatcher, backlog } = this.#parts;
    const { sealedAnswers, alerts, leads } = context;
    const [sealed, emailHashes] = await Promise.all([
      sealedAnswers.seal(request, request),
      sealedAnswers.hashEmails(request),
    ]);
    await this.#nextTurn();
    const now = Date.now();
    const { dead, isTold, received = now } = known;
    const isAnswered = isTold || known.received !== undefined;
    const isSuspicious = request.signals.length > 0;
    alerts.report('drift', request.isDrifted, now, request.form);
    const lead = {
      request: { ...request, flags: [...request.flags, ...request.signals] },
      state: firstState(isSuspicious, now),
      // A bot gets the usual answer. A caller who need not wait gets it immediately.
      replied: isAnswered || isSuspicious || dispatcher.isBlocked(now) ? ('queued' as const) : null,
      fingerprint,
      emailHashes,
      sealed,
      tidyDue: firstReview(received),
    };
    backlog.added(request, sealed.byteLength);
    return leads.insert(lead, received, dead);
  }

  /** Submissions that arrive together are written in one turn, and the platform commits a turn's writes together. */
  #nextTurn(): Promise<void> {
    this.#turn ??= scheduler.wait(0).then(() => {
      this.#turn = undefined;
    });
    return this.#turn;
  }

  /**
   * Other answers under the id of a refused submission.
   * @returns undefined if the lead has changed since.
   */
  async correct(row: Row, request: SubmitRequest, fingerprint: string): Promise<Row | undefined> {
    const { context, transitions } = this.#parts;
    const { sealedAnswers, leads } = context;
    const [sealed, hashes] = await Promise.all([sealedAnswers.seal(row, request), sealedAnswers.hashEmails(request)]);
    const queued = transitions.apply(row, { kind: 'corrected' }, { sealed, fingerprint });
    if (queued) leads.addEmails(row.id, hashes);
    return queued;
  }
}
