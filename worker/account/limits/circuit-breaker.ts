/** Whether the account may send at all. Pure: signals and time in, the next gate out. */
import { type AccountSignal, backoff, MINUTE } from '../delivery/transition.ts';

export type PauseReason = 'rate_limited' | 'unknown_outcomes' | 'unavailable' | 'unexpected_answer' | 'unauthorized';

export interface Gate {
  paused: PauseReason | null;
  /** Milliseconds since 1970; null waits for a person. */
  until: number | null;
  /** Until when Convertr wants no call at all (429), whatever else there is: neither a good answer nor a person ends it. */
  limitedUntil: number | null;
  /** Unknown outcomes in a row. */
  unknowns: number;
  /** "Unavailable" answers in a row. */
  failures: number;
  /** 401s in a row, each with a new token. */
  refusals: number;
  /** How often it was paused in a row without a healthy answer between. */
  pauses: number;
  /** A read was answered: one lead may try. */
  probed: boolean;
}

export const OPEN_GATE: Gate = {
  paused: null,
  until: null,
  limitedUntil: null,
  unknowns: 0,
  failures: 0,
  refusals: 0,
  pauses: 0,
  probed: false,
};

/** Unknown outcomes in a row that pause the account. */
const UNKNOWNS_MAX = 3;
/** One refused gateway says little about the account; a row of them does. */
const FAILURES_MAX = 5;
/** The first 401 may be an expired token; the second, with a new one, is not. */
const REFUSALS_MAX = 2;
const UNKNOWN_LADDER: readonly number[] = [MINUTE / 2, MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE];
const REFUSAL_LADDER: readonly number[] = [5 * MINUTE, 15 * MINUTE, 60 * MINUTE];

export function afterSignal(gate: Gate, signal: AccountSignal, now: number, random: number): Gate {
  switch (signal.kind) {
    case 'healthy':
      // What a person must look at, and what Convertr asked for, doesn't end with an answer that was on its way.
      if (gate.paused === 'unexpected_answer' && gate.until === null) {
        return { ...gate, unknowns: 0, failures: 0, refusals: 0 };
      }
      return isLimited(gate, now)
        ? pause({ ...OPEN_GATE, limitedUntil: gate.limitedUntil }, 'rate_limited', gate.limitedUntil ?? now, now)
        : OPEN_GATE;
    case 'authorized':
      if (gate.paused === 'unauthorized') return isShut(gate, now) ? gate : { ...gate, ...UNPAUSED };
      return gate.refusals === 0 ? gate : { ...gate, refusals: 0 };
    case 'probed':
      return { ...gate, probed: true };
    case 'unknown': {
      const counted = { ...gate, unknowns: gate.unknowns + 1 };
      if (isShut(gate, now) || (counted.unknowns < UNKNOWNS_MAX && !isTrial(gate, now))) return counted;
      return pause(counted, 'unknown_outcomes', now + backoff(gate.pauses + 1, random, UNKNOWN_LADDER), now);
    }
    case 'unavailable': {
      const counted = { ...gate, failures: gate.failures + 1 };
      if (isShut(gate, now) || (counted.failures < FAILURES_MAX && !isTrial(gate, now))) return counted;
      return pause(counted, 'unavailable', now + backoff(gate.pauses + 1, random), now);
    }
    case 'rate_limited': {
      const limitedUntil = Math.max(gate.limitedUntil ?? 0, signal.until);
      const limited = { ...gate, limitedUntil };
      // What it was paused for besides still holds when the time is over.
      const isPaused = gate.paused !== null && gate.paused !== 'rate_limited' && isShut(gate, now);
      return isPaused ? limited : pause(limited, 'rate_limited', limitedUntil, now);
    }
    case 'unexpected':
      return { ...gate, paused: 'unexpected_answer', until: null, probed: false };
    case 'unauthorized': {
      const refusals = gate.refusals + 1;
      if (refusals < REFUSALS_MAX) return { ...gate, refusals };
      return pause({ ...gate, refusals }, 'unauthorized', now + backoff(refusals - 1, random, REFUSAL_LADDER), now);
    }
  }
}

export const isLimited = ({ limitedUntil }: Gate, now: number): boolean => (limitedUntil ?? 0) > now;

/** A person has looked: one lead may try at once, whatever the gate was waiting for, save Convertr's own window. */
export function afterRelease(gate: Gate, now: number): Gate {
  return gate.paused === null || gate.paused === 'rate_limited' ? gate : { ...gate, until: now, probed: true };
}

const UNPAUSED = { paused: null, until: null, refusals: 0, pauses: 0, probed: false } as const;

const isShut = (gate: Gate, now: number): boolean => readGate(gate, now).kind === 'shut';
const isTrial = (gate: Gate, now: number): boolean => readGate(gate, now).kind === 'trial';

/** Several answers of one bad moment make one pause, and never a shorter one. */
function pause(gate: Gate, paused: PauseReason, until: number, now: number): Gate {
  if (gate.paused === 'unexpected_answer' && gate.until === null) return gate;
  const lasting = isShut(gate, now);
  if (lasting && (gate.until ?? 0) >= until) return gate;
  return {
    ...gate,
    paused,
    until: Math.max(until, lasting ? (gate.until ?? 0) : 0),
    pauses: lasting ? gate.pauses : gate.pauses + 1,
    probed: false,
  };
}

/**
 * How many calls the gate lets out: all, none until a time, or one to try (`probe`: a read first, since a lost lead
 * would cost another unknown outcome).
 */
export function readGate(
  gate: Gate,
  now: number,
): { kind: 'open' } | { kind: 'shut'; until: number | null } | { kind: 'trial'; probe: boolean } {
  if (isLimited(gate, now)) {
    const forGood = gate.paused !== null && gate.until === null;
    return { kind: 'shut', until: forGood ? null : Math.max(gate.limitedUntil ?? 0, gate.until ?? 0) };
  }
  if (gate.paused === null) return { kind: 'open' };
  if (gate.until === null || gate.until > now) return { kind: 'shut', until: gate.until };
  return gate.paused === 'rate_limited'
    ? { kind: 'open' }
    : { kind: 'trial', probe: gate.paused === 'unknown_outcomes' && !gate.probed };
}
