import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { LOOPBACK_HOST } from '../convertr/origin.ts';
import { logFault } from '../log.ts';
import type { Result } from '../result.ts';
import { listRepairs, type SettingFault } from '../settings/repairs.ts';
import { readSettings, type Settings } from '../settings/settings.ts';
import type { AppEnv } from './app-env.ts';
import { ANY_ORIGIN, problem } from './problem.ts';

/** A person has to correct the secret and deploy it. */
export const MISCONFIGURED_RETRY_SECONDS = 60;

/** Bindings live as long as the isolate, and so do the parsed settings. */
const parsed = new WeakMap<object, Result<Settings, string>>();

/** Parses the secrets once. While one is missing or malformed, every answer names it. */
export const withSettings = createMiddleware<AppEnv>(async (c, next) => {
  const settings = parseOnce(c);
  if (settings.ok) {
    c.set('settings', settings.value);
    return next();
  }
  const faults = findSettingFaults(c);
  return problem(c, 'misconfigured', {
    detail: faults.map(({ message }) => message).join(' '),
    faults,
    retryAfter: MISCONFIGURED_RETRY_SECONDS,
    headers: ANY_ORIGIN,
  });
});

/** @returns nothing if the Worker is set up. */
export function findSettingFaults(c: Context<AppEnv>): SettingFault[] {
  if (parseOnce(c).ok) return [];
  return listRepairs(c.env, LOOPBACK_HOST.test(new URL(c.req.url).hostname) ? 'local' : 'deployed');
}

function parseOnce(c: Context<AppEnv>): Result<Settings, string> {
  const known = parsed.get(c.env);
  if (known) return known;
  const settings = readSettings(c.env);
  parsed.set(c.env, settings);
  if (!settings.ok) logFault('misconfigured', { detail: settings.error });
  return settings;
}
