/**
 * Limits for one visitor, and for all visitors of one form. Cloudflare counts per location, and roughly, so these
 * limits stop floods but are not a quota.
 */
import type { Context } from 'hono';
import type { FormId } from '../forms/configuration/form-id.ts';
import type { AppEnv } from './app-env.ts';
import { ProblemError } from './problem.ts';

/** The window of both limits in `wrangler.toml`. */
export const RATE_LIMIT_SECONDS = 60;

/**
 * Counts a submission. The visitor's own limits come first, so that one address cannot use up the form's.
 * @param hasOpened whether its ticket shows that somebody has opened the form. A fair or an office has many people
 * behind one address, so they get the limit of a network. Programs without the widget have no ticket.
 */
export const isWithinLimits = async (c: Context<AppEnv>, form: FormId, hasOpened: boolean): Promise<boolean> =>
  (hasOpened ? await isWithin(c.env.NETWORK_LIMIT, `opened:${form}:${addressOf(c)}`) : await isWithinOwn(c, form)) &&
  (await isWithin(c.env.FORM_LIMIT, form));

/**
 * Counts a call by the caller's address: a sign-in attempt or a request that wakes an object.
 * @throws the problem `rate_limited` after too many.
 */
export async function limitCalls(
  c: Context<AppEnv>,
  kind: 'sign-in' | 'healthz' | 'state',
  detail?: string,
): Promise<void> {
  if (await isWithinOwn(c, kind)) return;
  throw new ProblemError('rate_limited', { detail, retryAfter: RATE_LIMIT_SECONDS });
}

/** While the binding is missing or down there is no limit, because lost leads would be worse than a flood. */
async function isWithin(limit: RateLimit | undefined, key: string): Promise<boolean> {
  try {
    return (await limit?.limit({ key }))?.success ?? true;
  } catch {
    return true;
  }
}

const addressOf = (c: Context<AppEnv>): string => {
  const address = c.req.header('cf-connecting-ip') ?? 'unknown';
  return address.includes(':') ? toGroups(address).join(':') : address;
};

/** One visitor has a whole /64, so that counts as one address. Many have a /56, which contains 256 of them. */
async function isWithinOwn(c: Context<AppEnv>, what: string): Promise<boolean> {
  const address = c.req.header('cf-connecting-ip') ?? 'unknown';
  const [, mapped] = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address) ?? [];
  if (mapped || !address.includes(':')) return isWithin(c.env.SUBMIT_LIMIT, `${what}:${mapped ?? address}`);
  const groups = toGroups(address);
  if (!(await isWithin(c.env.SUBMIT_LIMIT, `${what}:${groups.join(':')}`))) return false;
  const network = [...groups.slice(0, 3), (groups[3] ?? '').padStart(4, '0').slice(0, 2)].join(':');
  return isWithin(c.env.NETWORK_LIMIT, `${what}:${network}`);
}

/** The first four groups of an IPv6 address, in one spelling. */
function toGroups(address: string): string[] {
  const [head = '', tail] = address.toLowerCase().split('::');
  const before = head.split(':').filter(Boolean);
  const after = tail === undefined ? [] : tail.split(':').filter(Boolean);
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  return [...before, ...Array<string>(zeros).fill('0'), ...after]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''));
}
