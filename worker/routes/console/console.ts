import { type Context, Hono } from 'hono';
import * as v from 'valibot';
import { isSameSecret } from '../admin/auth.ts';
import { readJson } from '../admin/json.ts';
import type { AppEnv } from '../app-env.ts';
import { addressKey } from '../negotiate.ts';
import { problem } from '../problem.ts';
import { withSettings } from '../with-settings.ts';
import { endSession, hasSession, isOwnOrigin, startSession } from './session.ts';

const tokenSchema = v.strictObject({ token: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(500)) });
const TRY_AGAIN_SECONDS = 60;

/** Lit makes its templates through a policy of this name; nothing else turns text into markup. */
const TRUSTED_TYPES = "require-trusted-types-for 'script'; trusted-types lit-html";
const OWN = "script-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'";
const PAGE_POLICY = `default-src 'none'; ${OWN}; connect-src 'self'; frame-src 'self'; form-action 'self'; frame-ancestors 'none'; ${TRUSTED_TYPES}`;
/** The preview runs the real widget, framed by the console; the browser itself keeps it from sending anything. */
const PREVIEW_POLICY = `default-src 'none'; ${OWN}; connect-src 'none'; form-action 'none'; frame-ancestors 'self'; ${TRUSTED_TYPES} 'allow-duplicates'`;
const IMMUTABLE = 'public, max-age=31536000, immutable';

/** `/console`: the operator's page. What it knows comes from the admin API alone. */
export const consolePages = new Hono<AppEnv>()
  .use('/session', withSettings)

  .get('/session', async (c) => {
    c.header('Cache-Control', 'no-store');
    return c.json({ signedIn: await hasSession(c, Date.now()) });
  })

  .post('/session', async (c) => {
    c.header('Cache-Control', 'no-store');
    if (!isOwnOrigin(c)) return problem(c, 'origin_not_allowed', { detail: 'Sign in on this Worker’s own page.' });
    if (!(await mayTry(c))) {
      const detail = 'Too many tries. Wait a minute.';
      return problem(c, 'rate_limited', { detail, retryAfter: TRY_AGAIN_SECONDS });
    }
    const body = await readJson(c);
    if (!body.ok) return body.error;
    const parsed = v.safeParse(tokenSchema, body.value);
    if (!parsed.success) return problem(c, 'malformed', { detail: 'Send {"token":"…"}.' });
    if (!(await isSameSecret(parsed.output.token, c.get('settings').adminToken))) {
      return problem(c, 'unauthorized', { detail: 'This is not the admin token.' });
    }
    await startSession(c, Date.now());
    return c.json({ signedIn: true });
  })

  .delete('/session', (c) => {
    c.header('Cache-Control', 'no-store');
    if (!isOwnOrigin(c)) return problem(c, 'origin_not_allowed', { detail: 'Sign out on this Worker’s own page.' });
    endSession(c);
    return c.body(null, 204);
  })

  .get('/assets/*', async (c) => {
    const asset = await c.env.ASSETS.fetch(new URL(new URL(c.req.url).pathname, c.req.url));
    if (!asset.ok) return problem(c, 'not_found');
    const type = asset.headers.get('content-type') ?? '';
    return c.newResponse(asset.body, 200, { 'Content-Type': type, 'Cache-Control': IMMUTABLE });
  })

  .get('/preview', (c) => servePage(c, '/console/preview', PREVIEW_POLICY))
  // One page for every address: which view it shows is its own affair.
  .get('*', (c) => servePage(c, '/console/', PAGE_POLICY));

async function servePage(c: Context<AppEnv>, path: string, policy: string): Promise<Response> {
  const page = await c.env.ASSETS.fetch(new URL(path, c.req.url));
  if (!page.ok) return problem(c, 'unavailable', { detail: 'The console is not built: npm run build.' });
  return c.newResponse(page.body, 200, {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-cache',
    'Content-Security-Policy': policy,
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Referrer-Policy': 'same-origin',
  });
}

/** Guessing is limited by address; without its binding the token's length has to do. */
async function mayTry(c: Context<AppEnv>): Promise<boolean> {
  try {
    const key = `console:${addressKey(c.req.header('cf-connecting-ip'))}`;
    return (await c.env.SUBMIT_LIMIT.limit({ key })).success;
  } catch {
    return true;
  }
}
