import type { Alerts } from '../alerts.ts';
import type { KeyValueStore } from '../store/key-value.ts';
import { type AccountSignal, afterSignal, toHalfOpen } from './breaker-rules.ts';
import { type BreakerReading, type BreakerState, CLOSED, isLimited, readBreaker } from './breaker-state.ts';

/** Stored under this name since the first version. */
const KEY = 'gate';

/** Decides whether the account may send at all. Its state is on disk, so that a restart does not close it. */
export class CircuitBreaker {
  readonly #store: KeyValueStore;
  readonly #alerts: Alerts;
  #state: BreakerState;

  constructor(store: KeyValueStore, alerts: Alerts) {
    this.#store = store;
    this.#alerts = alerts;
    this.#state = { ...CLOSED, ...store.get<BreakerState>(KEY) };
  }

  get state(): BreakerState {
    return this.#state;
  }

  read(now: number): BreakerReading {
    return readBreaker(this.#state, now);
  }

  /** After a 429, no call of any kind may be made. */
  isLimited(now: number): boolean {
    return isLimited(this.#state, now);
  }

  /** Reasons for which reads are pointless. Any other reason for being open allows them. */
  refusesReads(now: number): 'rate_limited' | 'unauthorized' | undefined {
    if (this.isLimited(now)) return 'rate_limited';
    const { paused, until } = this.#state;
    return paused === 'unauthorized' && (until ?? 0) > now ? paused : undefined;
  }

  signal(signal: AccountSignal, now: number): void {
    this.#set(afterSignal(this.#state, signal, now, Math.random()), now);
  }

  /** A person has intervened, so one lead is tried. */
  halfOpen(now: number): void {
    this.#set(toHalfOpen(this.#state, now), now);
  }

  #set(state: BreakerState, now: number): void {
    if (state === this.#state || JSON.stringify(state) === JSON.stringify(this.#state)) return;
    this.#state = state;
    this.#store.set(KEY, state);
    this.#alerts.report('unexpected_answer', state.paused === 'unexpected_answer', now);
    this.#alerts.report('unauthorized', state.paused === 'unauthorized', now);
  }
}
