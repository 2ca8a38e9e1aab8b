import { logFault } from '../log.ts';
import { MINUTE } from './backoff.ts';
import type { AccountContext } from './context.ts';
import type { Dispatcher } from './delivery/dispatcher.ts';
import type { PendingReplies } from './delivery/pending-replies.ts';

/** Longer than a call to Convertr and the login before it may take. What is not done by then counts as interrupted. */
const DRAIN_WITHIN_MS = MINUTE;
/** Answers are on their way to their callers for a moment after they were given. */
const LOOK_MS = 50;

interface Parts {
  state: DurableObjectState;
  context: AccountContext;
  dispatcher: Dispatcher;
  replies: PendingReplies;
}

/** Brings the object to the version of the Worker that calls it, without cutting off what is on its way. */
export class Restart {
  readonly #parts: Parts;
  /** Calls of the Worker that wait for their answer. */
  #callers = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * Does what a caller asks for, and restarts afterwards if the caller is of another version.
   * @param version undefined when the caller does not tell.
   */
  async after<T>(version: string | undefined, work: () => Promise<T>): Promise<T> {
    const begins = this.#parts.context.drain.begin(version, Date.now());
    this.#callers += 1;
    if (begins) void this.#restart();
    try {
      return await work();
    } finally {
      this.#callers -= 1;
    }
  }

  async #restart(): Promise<void> {
    const { state, context, dispatcher, replies } = this.#parts;
    try {
      // Leads that are not on their way yet wait for the restart, so their callers need not.
      replies.giveUp((id) => context.leads.get(id)?.status === 'queued');
      const end = Date.now() + DRAIN_WITHIN_MS;
      do await scheduler.wait(LOOK_MS);
      while (!this.#isIdle && Date.now() < end);
      // It wakes the new version, which goes on with what waits.
      await state.storage.setAlarm(Date.now());
      await state.storage.sync();
      state.abort('A Worker of another version calls: the object restarts.');
    } catch (error) {
      logFault('restart_failed', { enterprise: context.enterprise, error });
      context.drain.end();
      dispatcher.dispatch(Date.now());
    }
  }

  get #isIdle(): boolean {
    const { context, dispatcher } = this.#parts;
    return this.#callers === 0 && !dispatcher.isBusy && context.calls.isIdle;
  }
}
