import { callAccount, hasObject } from './account/client.ts';
import { sendAlert } from './alert-webhook.ts';
import { logFault } from './log.ts';
import type { AccountSettings } from './settings/accounts.ts';
import type { Env } from './settings/env.ts';
import { readSettings, type Settings } from './settings/settings.ts';

/** A deploy or a move of the object takes seconds. */
const SILENT_MINUTES = 3;
const MINUTE_MS = 60_000;
const WAKE_WITHIN_MS = 10_000;
const SILENCE_TTL_SECONDS = 7 * 24 * 3600;

/**
 * Stored in KV while an object does not respond: since when, in milliseconds since 1970, and whether an alert was sent.
 */
interface Silence {
  since: number;
  told: boolean;
}

/**
 * The cron's work, each minute: wakes each account in case its alarm is lost, and raises an alert for an object that
 * does not respond, because that object cannot.
 */
export async function wakeAccounts(env: Env): Promise<void> {
  const settings = readSettings(env);
  if (!settings.ok) {
    logFault('misconfigured', { detail: settings.error });
    return;
  }
  const { value } = settings;
  await Promise.all(
    [...value.accounts.values()].map((account) =>
      wakeAccount(env, value, account).catch((error) => logFault('wake_failed', { error })),
    ),
  );
}

async function wakeAccount(env: Env, settings: Settings, account: AccountSettings): Promise<void> {
  if (!(await hasObject(env, account))) return;
  const answer = await callAccount(env, account, (object) => object.wake(env.VERSION?.id), {
    deadlineMs: WAKE_WITHIN_MS,
  });
  const key = `silent:${account.enterprise}`;
  const before = await env.CACHE.get<Silence>(key, 'json');
  if (answer.ok) {
    if (!before) return;
    if (before.told) await tell(settings, `Over: ${toText(account)}`);
    await env.CACHE.delete(key);
    return;
  }
  const silence = before ?? { since: Date.now(), told: false };
  const isLong = Date.now() - silence.since >= (SILENT_MINUTES - 1) * MINUTE_MS;
  const told = silence.told || (isLong && (await tell(settings, toText(account))));
  if (before && told === before.told) return;
  await env.CACHE.put(key, JSON.stringify({ ...silence, told }), { expirationTtl: SILENCE_TTL_SECONDS });
}

const toText = ({ enterprise }: AccountSettings): string =>
  `${enterprise}: the object that stores the leads does not respond. New leads are kept in the overflow and nothing is delivered. See the Worker's logs for its error.`;

async function tell({ alertWebhook }: Settings, text: string): Promise<boolean> {
  return alertWebhook === undefined || sendAlert(alertWebhook, text);
}
