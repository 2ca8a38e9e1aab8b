import { Hono } from 'hono';
import { createMiddleware } from 'hono/factory';
import { callAccount } from '../../account/client.ts';
import { parseFormId } from '../../forms/configuration/form-id.ts';
import { isSubmissionId } from '../../leads/envelope.ts';
import type { AppEnv } from '../app-env.ts';
import { loadConfig, loadFacts } from '../form-source.ts';
import { showNotice } from '../html/notice.ts';
import { wantsJson, wantsPage } from '../negotiate.ts';
import { ANYBODY, problem, refuseMethod } from '../problem.ts';
import { allowOrigin, readOrigin } from './cors.ts';
import { buildDefinition, FIELDS_RETRY_SECONDS, matchesEtag } from './definitions.ts';
import { submitLead } from './submit.ts';

const FIELDS_UNKNOWN = 'Convertr has not named the form’s fields yet.';
const PREFLIGHT_SECONDS = '86400';

/** Finds the form, and refuses pages that its publisher has not named. */
const withForm = createMiddleware<AppEnv>(async (c, next) => {
  const id = parseFormId(c.req.param('formId'));
  const loaded = id && (await loadConfig(c.env, c.get('settings'), id));
  if (!id || !loaded) {
    return c.req.method === 'POST' && wantsPage(c)
      ? showNotice(c, 404, 'unavailable')
      : problem(c, 'form_not_found', { headers: ANYBODY });
  }
  const { origin, isAllowed } = readOrigin(c, loaded.config.origins);
  if (!isAllowed) {
    // The page must be able to read which origin to add. Origins are no secret.
    const detail =
      origin === 'null'
        ? 'The origin "null" cannot be allowed: sandboxed frames and local files of anybody share it.'
        : `Add "${origin}" to the form's origins.`;
    return c.req.method === 'POST' && !wantsJson(c)
      ? showNotice(c, 403, 'forbidden', { values: { origin: origin ?? '' } })
      : problem(c, 'origin_not_allowed', { detail, origin, headers: { ...ANYBODY, Vary: 'Origin' } });
  }
  allowOrigin(c, origin);
  c.set('form', { id, ...loaded });
  return next();
});

/** `/v1/forms`: what pages ask for and send. */
export const forms = new Hono<AppEnv>()
  .use('/:formId', withForm)
  .use('/:formId/leads', withForm)
  .use('/:formId/leads/:submissionId', withForm)

  .options('/*', (c) => {
    c.header('Access-Control-Allow-Methods', 'GET, POST');
    c.header('Access-Control-Allow-Headers', 'Accept, Content-Type, If-None-Match');
    c.header('Access-Control-Max-Age', PREFLIGHT_SECONDS);
    return c.body(null, 204);
  })

  .get('/:formId', async (c) => {
    const form = c.get('form');
    const { campaignId } = form.config;
    const facts = await loadFacts(c.env, form.account, campaignId, (work) => c.executionCtx.waitUntil(work));
    const definition = await buildDefinition(c, { ...form, facts }, c.req.query('locale'));
    if (!definition) {
      return problem(c, 'unavailable', { detail: FIELDS_UNKNOWN, retryAfter: FIELDS_RETRY_SECONDS });
    }
    const { json, etag } = definition;
    c.header('ETag', etag);
    c.header('Cache-Control', 'public, max-age=60');
    c.header('Vary', 'Accept-Language', { append: true });
    return matchesEtag(c.req.header('if-none-match'), etag)
      ? c.body(null, 304)
      : c.body(json, 200, { 'Content-Type': 'application/json' });
  })

  .post('/:formId/leads', (c) => submitLead(c, c.get('form')))

  .get('/:formId/leads/:submissionId', async (c) => {
    const { id, account } = c.get('form');
    const submission = c.req.param('submissionId');
    if (!isSubmissionId(submission)) return problem(c, 'not_found');
    const state = await callAccount(c.env, account, (object) => object.state(id, submission));
    if (!state.ok) return problem(c, 'unavailable', { retryAfter: 5 });
    c.header('Cache-Control', 'no-store');
    return state.value ? c.json(state.value) : problem(c, 'not_found');
  })

  .all('/:formId', (c) => refuseMethod(c, 'GET'))
  .all('/:formId/leads', (c) => refuseMethod(c, 'POST'))
  .all('/:formId/leads/:submissionId', (c) => refuseMethod(c, 'GET'));
