/** Loads forms for routes: the configuration, and what is known about the campaign. */
import type { Context } from 'hono';
import { callAccount } from '../account/client.ts';
import type { CampaignFacts } from '../account-api.ts';
import { type FormConfig, parseFormConfig } from '../forms/configuration/config.ts';
import type { FormId } from '../forms/configuration/form-id.ts';
import type { AccountSettings } from '../settings/accounts.ts';
import type { Env } from '../settings/env.ts';
import type { AppEnv } from './app-env.ts';
import { TtlCache } from './ttl-cache.ts';

/** A form whose configuration is known. */
export interface ConfiguredForm {
  id: FormId;
  config: FormConfig;
  account: AccountSettings;
}

export interface LoadedForm extends ConfiguredForm {
  /** Null while Convertr was never reached. */
  facts: CampaignFacts | null;
}

/** With the edge's cache and KV's own delay, a saved change shows within 90 s. */
const CONFIG_TTL_SECONDS = 30;
const FACTS_TTL_SECONDS = 60;
/** A read from KV takes longer than the rest of a definition. */
const ISOLATE_TTL_MS = 10_000;
/** During a flood of submissions, their campaign is read no more often than this. */
const EXPIRE_SOON_MS = 250;
const FRESH_MS = 10 * 60_000;
/** While Convertr is down, an isolate asks about a campaign once a minute, or more often if its fields are unknown. */
const ASK_AGAIN_MS = 60_000;
const UNKNOWN_MS = 10_000;
/** The longest that a page waits for a campaign that was never requested before. */
const FIRST_ASK_MS = 5000;

const configs = new TtlCache<FormConfig>(ISOLATE_TTL_MS);
/** Campaigns for which the account's object had nothing newer, probably because Convertr is down. */
const asked = new TtlCache<true>(ASK_AGAIN_MS);
const campaigns = new TtlCache<CampaignFacts>(ISOLATE_TTL_MS);

/** KV does not respond, and this isolate has never read the configuration. The fault is temporary. */
export class FormsDown extends Error {}

/**
 * @returns null if there is no such form, or its account is no longer configured.
 * @throws FormsDown
 */
export async function loadConfig(c: Context<AppEnv>, id: FormId): Promise<ConfiguredForm | null> {
  const config = await readConfig(c.env, id);
  const account = config && c.get('settings').accounts.get(config.enterprise);
  return config && account ? { id, config, account } : null;
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
    // While KV is down, a stale configuration is better than none.
    const stale = configs.peek(id);
    if (stale) return stale;
    throw new FormsDown('KV did not answer.', { cause: error });
  }
}

/** A saved change shows immediately in the isolate that saved it. */
export const forgetConfig = (id: FormId): void => configs.delete(id);

/** The campaign may have closed, so the next request reads it again. */
export const expireFactsSoon = (account: AccountSettings, campaignId: number): void =>
  campaigns.expireSoon(toKey(account, campaignId), EXPIRE_SOON_MS);

/** Uses what the account's object has just answered, because its copy in KV arrives later. */
export function noteClosed(account: AccountSettings, campaignId: number, closed: CampaignFacts['closed']): void {
  const key = toKey(account, campaignId);
  const known = campaigns.peek(key);
  if (known && known.closed !== closed) campaigns.set(key, { ...known, closed }, Date.now());
}

/** Calls the account's object, because a refusal has just shown that the known fields were old. */
export async function renewFacts(c: Context<AppEnv>, form: LoadedForm): Promise<LoadedForm> {
  const { account, config } = form;
  const answer = await callAccount(c.env, account, (object) => object.campaign(config.campaignId));
  if (!answer.ok || !answer.value) return form;
  return { ...form, facts: campaigns.set(toKey(account, config.campaignId), answer.value, Date.now()) };
}

const toKey = ({ enterprise }: AccountSettings, campaignId: number): string => `campaign:${enterprise}:${campaignId}`;

/**
 * Adds what is known about the campaign, from KV or else from the account's object. Stale data is refreshed in the
 * background.
 */
export async function withFacts(c: Context<AppEnv>, form: ConfiguredForm): Promise<LoadedForm> {
  return { ...form, facts: await loadFacts(c, form) };
}

async function loadFacts(c: Context<AppEnv>, { account, config }: ConfiguredForm): Promise<CampaignFacts | null> {
  const { campaignId } = config;
  const key = toKey(account, campaignId);
  const now = Date.now();
  const known = campaigns.get(key, now);
  if (known) return known;
  const options = { type: 'json', cacheTtl: FACTS_TTL_SECONDS } as const;
  const copy = await c.env.CACHE.get<CampaignFacts>(key, options).catch(() => null);
  const ask = () => callAccount(c.env, account, (object) => object.campaign(campaignId));
  if (copy) {
    // The copy at the edge may be older than a refresh after a refusal.
    const newer = campaigns.peek(key);
    if (newer && newer.fetchedAt > copy.fetchedAt) return campaigns.set(key, newer, now);
    if (now - copy.fetchedAt > FRESH_MS && !asked.get(key, now)) {
      asked.set(key, true, now);
      c.executionCtx.waitUntil(ask());
    }
    return campaigns.set(key, copy, now);
  }
  if (asked.get(key, now)) return null;
  const asking = ask();
  c.executionCtx.waitUntil(asking);
  const answer = await Promise.race([asking, scheduler.wait(FIRST_ASK_MS)]);
  if (answer?.ok && answer.value) return campaigns.set(key, answer.value, now);
  if (answer) {
    asked.set(key, true, now);
    asked.expireSoon(key, UNKNOWN_MS);
  }
  return null;
}

/** @returns null if there is no such form. */
export async function loadForm(c: Context<AppEnv>, id: FormId): Promise<LoadedForm | null> {
  const form = await loadConfig(c, id);
  return form && withFacts(c, form);
}
