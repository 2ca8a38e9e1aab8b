import { fail, ok, type Result } from '../result.ts';
import { type AccountSettings, parseAccounts } from './accounts.ts';
import type { Env } from './env.ts';
import { parseLeadKeys } from './keys.ts';

/** The secrets and variables, parsed. */
export interface Settings {
  accounts: Map<string, AccountSettings>;
  leadKeys: Uint8Array[];
  adminToken: string;
  answerWithinMs: number;
}

/** A shorter token could be guessed at the rate that the edge allows. */
const ADMIN_TOKEN_MIN_LENGTH = 16;
const ANSWER_WITHIN_DEFAULT_MS = 4000;
const ANSWER_WITHIN_MAX_MS = 30_000;

/** @returns the settings, or a sentence that names the secret to mend, never its value. */
export function readSettings(env: Env): Result<Settings, string> {
  const accounts = parseAccounts(env.CONVERTR_ACCOUNTS);
  if (!accounts.ok) return accounts;
  const leadKeys = parseLeadKeys(env.LEAD_KEY);
  if (!leadKeys.ok) return leadKeys;
  const adminToken = env.ADMIN_TOKEN ?? '';
  if (adminToken.length < ADMIN_TOKEN_MIN_LENGTH) {
    return fail(`ADMIN_TOKEN is missing or shorter than ${ADMIN_TOKEN_MIN_LENGTH} characters.`);
  }
  const answerWithinMs = Number(env.ANSWER_WITHIN_MS ?? ANSWER_WITHIN_DEFAULT_MS);
  if (!Number.isFinite(answerWithinMs) || answerWithinMs < 0 || answerWithinMs > ANSWER_WITHIN_MAX_MS) {
    return fail(`ANSWER_WITHIN_MS must be a number from 0 to ${ANSWER_WITHIN_MAX_MS}.`);
  }
  return ok({ accounts: accounts.value, leadKeys: leadKeys.value, adminToken, answerWithinMs });
}
