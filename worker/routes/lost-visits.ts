/**
 * Counts visits that get no form, for the alerts of the account's object. An isolate counts in memory. It reports the
 * first visit immediately and later ones at growing intervals, because a page view must not cost a write.
 */
import type { Context } from 'hono';
import { callAccount } from '../account/client.ts';
import type { LostVisit } from '../account-api.ts';
import { PLAIN_HOST } from '../forms/origins.ts';
import type { AppEnv } from './app-env.ts';
import type { ConfiguredForm } from './form-source.ts';

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 5 * 60_000;
/** Anybody can send any origin. */
const ORIGINS_MAX = 5;
const ORIGIN_LENGTH_MAX = 100;

interface Pending {
  count: number;
  origins: Set<string>;
  /** Time between the next report and the one after. */
  waitMs: number;
  dueAt: number;
}

/** By form and reason, so its size is limited by the number of forms. */
const pending = new Map<string, Pending>();

/** @param origin of the page that was refused */
export function noteLostVisit(c: Context<AppEnv>, form: ConfiguredForm, why: LostVisit, origin?: string): void {
  if (origin !== undefined && !isSite(origin)) return;
  const now = Date.now();
  const key = `${why}:${form.id}`;
  const counted = pending.get(key) ?? { count: 0, origins: new Set(), waitMs: FIRST_WAIT_MS, dueAt: now };
  pending.set(key, counted);
  counted.count += 1;
  if (origin !== undefined && counted.origins.size < ORIGINS_MAX) counted.origins.add(origin);
  if (now < counted.dueAt) return;
  const report = { form: form.id, why, count: counted.count, origins: [...counted.origins] };
  const waitMs = now - counted.dueAt > LONGEST_WAIT_MS ? FIRST_WAIT_MS : counted.waitMs;
  const next = Math.min(waitMs * 2, LONGEST_WAIT_MS);
  pending.set(key, { count: 0, origins: new Set(), waitMs: next, dueAt: now + waitMs });
  c.executionCtx.waitUntil(callAccount(c.env, form.account, (object) => object.noteLostVisits(report), { once: true }));
}

/** A sandbox or an extension cannot be allowed as an origin. */
function isSite(origin: string): boolean {
  const url = URL.parse(origin);
  const isPlain = url !== null && /^https?:$/.test(url.protocol) && PLAIN_HOST.test(url.hostname);
  return isPlain && url.origin === origin && origin.length <= ORIGIN_LENGTH_MAX;
}
