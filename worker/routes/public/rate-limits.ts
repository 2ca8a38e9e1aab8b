/** How much one visitor, and all visitors of one form together, may send. */
import type { Context } from 'hono';
import type { FormId } from '../../forms/configuration/form-id.ts';
import type { AppEnv } from '../app-env.ts';
import { addressKey } from '../negotiate.ts';

/** The window of both limits in `wrangler.toml`. */
export const RETRY_SECONDS = 60;

/**
 * Counts a submission. The visitor's own limit comes first, so that one address cannot use up what all share.
 * Limits are counted where the request arrives, and roughly: they stop floods, not the thirty-first submission.
 */
export async function isWithinLimits(c: Context<AppEnv>, form: FormId): Promise<boolean> {
  const visitor = `${form}:${addressKey(c.req.header('cf-connecting-ip'))}`;
  return (await isWithin(c.env.SUBMIT_LIMIT, visitor)) && (await isWithin(c.env.FORM_LIMIT, form));
}

/** Without its binding, and while the binding is down, there is no limit: better a flood than lost leads. */
async function isWithin(limit: RateLimit, key: string): Promise<boolean> {
  try {
    return (await limit.limit({ key })).success;
  } catch {
    return true;
  }
}
