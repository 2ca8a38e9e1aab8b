import { LOOPBACK_HOST } from '../convertr/origin.ts';
import { fail, ok, type Result } from '../result.ts';
import { type AccountSettings, parseAccounts } from './accounts.ts';
import type { Env } from './env.ts';
import { parseLeadKeys } from './keys.ts';

/** The secrets and variables, parsed. */
export interface Settings {
  accounts: Map<string, AccountSettings>;
  leadKeys: Uint8Array<ArrayBuffer>[];
  adminToken: string;
  answerWithinMs: number;
  retainAnswersDays: number;
  backlogCap: number;
  alertWebhook: string | undefined;
  turnstileSecret: string | undefined;
}

/** A shorter token could be guessed. Other characters could not be sent in a header. */
const ADMIN_TOKEN = /^[\x21-\x7e]{16,500}$/;
const ANSWER_WITHIN_MAX_MS = 30_000;

/** @returns the settings, or a sentence that names the secret to correct, never its value. */
export function readSettings(env: Env): Result<Settings, string> {
  const accounts = parseAccounts(env.CONVERTR_ACCOUNTS);
  if (!accounts.ok) return accounts;
  const leadKeys = parseLeadKeys(env.LEAD_KEY);
  if (!leadKeys.ok) return leadKeys;
  const adminToken = env.ADMIN_TOKEN ?? '';
  if (!ADMIN_TOKEN.test(adminToken)) {
    return fail('ADMIN_TOKEN is missing, or not 16 to 500 letters, digits and signs without spaces.');
  }
  const answerWithinMs = readNumber(env.ANSWER_WITHIN_MS, 4000);
  if (!(answerWithinMs >= 0 && answerWithinMs <= ANSWER_WITHIN_MAX_MS)) {
    return fail(`ANSWER_WITHIN_MS must be a number from 0 to ${ANSWER_WITHIN_MAX_MS}.`);
  }
  const retainAnswersDays = readNumber(env.RETAIN_ANSWERS_DAYS, 7);
  if (!(retainAnswersDays >= 0 && retainAnswersDays <= 365)) {
    return fail('RETAIN_ANSWERS_DAYS must be a number from 0 to 365.');
  }
  const backlogCap = readNumber(env.BACKLOG_CAP, 100_000);
  if (!(backlogCap >= 1)) return fail('BACKLOG_CAP must be a number from 1.');
  if (env.ALERT_WEBHOOK && !isWebhook(env.ALERT_WEBHOOK)) return fail('ALERT_WEBHOOK must be an https URL.');
  return ok({
    accounts: accounts.value,
    leadKeys: leadKeys.value,
    adminToken,
    answerWithinMs,
    retainAnswersDays,
    backlogCap,
    alertWebhook: env.ALERT_WEBHOOK || undefined,
    turnstileSecret: env.TURNSTILE_SECRET || undefined,
  });
}

const readNumber = (text: string | undefined, fallback: number): number => (text?.trim() ? Number(text) : fallback);

function isWebhook(text: string): boolean {
  const url = URL.parse(text);
  return url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK_HOST.test(url.hostname));
}
