import { logFault } from '../../log.ts';
import { SECOND } from '../backoff.ts';
import { type AccountContext, CALLS_AT_ONCE } from '../context.ts';
import { type Call, type CallPlanner, LOOK_AGAIN_MS } from './call-planner.ts';

/** Longer alarms risk the platform's limits. A new one follows at once. */
const RUN_MS = 30 * SECOND;

/** After a call has failed here rather than at Convertr, the next one waits, because it may fail in the same way. */
const AFTER_FAILURE_MS = 5 * SECOND;

interface Parts {
  context: AccountContext;
  planner: CallPlanner;
  /** Called when the last call has ended. */
  onIdle: () => void;
  /** Called when a call has ended and none follows for a while. */
  onBlocked: () => void;
}

/** Starts calls to Convertr, up to the allowed number at once. */
export class Dispatcher {
  readonly #parts: Parts;
  readonly #inFlight = new Set<Promise<void>>();
  #failedUntil = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  get isBusy(): boolean {
    return this.#inFlight.size > 0;
  }

  /** True if a new lead would have to wait longer than its visitor does. */
  isBlocked(now: number): boolean {
    const { context, planner } = this.#parts;
    return (
      this.#failedUntil > now ||
      planner.blockedUntil(now) > now ||
      context.budget.availableAt('requests', 'new', now) > now
    );
  }

  /** Starts what may start now. @returns when there may be more. Infinity when nothing waits. */
  dispatch(now: number): number {
    for (;;) {
      if (this.#failedUntil > now) return this.#failedUntil;
      if (this.#inFlight.size >= CALLS_AT_ONCE) return now + LOOK_AGAIN_MS;
      const call = this.#parts.planner.next(now, this.#inFlight.size);
      if (typeof call === 'number') return call;
      this.#start(call);
    }
  }

  /** Works until nothing is due soon, or half a minute has passed. */
  async run(): Promise<void> {
    const deadline = Date.now() + RUN_MS;
    for (;;) {
      const now = Date.now();
      const next = this.dispatch(now);
      if (now >= deadline || (!this.isBusy && next > now + LOOK_AGAIN_MS)) return;
      const pause = Math.max(10, Math.min(next, deadline) - now);
      const timer = new AbortController();
      const wait = scheduler.wait(Math.min(pause, LOOK_AGAIN_MS), { signal: timer.signal }).catch(() => {});
      await Promise.race([...this.#inFlight, wait]);
      // A timer that nobody awaits keeps the object awake, and billed.
      timer.abort();
    }
  }

  /** When `dispatch` must be called again, if nothing happens before. */
  nextAt(now: number): number {
    return Math.max(this.#parts.planner.nextAt(now), this.#failedUntil);
  }

  #start(call: Call): void {
    const running: Promise<void> = call()
      .catch((error: unknown) => {
        this.#failedUntil = Date.now() + AFTER_FAILURE_MS;
        logFault('call_failed', { error });
      })
      .then(() => {
        this.#inFlight.delete(running);
        try {
          this.dispatch(Date.now());
          if (this.isBlocked(Date.now())) this.#parts.onBlocked();
        } finally {
          if (!this.isBusy) this.#parts.onIdle();
        }
      });
    this.#inFlight.add(running);
  }
}
