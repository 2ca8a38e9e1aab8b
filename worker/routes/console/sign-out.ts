/**
 * When somebody last signed out. Sessions that started before are over, on every device: no list of sessions is needed.
 * KV shows the time to other places within a minute. This isolate remembers it, so that here it counts at once.
 */
import type { Env } from '../../settings/env.ts';
import { ProblemError } from '../problem.ts';

const KEY = 'signed-out';
const RETRY_SECONDS = 5;
const remembered = new WeakMap<KVNamespace, number>();

/** @param keepMs the greatest age of a session: after that the time ends nothing more. */
export async function noteSignOut({ CACHE }: Env, now: number, keepMs: number): Promise<void> {
  remembered.set(CACHE, now);
  await CACHE.put(KEY, String(now), { expirationTtl: keepMs / 1000 }).catch(() => {
    throw new ProblemError('unavailable', { detail: 'Other devices are still signed in.', retryAfter: RETRY_SECONDS });
  });
}

/** @returns milliseconds; 0 when nobody has. */
export async function readSignOut({ CACHE }: Env): Promise<number> {
  const stored = await CACHE.get(KEY).catch(() => {
    throw new ProblemError('unavailable', { detail: 'KV did not answer.', retryAfter: RETRY_SECONDS });
  });
  return Math.max(Number(stored), remembered.get(CACHE) ?? 0);
}
