/** Where routes get a form from: its configuration, and what is known of its campaign. */
import { callAccount } from '../account/client.ts';
import type { CampaignFacts } from '../account-api.ts';
import { type FormConfig, parseFormConfig } from '../forms/configuration/config.ts';
import type { FormId } from '../forms/configuration/form-id.ts';
import type { AccountSettings } from '../settings/accounts.ts';
import type { Env } from '../settings/env.ts';
import type { Settings } from '../settings/settings.ts';
import { Memo } from './memo.ts';

export interface LoadedForm {
  id: FormId;
  config: FormConfig;
  account: AccountSettings;
  /** Null when Convertr was never reached. */
  facts: CampaignFacts | null;
}

/** With the edge's cache and KV's own delay, a saved change shows within 90 s. */
const CONFIG_TTL_SECONDS = 30;
const FACTS_TTL_SECONDS = 60;
/** What an isolate has read is not read again for this long: KV takes longer than all the rest. */
const MEMO_MS = 10_000;
/** Under a flood of doubts this is how often they cost a read. */
const DOUBTED_MS = 250;
const FRESH_MS = 10 * 60_000;
/** A page waits no longer for a campaign that nobody has asked about before. */
const FIRST_ASK_MS = 5000;

const configs = new Memo<FormConfig>(MEMO_MS);
const campaigns = new Memo<CampaignFacts>(MEMO_MS);

/** KV could not be asked for a configuration that this isolate doesn't remember. It passes by itself. */
export class FormsDown extends Error {}

/** @returns null when there is no such form, or its account is not configured any more. */
export async function loadConfig(
  env: Env,
  settings: Settings,
  id: FormId,
): Promise<{ config: FormConfig; account: AccountSettings } | null> {
  const config = await readConfig(env, id);
  const account = config && settings.accounts.get(config.enterprise);
  return config && account ? { config, account } : null;
}

async function readConfig(env: Env, id: FormId): Promise<FormConfig | null> {
  const now = Date.now();
  const known = configs.get(id, now);
  if (known) return known;
  try {
    const text = await env.FORMS.get(id, { cacheTtl: CONFIG_TTL_SECONDS });
    const parsed = text === null ? null : parseFormConfig(JSON.parse(text));
    if (parsed?.ok) return configs.set(id, parsed.value, now);
    configs.delete(id);
    return null;
  } catch (error) {
    // With KV down, what this isolate last read still serves.
    const stale = configs.peek(id);
    if (stale) return stale;
    throw new FormsDown('KV did not answer.', { cause: error });
  }
}

/** A saved change shows at once in the isolate that saved it. */
export const forgetConfig = (id: FormId): void => configs.delete(id);

/** Something has happened that may have closed the campaign: facts are read again. */
export const doubtFacts = (account: AccountSettings, campaignId: number): void =>
  campaigns.doubt(toKey(account, campaignId), DOUBTED_MS);

/** The object has said so; its copy in KV takes longer to get here. */
export function noteClosed(account: AccountSettings, campaignId: number, closed: CampaignFacts['closed']): void {
  const key = toKey(account, campaignId);
  const known = campaigns.peek(key);
  if (known && known.closed !== closed) campaigns.set(key, { ...known, closed }, Date.now());
}

const toKey = ({ enterprise }: AccountSettings, campaignId: number): string => `campaign:${enterprise}:${campaignId}`;

/** The campaign's facts: from KV, else from the account's object; stale ones are renewed behind the answer. */
export async function loadFacts(
  env: Env,
  account: AccountSettings,
  campaignId: number,
  waitUntil: (work: Promise<unknown>) => void,
): Promise<CampaignFacts | null> {
  const key = toKey(account, campaignId);
  const now = Date.now();
  const known = campaigns.get(key, now);
  if (known) return known;
  const copy = await env.CACHE.get<CampaignFacts>(key, { type: 'json', cacheTtl: FACTS_TTL_SECONDS }).catch(() => null);
  const ask = () => callAccount(env, account, (object) => object.campaign(campaignId));
  if (copy) {
    if (now - copy.fetchedAt > FRESH_MS) waitUntil(ask());
    return campaigns.set(key, copy, now);
  }
  const answer = ask();
  waitUntil(answer);
  const asked = await Promise.race([answer, scheduler.wait(FIRST_ASK_MS)]);
  return asked?.ok && asked.value ? campaigns.set(key, asked.value, now) : null;
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
