/** The rules of the circuit breaker. Pure: a signal and the time go in, the next state comes out. */
import { untilProbe } from '../backoff.ts';
import { type BreakerState, CLOSED, isHalfOpen, isLimited, isOpen, type OpenReason } from './breaker-state.ts';

/** What an answer from Convertr says about the account as a whole. */
export type AccountSignal =
  /** A lead was answered. */
  | { kind: 'healthy' }
  | { kind: 'unknown' }
  | { kind: 'unavailable' }
  | { kind: 'rate_limited'; until: number }
  | { kind: 'unexpected' }
  | { kind: 'unauthorized' }
  /** A read was answered, so the token is good. */
  | { kind: 'authorized' }
  /** The credentials are new, or a person has logged in. */
  | { kind: 'new_login' }
  /** The read that goes before the first lead was answered. */
  | { kind: 'probed' }
  /** That read was not answered. */
  | { kind: 'unanswered' };

/** Unknown outcomes in a row that open the breaker. */
const UNKNOWNS_MAX = 3;
/** One refusal by a gateway says little about the account, but several in a row do. */
const FAILURES_MAX = 3;
/** The first 401 may be an expired token, but a second one with a new token is not. */
const REFUSALS_MAX = 2;

/** @param random from 0 to 1, for jitter. */
export function afterSignal(state: BreakerState, signal: AccountSignal, now: number, random: number): BreakerState {
  const pause = now + untilProbe(random);
  switch (signal.kind) {
    case 'healthy':
      return afterHealthy(state, now);
    case 'authorized':
      if (state.paused !== 'unauthorized') return state.refusals === 0 ? state : { ...state, refusals: 0 };
      return isOpen(state, now) ? state : { ...CLOSED, ...keepCounts(state) };
    case 'new_login':
      return state.paused === 'unauthorized' ? { ...CLOSED, ...keepCounts(state) } : { ...state, refusals: 0 };
    case 'probed':
      return { ...state, probed: true };
    case 'unanswered':
      return state.paused === null || isOpen(state, now) ? state : open(state, state.paused, pause, now);
    case 'unknown': {
      const counted = { ...state, unknowns: state.unknowns + 1 };
      return isOpen(state, now) || (counted.unknowns < UNKNOWNS_MAX && !isHalfOpen(state, now))
        ? counted
        : open(counted, 'unknown_outcomes', pause, now);
    }
    case 'unavailable': {
      const counted = { ...state, failures: state.failures + 1 };
      return isOpen(state, now) || (counted.failures < FAILURES_MAX && !isHalfOpen(state, now))
        ? counted
        : open(counted, 'unavailable', pause, now);
    }
    case 'rate_limited': {
      const limited = { ...state, limitedUntil: Math.max(state.limitedUntil ?? 0, signal.until) };
      // Another reason for being open still applies when the 429 is over.
      const isOpenAnyway = state.paused !== null && state.paused !== 'rate_limited' && isOpen(state, now);
      return isOpenAnyway ? limited : open(limited, 'rate_limited', limited.limitedUntil, now);
    }
    case 'unexpected':
      return { ...state, paused: 'unexpected_answer', until: null, probed: false };
    case 'unauthorized': {
      const counted = { ...state, refusals: state.refusals + 1 };
      return counted.refusals < REFUSALS_MAX ? counted : open(counted, 'unauthorized', pause, now);
    }
  }
}

/** A person has intervened, so one lead is tried immediately. A 429 is not shortened. */
export function toHalfOpen(state: BreakerState, now: number): BreakerState {
  return state.paused === null || state.paused === 'rate_limited' ? state : { ...state, until: now, probed: true };
}

const waitsForPerson = ({ paused, until }: BreakerState): boolean => paused === 'unexpected_answer' && until === null;

function afterHealthy(state: BreakerState, now: number): BreakerState {
  // The answer belongs to a lead that left before the breaker opened, so it does not replace the person.
  if (waitsForPerson(state)) return { ...state, unknowns: 0, failures: 0, refusals: 0 };
  if (!isLimited(state, now)) return CLOSED;
  const { limitedUntil } = state;
  return open({ ...CLOSED, limitedUntil }, 'rate_limited', limitedUntil ?? now, now);
}

const keepCounts = ({ limitedUntil, unknowns, failures }: BreakerState) => ({ limitedUntil, unknowns, failures });

/** Several answers from one incident open it once, and never for a shorter time. */
function open(state: BreakerState, paused: OpenReason, until: number, now: number): BreakerState {
  if (waitsForPerson(state)) return state;
  const wasOpen = isOpen(state, now);
  const before = state.until ?? 0;
  if (wasOpen && before >= until) return state;
  return {
    ...state,
    paused,
    until: wasOpen ? Math.max(until, before) : until,
    probed: false,
  };
}
