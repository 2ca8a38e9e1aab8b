/**
 * The state of the circuit breaker, and what it means. Pure.
 *
 * `closed`: leads go out. `open`: nothing is sent. `half_open`: one call tests whether Convertr works again.
 */

export type OpenReason = 'rate_limited' | 'unknown_outcomes' | 'unavailable' | 'unexpected_answer' | 'unauthorized';

/** As stored, under the key `gate`. */
export interface BreakerState {
  /** Why it is open, or was until a moment ago. */
  paused: OpenReason | null;
  /** Milliseconds since 1970; null waits for a person. */
  until: number | null;
  /** When a 429 is over. Neither a good answer nor a person can end it earlier. */
  limitedUntil: number | null;
  /** Unknown outcomes in a row. */
  unknowns: number;
  /** "Unavailable" answers in a row. */
  failures: number;
  /** 401s in a row, each with a new token. */
  refusals: number;
  /** The read was answered, so one lead is tried. */
  probed: boolean;
}

export const CLOSED: BreakerState = {
  paused: null,
  until: null,
  limitedUntil: null,
  unknowns: 0,
  failures: 0,
  refusals: 0,
  probed: false,
};

export type BreakerReading =
  | { kind: 'closed' }
  | { kind: 'open'; until: number | null }
  /** `probe`: a read goes first, because it costs nothing when it fails. */
  | { kind: 'half_open'; probe: boolean };

export function readBreaker(state: BreakerState, now: number): BreakerReading {
  const { paused, until } = state;
  if (isLimited(state, now)) {
    const waitsForPerson = paused !== null && until === null;
    return { kind: 'open', until: waitsForPerson ? null : Math.max(state.limitedUntil ?? 0, until ?? 0) };
  }
  if (paused === null) return { kind: 'closed' };
  if (until === null || until > now) return { kind: 'open', until };
  return paused === 'rate_limited' ? { kind: 'closed' } : { kind: 'half_open', probe: !state.probed };
}

export const isLimited = ({ limitedUntil }: BreakerState, now: number): boolean => (limitedUntil ?? 0) > now;

export const isOpen = (state: BreakerState, now: number): boolean => readBreaker(state, now).kind === 'open';
export const isHalfOpen = (state: BreakerState, now: number): boolean => readBreaker(state, now).kind === 'half_open';
