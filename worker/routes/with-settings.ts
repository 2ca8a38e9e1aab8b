import { createMiddleware } from 'hono/factory';
import { logFault } from '../log.ts';
import type { Result } from '../result.ts';
import { readSettings, type Settings } from '../settings/settings.ts';
import type { AppEnv } from './app-env.ts';
import { ANY_ORIGIN, problem } from './problem.ts';

/** A person has to correct the secret and deploy it. */
const RETRY_SECONDS = 60;

/** Bindings live as long as the isolate, and so does what was parsed from them. */
const parsed = new WeakMap<object, Result<Settings, string>>();

/** Parses the secrets once. While one is missing or malformed, every answer names it. */
export const withSettings = createMiddleware<AppEnv>(async (c, next) => {
  let settings = parsed.get(c.env);
  if (!settings) {
    settings = readSettings(c.env);
    parsed.set(c.env, settings);
    if (!settings.ok) logFault('misconfigured', { detail: settings.error });
  }
  if (!settings.ok) {
    return problem(c, 'misconfigured', { detail: settings.error, retryAfter: RETRY_SECONDS, headers: ANY_ORIGIN });
  }
  c.set('settings', settings.value);
  return next();
});
