/** Where routes get a form from: its configuration, and what is known of its campaign. */
import { askAccount } from '../account/place.ts';
import type { CampaignFacts } from '../api.ts';
import { type FormConfig, parseFormConfig } from '../forms/config.ts';
import type { FormId } from '../forms/form-id.ts';
import type { AccountSettings } from '../settings/accounts.ts';
import type { Env } from '../settings/env.ts';
import type { Settings } from '../settings/settings.ts';

export interface LoadedForm {
  id: FormId;
  config: FormConfig;
  account: AccountSettings;
  /** Null when Convertr was never reached. */
  facts: CampaignFacts | null;
}

/** Seconds that the edge keeps a configuration: with KV's own delay, a change shows within 90 s. */
const CONFIG_TTL_SECONDS = 30;
const FACTS_TTL_SECONDS = 60;
const FRESH_MS = 10 * 60_000;
/** A page waits no longer for a campaign that nobody has asked about before. */
const FIRST_ASK_MS = 5000;
const REMEMBERED_MAX = 500;

/** Configurations as last read, for when KV is down. */
const remembered = new Map<string, string>();

/** @returns null when there is no such form, or its account is not configured any more. */
export async function loadConfig(
  env: Env,
  settings: Settings,
  id: FormId,
): Promise<{ config: FormConfig; account: AccountSettings } | null> {
  const text = await readConfig(env, id);
  if (text === null) return null;
  const config = parseFormConfig(JSON.parse(text));
  if (!config.ok) return null;
  const account = settings.accounts.get(config.value.enterprise);
  return account ? { config: config.value, account } : null;
}

async function readConfig(env: Env, id: FormId): Promise<string | null> {
  try {
    const text = await env.FORMS.get(id, { cacheTtl: CONFIG_TTL_SECONDS });
    if (text === null) remembered.delete(id);
    else if (remembered.size < REMEMBERED_MAX) remembered.set(id, text);
    return text;
  } catch (error) {
    const known = remembered.get(id);
    if (known !== undefined) return known;
    throw error;
  }
}

/** The campaign's facts: from KV, else from the account's object; stale ones are renewed behind the answer. */
export async function loadFacts(
  env: Env,
  account: AccountSettings,
  campaignId: number,
  waitUntil: (work: Promise<unknown>) => void,
): Promise<CampaignFacts | null> {
  const key = `campaign:${account.enterprise}:${campaignId}`;
  const copy = await env.CACHE.get<CampaignFacts>(key, { type: 'json', cacheTtl: FACTS_TTL_SECONDS }).catch(() => null);
  const ask = () => askAccount(env, account, (object) => object.campaign(campaignId));
  if (copy) {
    if (Date.now() - copy.fetchedAt > FRESH_MS) waitUntil(ask());
    return copy;
  }
  const answer = ask();
  waitUntil(answer);
  const asked = await Promise.race([answer, scheduler.wait(FIRST_ASK_MS)]);
  return asked?.ok ? asked.value : null;
}

export async function loadForm(
  env: Env,
  settings: Settings,
  id: FormId,
  waitUntil: (work: Promise<unknown>) => void,
): Promise<LoadedForm | null> {
  const loaded = await loadConfig(env, settings, id);
  if (!loaded) return null;
  const facts = await loadFacts(env, loaded.account, loaded.config.campaignId, waitUntil);
  return { id, ...loaded, facts };
}
