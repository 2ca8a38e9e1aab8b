import type { NewSubmission } from '../../account-api.ts';
import { SECOND } from '../backoff.ts';
import type { AccountContext } from '../context.ts';

/** `BACKLOG_CAP` times this is the cap in bytes: 2 of an object's 10 GB, for each of the two kinds. */
const BYTES_PER_ROW = 20_000;
/** Counting all bytes can take some tenths of a second. */
const MEASURE_EVERY_MS = 10 * SECOND;

type Kind = 'waiting' | 'quarantined';
const STATES: Record<Kind, string> = { waiting: "'queued', 'sending', 'unknown'", quarantined: "'quarantined'" };

/** Whether the waiting leads have reached their cap, in rows or in bytes. */
export class Backlog {
  readonly #context: AccountContext;
  /** Bytes at the last count plus all that came since, so never fewer than there are. */
  readonly #bytes: Record<Kind, { bytes: number; measured: number }> = {
    waiting: { bytes: Infinity, measured: -Infinity },
    quarantined: { bytes: Infinity, measured: -Infinity },
  };

  constructor(context: AccountContext) {
    this.#context = context;
  }

  /** Suspicious submissions have their own cap, so that a flood of them does not block others. */
  isFull(submission: Pick<NewSubmission, 'signals'>, now: number): boolean {
    const { counts, settings } = this.#context;
    const kind = kindOf(submission);
    const rows = kind === 'quarantined' ? counts.quarantined() : counts.waiting();
    return rows >= settings.backlogCap || this.#bytesOf(kind, now) >= settings.backlogCap * BYTES_PER_ROW;
  }

  added(submission: Pick<NewSubmission, 'signals'>, bytes: number): void {
    this.#bytes[kindOf(submission)].bytes += bytes;
  }

  #bytesOf(kind: Kind, now: number): number {
    const known = this.#bytes[kind];
    const isReached = known.bytes >= this.#context.settings.backlogCap * BYTES_PER_ROW;
    if (!isReached || now - known.measured < MEASURE_EVERY_MS) return known.bytes;
    const { bytes } = this.#context.sql
      .exec<{ bytes: number | null }>(
        `SELECT SUM(length(answers.sealed)) AS bytes FROM leads JOIN answers ON answers.id = leads.answers_id
         WHERE status IN (${STATES[kind]}) AND status <> 'delivered'`,
      )
      .one();
    this.#bytes[kind] = { bytes: bytes ?? 0, measured: now };
    return bytes ?? 0;
  }
}

const kindOf = ({ signals }: Pick<NewSubmission, 'signals'>): Kind => (signals.length > 0 ? 'quarantined' : 'waiting');
