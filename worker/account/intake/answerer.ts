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
  /** Called once a submission is on disk and, if possible, on its way. */
  onStored: () => void;
}

/** Starts the send of a stored submission, and answers as soon as Convertr has answered or waiting is pointless. */
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
    // The answer that was stored with the lead counts, even if its state has changed since.
    if (!waiting && row.replied === 'queued') return toReply(row);
    const settled = await waiting;
    const after = context.leads.get(row.id) ?? row;
    // A person may have discarded or erased it while the caller waited.
    if (after.status === 'refused' || isDead(after)) return { kind: 'refused', fields: settled?.refused ?? [] };
    const reply = toReply(after);
    if (after.replied === null) context.leads.update(after.id, { replied: reply.kind }, Date.now());
    return reply;
  }

  /** The caller gets the same answer as before. */
  repeat(row: Row): Accepted {
    this.start();
    return toRepeatedReply(row);
  }

  start(): void {
    this.#parts.dispatcher.dispatch(Date.now());
    this.#parts.onStored();
  }
}
