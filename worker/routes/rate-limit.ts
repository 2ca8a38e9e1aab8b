/**
 * How much one visitor, and all visitors of one form together, may send. Cloudflare counts per location, and roughly:
 * these limits stop floods, they are no quota.
 */
import type { Context } from 'hono';
import type { FormId } from '../forms/configuration/form-id.ts';
import type { AppEnv } from './app-env.ts';
import { ProblemError } from './problem.ts';

/** The window of both limits in `wrangler.toml`. */
export const RATE_LIMIT_SECONDS = 60;

/** Counts a submission. The visitor's own limit comes first, so that one address cannot use up the form's. */
export const isWithinLimits = async (c: Context<AppEnv>, form: FormId): Promise<boolean> =>
  (await isWithin(c.env.SUBMIT_LIMIT, `${form}:${toClientKey(c)}`)) && (await isWithin(c.env.FORM_LIMIT, form));

/**
 * Counts a call by the caller's address: a try to sign in or a question that wakes an object.
 * @throws the problem `rate_limited` when there were too many.
 */
export async function limitCalls(
  c: Context<AppEnv>,
  kind: 'sign-in' | 'healthz' | 'state',
  detail?: string,
): Promise<void> {
  if (await isWithin(c.env.SUBMIT_LIMIT, `${kind}:${toClientKey(c)}`)) return;
  throw new ProblemError('rate_limited', { detail, retryAfter: RATE_LIMIT_SECONDS });
}

/** While the binding is missing or down there is no limit: lost leads would be worse than a flood. */
async function isWithin(limit: RateLimit, key: string): Promise<boolean> {
  try {
    return (await limit.limit({ key })).success;
  } catch {
    return true;
  }
}

/** The visitor's address as a key. IPv6 counts by /64, because one visitor has all of it. */
function toClientKey(c: Context<AppEnv>): string {
  const address = c.req.header('cf-connecting-ip');
  if (!address) return 'unknown';
  const [, mapped] = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address) ?? [];
  if (mapped) return mapped;
  if (!address.includes(':')) return address;
  const [head = '', tail] = address.toLowerCase().split('::');
  const before = head.split(':').filter(Boolean);
  const after = tail === undefined ? [] : tail.split(':').filter(Boolean);
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  return [...before, ...Array<string>(zeros).fill('0'), ...after]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':');
}
