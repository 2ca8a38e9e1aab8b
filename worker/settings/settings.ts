import { LOOPBACK_HOST } from '../convertr/origin.ts';
import { fail, ok, type Result } from '../result.ts';
import { type AccessSettings, parseAccess } from './access.ts';
import { type AccountSettings, parseAccounts } from './accounts.ts';
import { isGuessableToken } from './guessable.ts';
import { parseLeadKeys } from './lead-keys.ts';
import type { TextBindings } from './text-bindings.ts';
import { parseWebhookSecret } from './webhook-secret.ts';

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
  webhookSecret: Uint8Array<ArrayBuffer> | undefined;
  access: AccessSettings | undefined;
}

/** A shorter token could be guessed, and other characters cannot be sent in a header. */
const ADMIN_TOKEN = /^[\x21-\x7e]{16,500}$/;
const ANSWER_WITHIN_MAX_MS = 30_000;

type Parsed = { [Name in keyof Settings]: Result<Settings[Name], string> };

/** @returns the settings, or an error that names the first secret to correct, never its value. */
export function readSettings(env: TextBindings): Result<Settings, string> {
  const parsed = parseEach(env);
  const fault = faultsOf(parsed)[0];
  if (fault !== undefined) return fail(fault);
  const entries = Object.entries(parsed).map(([name, result]) => [name, result.ok ? result.value : undefined]);
  return ok(Object.fromEntries(entries) as Settings);
}

/** @returns an error for each missing or malformed setting, in the order in which to correct them. */
export const listFaults = (env: TextBindings): string[] => faultsOf(parseEach(env));

const faultsOf = (parsed: Parsed): string[] =>
  Object.values(parsed).flatMap((result) => (result.ok ? [] : [result.error]));

function parseEach(env: TextBindings): Parsed {
  return {
    accounts: parseAccounts(env),
    leadKeys: parseLeadKeys(env.LEAD_KEY),
    adminToken: parseAdminToken(env.ADMIN_TOKEN),
    answerWithinMs: parseNumber('ANSWER_WITHIN_MS', env.ANSWER_WITHIN_MS, 4000, 0, ANSWER_WITHIN_MAX_MS),
    retainAnswersDays: parseNumber('RETAIN_ANSWERS_DAYS', env.RETAIN_ANSWERS_DAYS, 7, 0, 365),
    backlogCap: parseNumber('BACKLOG_CAP', env.BACKLOG_CAP, 100_000, 1),
    alertWebhook: parseAlertWebhook(env.ALERT_WEBHOOK),
    turnstileSecret: ok(env.TURNSTILE_SECRET || undefined),
    webhookSecret: parseWebhookSecret(env.WEBHOOK_SECRET),
    access: parseAccess(env.ACCESS_TEAM_DOMAIN, env.ACCESS_AUD),
  };
}

/** @returns the token, or an error that never contains its value. */
export function parseAdminToken(token = ''): Result<string, string> {
  if (!ADMIN_TOKEN.test(token)) {
    return fail('ADMIN_TOKEN is missing, or not 16 to 500 letters, digits and signs without spaces.');
  }
  if (isGuessableToken(token)) {
    return fail('ADMIN_TOKEN is a pattern or a placeholder. Make one with openssl rand -base64 24.');
  }
  return ok(token);
}

function parseNumber(name: string, text: string | undefined, fallback: number, min: number, max = Infinity) {
  const value = text?.trim() ? Number(text) : fallback;
  if (value >= min && value <= max) return ok(value);
  return fail(`${name} must be a number from ${min}${max === Infinity ? '' : ` to ${max}`}.`);
}

function parseAlertWebhook(text: string | undefined): Result<string | undefined, string> {
  if (!text) return ok(undefined);
  const url = URL.parse(text);
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK_HOST.test(url.hostname));
  return isSafe ? ok(text) : fail('ALERT_WEBHOOK must be an https URL.');
}
