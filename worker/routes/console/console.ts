import { type Context, Hono } from 'hono';
import { createMiddleware } from 'hono/factory';
import * as v from 'valibot';
import { countTry, isSameSecret } from '../admin/auth.ts';
import type { AppEnv } from '../app-env.ts';
import { jsonBody } from '../json-body.ts';
import { ProblemError } from '../problem.ts';
import { findSettingFaults, withSettings } from '../with-settings.ts';
import { readPerson } from './access.ts';
import { showFirstRun } from './first-run.ts';
import { endSessions, hasSession, isOwnOrigin, startSession } from './session.ts';

export const tokenSchema = v.strictObject({ token: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(500)) });

/** Lit creates its templates through a policy with this name. Nothing else turns text into markup. */
const TRUSTED_TYPES = "require-trusted-types-for 'script'; trusted-types lit-html";
const OWN = "script-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'";
const PAGE_POLICY = `default-src 'none'; ${OWN}; connect-src 'self'; frame-src 'self'; form-action 'self'; frame-ancestors 'none'; ${TRUSTED_TYPES}`;
/** The preview runs the real widget in a frame of the console. This policy keeps it from sending anything. */
const PREVIEW_POLICY = `default-src 'none'; ${OWN}; connect-src 'none'; form-action 'none'; frame-ancestors 'self'; ${TRUSTED_TYPES} 'allow-duplicates'`;
const IMMUTABLE = 'public, max-age=31536000, immutable';

/** Sessions start and end only from the console's own pages. */
const requireOwnOrigin = createMiddleware<AppEnv>((c, next) => {
  if (isOwnOrigin(c)) return next();
  const verb = c.req.method === 'DELETE' ? 'out' : 'in';
  throw new ProblemError('origin_not_allowed', { detail: `Sign ${verb} on this Worker’s own page.` });
});

const limitTries = createMiddleware<AppEnv>(async (c, next) => {
  await countTry(c);
  return next();
});

const noStore = createMiddleware<AppEnv>((c, next) => {
  c.header('Cache-Control', 'no-store');
  return next();
});

/** `/console`: the operator's page. All its data comes from the admin API. */
export const consolePages = new Hono<AppEnv>()
  .use('/session', withSettings, noStore)

  .get('/session', async (c) => {
    const person = await readPerson(c);
    return c.json({ signedIn: person !== undefined || (await hasSession(c, Date.now())), person });
  })

  .post('/session', requireOwnOrigin, limitTries, jsonBody(tokenSchema, 'Send {"token":"…"}.'), async (c) => {
    if (!(await isSameSecret(c.req.valid('json').token, c.get('settings').adminToken))) {
      throw new ProblemError('unauthorized', { detail: 'Incorrect token.' });
    }
    await startSession(c, Date.now());
    return c.json({ signedIn: true });
  })

  .delete('/session', requireOwnOrigin, async (c) => {
    await endSessions(c, Date.now());
    return c.body(null, 204);
  })

  .get('/assets/*', async (c) => {
    const asset = await c.env.ASSETS.fetch(new URL(new URL(c.req.url).pathname, c.req.url));
    if (!asset.ok) throw new ProblemError('not_found');
    const type = asset.headers.get('content-type') ?? '';
    return c.newResponse(asset.body, 200, { 'Content-Type': type, 'Cache-Control': IMMUTABLE });
  })

  .get('/preview', (c) => servePage(c, '/console/preview', PREVIEW_POLICY))
  // The page itself chooses its view from the URL.
  .get('*', (c) => {
    const faults = findSettingFaults(c);
    return faults.length > 0 ? showFirstRun(c, faults) : servePage(c, '/console/', PAGE_POLICY);
  });

async function servePage(c: Context<AppEnv>, path: string, policy: string): Promise<Response> {
  const page = await c.env.ASSETS.fetch(new URL(path, c.req.url));
  if (!page.ok) throw new ProblemError('unavailable', { detail: 'The console is not built. Run npm run build.' });
  return c.newResponse(page.body, 200, {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-cache',
    'Content-Security-Policy': policy,
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Referrer-Policy': 'same-origin',
  });
}
