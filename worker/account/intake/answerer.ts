import type { SubmitResult } from '../../account-api.ts';
import type { AccountContext } from '../context.ts';
import type { Dispatcher } from '../delivery/dispatcher.ts';
import type { PendingReplies } from '../delivery/pending-replies.ts';
import type { Row } from '../store/lead-row.ts';
import { isDead } from './repetition.ts';
import { type Accepted, toRepeatedReply, toReply } from './replies.ts';

interface Parts {
  context: AccountContext;
  dispatcher: Dispatcher;
  replies: PendingReplies;
  /** Called once a submission is on disk and, if it may be, on its way. */
  onStored: () => void;
}

/** Sends what is stored on its way, and answers as soon as Convertr has answered, or the caller need not wait. */
export class Answerer {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async answer(row: Row, withinMs: number): Promise<SubmitResult> {
    const { context, dispatcher, replies } = this.#parts;
    const canWait = withinMs > 0 && row.replied === null && !dispatcher.isBlocked(Date.now());
    const goesOut = row.status === 'queued' || row.status === 'sending';
    const waiting = goesOut && canWait ? replies.wait(row.id, withinMs) : undefined;
    this.start();
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

  /** The caller was thanked before, and hears the same as then. */
  repeat(row: Row): Accepted {
    this.start();
    return toRepeatedReply(row);
  }

  start(): void {
    this.#parts.dispatcher.dispatch(Date.now());
    this.#parts.onStored();
  }
}
