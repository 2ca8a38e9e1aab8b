import { type Context, Hono } from 'hono';
import { parseFormId } from '../../forms/configuration/form-id.ts';
import { isAllowedOrigin } from '../../forms/origins.ts';
import type { AppEnv } from '../app-env.ts';
import { createEtag, matchesEtag } from '../etag.ts';
import { loadForm } from '../form-source.ts';
import { noteLostVisit } from '../lost-visits.ts';
import { problem, refuseMethod } from '../problem.ts';
import { replaceClosed } from '../public/closed-form.ts';
import { buildDefinition } from '../public/definitions.ts';
import { withSettings } from '../with-settings.ts';
import { inlineDefinition } from './inline-script.ts';
import { findKept, isHashed, readFeatures, readManifest, readScript } from './widget-files.ts';

/** Short, so that a fix reaches pages within minutes. After that a 304 costs almost nothing. */
const EVERGREEN = 'public, max-age=300, stale-while-revalidate=86400';
/** Private, because many shared caches ignore `Vary: Referer`, and would give one page what another is refused. */
const INLINED = 'private, max-age=60';
const IMMUTABLE = 'public, max-age=31536000, immutable';
/** Other sites load the script by design. */
const ANYBODY = { 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' };

/** The widget, evergreen. This build's hashed files are assets; those of earlier builds are kept. */
export const widget = new Hono<AppEnv>()
  .get('/widget.json', async (c) => {
    // Keeps this build, because the page may pin it.
    await readManifest(c);
    const manifest = await c.env.ASSETS.fetch(new URL('/widget.json', c.req.url));
    if (!manifest.ok) return notBuilt(c);
    const headers = { 'Content-Type': 'application/json', 'Cache-Control': EVERGREEN, ...ANYBODY };
    return c.newResponse(manifest.body, 200, headers);
  })

  // With a form's definition in front, a page needs only one request.
  .get('/widget.js', async (c, next) => {
    const id = parseFormId(c.req.query('form'));
    if (!id) return next();
    const failed = await withSettings(c, async () => undefined);
    const form = failed ? null : await loadForm(c, id).catch(() => null);
    // Even if this form is missing, the page's other forms need the script.
    if (!form) return next();
    const manifest = await readManifest(c);
    if (!manifest) return notBuilt(c);
    const origin = readPageOrigin(c);
    const isForbidden =
      origin !== undefined && !isAllowedOrigin(origin, form.config.origins, new URL(c.req.url).origin);
    if (isForbidden) noteLostVisit(c, form, 'refused', origin);
    const definition = isForbidden
      ? { json: '{"forbidden":true}', etag: '', features: [] }
      : await buildDefinition(c, await replaceClosed(c, form, origin ? [origin] : []), c.req.query('locale'));
    if (!definition) return next();
    const { etag, features } = definition;
    const json = `${definition.json.slice(0, -1)},"origin":${JSON.stringify(origin ?? '')}}`;
    const tag = await createEtag(`${manifest.hash} ${etag} ${origin}`);
    const headers = { ETag: tag, 'Cache-Control': INLINED, Vary: 'Accept-Language, Referer', ...SCRIPT };
    if (matchesEtag(c.req.header('if-none-match'), tag)) return c.body(null, 304, headers);
    const [script, codes] = await Promise.all([readScript(c, manifest.file), readFeatures(c, manifest, features)]);
    return c.body(inlineDefinition(signScript(c, script), `${originOf(c)} ${id}`, json, codes), 200, headers);
  })

  .get('/widget.js', async (c) => {
    const manifest = await readManifest(c);
    if (!manifest) return notBuilt(c);
    const etag = `"${manifest.hash}"`;
    const headers = { ETag: etag, 'Cache-Control': EVERGREEN, ...SCRIPT };
    if (matchesEtag(c.req.header('if-none-match'), etag)) return c.body(null, 304, headers);
    return c.body(signScript(c, await readScript(c, manifest.file)), 200, headers);
  })

  // Assets are answered first, so this is a file that a deploy has removed. The router has no patterns within a segment.
  .get('/*', async (c, next) => {
    const script = isHashed(c.req.path) ? await findKept(c.env, c.req.path) : null;
    return script ? c.body(script, 200, { 'Cache-Control': IMMUTABLE, ...SCRIPT }) : next();
  })

  .all('/widget.json', (c) => refuseMethod(c, 'GET'))
  .all('/widget.js', (c) => refuseMethod(c, 'GET'));

/** If the page sends it. A script request has no `Origin`, but by default its `Referer` is the page's origin. */
function readPageOrigin(c: Context<AppEnv>): string | undefined {
  const url = URL.parse(c.req.header('referer') ?? '');
  return url && /^https?:$/.test(url.protocol) ? url.origin : undefined;
}

/** An optimiser may copy, inline or join the script, which then only knows its lazy features' host from this. */
const signScript = (c: Context<AppEnv>, script: string): string => script.replace('{leadwire}', originOf(c));

const originOf = (c: Context<AppEnv>): string => new URL(c.req.url).origin;

const SCRIPT = { 'Content-Type': 'text/javascript; charset=utf-8', ...ANYBODY };

const notBuilt = (c: Context<AppEnv>) =>
  problem(c, 'unavailable', { detail: 'The widget is not built. Run npm run build.' });
