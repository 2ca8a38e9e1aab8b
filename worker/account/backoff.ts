/** How long to wait before the next try. Pure: time and chance are arguments. */

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** The waits after the first, second, third … consecutive failure. The last one repeats. */
export type Ladder = readonly [number, ...number[]];

/** While nothing can be sent, one cheap read checks this often whether Convertr is back. */
const PROBE_MS = 50 * SECOND;

/** @param random from 0 to 1. */
export const untilProbe = (random: number): number => backoff(1, random, [PROBE_MS]);

/** After an answer that Convertr is unavailable. */
const UNAVAILABLE_LADDER: Ladder = [5 * SECOND, 30 * SECOND, 2 * MINUTE];
/** Jitter, as a share of the wait, so that calls that failed together are not repeated together. */
const JITTER = 0.2;

/**
 * @param failures in a row, from 1.
 * @param random from 0 to 1.
 */
export function backoff(failures: number, random: number, ladder: Ladder = UNAVAILABLE_LADDER): number {
  const wait = ladder[Math.min(Math.max(failures, 1), ladder.length) - 1] ?? ladder[0];
  return Math.round(wait * (1 + random * JITTER));
}

/** Convertr's rolling window is empty after this time. */
const RATE_LIMIT_WINDOW_MS = 300 * SECOND;
/** A longer `Retry-After` is a mistake, such as a date or milliseconds in the place of seconds. */
const RETRY_AFTER_MAX_MS = DAY;

/** When calls may go out again after a 429. */
export const afterRateLimit = (now: number, retryAfterMs = RATE_LIMIT_WINDOW_MS): number =>
  now + Math.max(retryAfterMs > RETRY_AFTER_MAX_MS ? RATE_LIMIT_WINDOW_MS : retryAfterMs, SECOND);
