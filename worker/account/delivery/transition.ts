/** The vocabulary of the state machine: what a step changes and what must follow. */
import type { RowChange } from '../store/lead-row.ts';

/** What must happen beside the change of the row. */
export type Effect =
  | { kind: 'refresh_campaign' }
  | { kind: 'close_campaign'; reason: 'not_started' | 'fulfilled' }
  | { kind: 'open_campaign' }
  | { kind: 'flag'; flag: string }
  /** The token that was used is no good. */
  | { kind: 'drop_token' }
  /** Convertr asks for a code. */
  | { kind: 'mfa'; mfaToken: string }
  /** Convertr's words, to be sealed. */
  | { kind: 'keep_reasons'; reasons: string[] }
  /** Counts towards the account's pause, or ends its cause. */
  | { kind: 'account'; signal: AccountSignal };

/** What an outcome says about the account as a whole. */
export type AccountSignal =
  | { kind: 'healthy' }
  | { kind: 'unknown' }
  | { kind: 'unavailable' }
  | { kind: 'rate_limited'; until: number }
  | { kind: 'unexpected' }
  | { kind: 'unauthorized' }
  /** A read was answered: the token is good. */
  | { kind: 'authorized' }
  /** Convertr answers reads again. */
  | { kind: 'probed' };

export interface Transition {
  change: RowChange;
  why: string;
  effects: Effect[];
}

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const DAY = 24 * 60 * MINUTE;
/** 5 s, 30 s, 2 min, 10 min, 30 min, then hourly. */
const BACKOFF_MS: readonly number[] = [5 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE, 30 * MINUTE, 60 * MINUTE];

/** The step of a ladder for the n-th failure (from 1), with up to a fifth more, so that waiters don't march in step. */
export function backoff(failures: number, random: number, ladder: readonly number[] = BACKOFF_MS): number {
  const step = ladder[Math.min(Math.max(failures, 1), ladder.length) - 1] ?? MINUTE;
  return Math.round(step * (1 + random * 0.2));
}

/** What Convertr's rolling window needs to clear, where it names no time. */
const RATE_LIMIT_PAUSE_MS = 300 * SECOND;
/** Longer is no time that anybody means, but a date or milliseconds where seconds belong: as if none were named. */
const RETRY_AFTER_MAX_MS = DAY;

/** When a 429 is over. */
export const afterRateLimit = (now: number, retryAfterMs = RATE_LIMIT_PAUSE_MS): number =>
  now + Math.max(retryAfterMs > RETRY_AFTER_MAX_MS ? RATE_LIMIT_PAUSE_MS : retryAfterMs, SECOND);

export const signal = (account: AccountSignal): Effect => ({ kind: 'account', signal: account });
export const healthy: Effect = signal({ kind: 'healthy' });

export const queued = (due: number): RowChange => ({ status: 'queued', reason: null, lease: null, lane: 1, due });

export const settled = (status: 'delivered' | 'held' | 'refused', reason: string | null): RowChange => ({
  status,
  reason,
  lease: null,
  lane: null,
  due: null,
});
