import { logFault } from '../log.ts';
import { MINUTE } from './backoff.ts';
import type { AccountContext } from './context.ts';
import type { Dispatcher } from './delivery/dispatcher.ts';
import type { PendingReplies } from './delivery/pending-replies.ts';

/** Longer than a login and the call after it may take. Anything unfinished by then counts as interrupted. */
const DRAIN_WITHIN_MS = MINUTE;
/** Answers reach their callers a moment after the method returns. */
const LOOK_MS = 50;

interface Parts {
  state: DurableObjectState;
  context: AccountContext;
  dispatcher: Dispatcher;
  replies: PendingReplies;
}

/** Restarts the object at the version of the Worker that calls it, without interrupting calls on their way. */
export class Restart {
  readonly #parts: Parts;
  /** The Worker's calls that wait for their answer. */
  #callers = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * Runs a call, and restarts afterwards if the caller has another version.
   * @param version undefined if the caller sends none.
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
      // Leads that are not on their way yet are sent after the restart, so their callers get an answer now.
      replies.giveUp((id) => context.leads.get(id)?.status === 'queued');
      const end = Date.now() + DRAIN_WITHIN_MS;
      do await scheduler.wait(LOOK_MS);
      while (!this.#isIdle && Date.now() < end);
      // The alarm wakes the new version, which sends the waiting leads.
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
