import { createMiddleware } from 'hono/factory';
import type { Result } from '../result.ts';
import { readSettings, type Settings } from '../settings/settings.ts';
import type { AppEnv } from './app-env.ts';
import { ANYBODY, problem } from './problem.ts';

/** A person has to mend it, and a deploy takes a moment. */
const MENDED_SECONDS = 60;

/** Bindings live as long as the isolate, and so does what was parsed from them. */
const parsed = new WeakMap<object, Result<Settings, string>>();

/** Parses the secrets once. While one is missing or malformed, every answer says which. */
export const withSettings = createMiddleware<AppEnv>(async (c, next) => {
  let settings = parsed.get(c.env);
  if (!settings) {
    settings = readSettings(c.env);
    parsed.set(c.env, settings);
    if (!settings.ok) console.error(settings.error);
  }
  if (!settings.ok) {
    return problem(c, 'misconfigured', { detail: settings.error, retryAfter: MENDED_SECONDS, headers: ANYBODY });
  }
  c.set('settings', settings.value);
  return next();
});
