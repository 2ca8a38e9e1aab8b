/**
 * When somebody last signed out. Sessions that started earlier are over, on every device, without a list of sessions.
 * KV shows the time elsewhere within a minute. This isolate remembers it, so it takes effect here immediately.
 */
import type { Env } from '../../settings/env.ts';
import { ProblemError } from '../problem.ts';

const KEY = 'signed-out';
const RETRY_SECONDS = 5;
const remembered = new WeakMap<KVNamespace, number>();

/** @param keepMs the maximum age of a session, after which the time is not needed. */
export async function noteSignOut({ CACHE }: Env, now: number, keepMs: number): Promise<void> {
  remembered.set(CACHE, now);
  await CACHE.put(KEY, String(now), { expirationTtl: keepMs / 1000 }).catch(() => {
    throw new ProblemError('unavailable', { detail: 'Other devices are still signed in.', retryAfter: RETRY_SECONDS });
  });
}

/** @returns milliseconds, or 0 if nobody has. */
export async function readSignOut({ CACHE }: Env): Promise<number> {
  const stored = await CACHE.get(KEY).catch(() => {
    throw new ProblemError('unavailable', { detail: 'KV did not answer.', retryAfter: RETRY_SECONDS });
  });
  return Math.max(Number(stored), remembered.get(CACHE) ?? 0);
}
