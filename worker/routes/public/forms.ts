import { Hono } from 'hono';
import { isSubmissionId } from '../../leads/envelope.ts';
import type { AppEnv } from '../app-env.ts';
import { callAccountOrThrow } from '../call-account.ts';
import { matchesEtag } from '../etag.ts';
import { withFacts } from '../form-source.ts';
import { ProblemError, refuseMethod } from '../problem.ts';
import { buildDefinition } from './definitions.ts';
import { FIELDS_RETRY_SECONDS } from './localised-form.ts';
import { submitLead } from './submit.ts';
import { withForm } from './with-form.ts';

const FIELDS_UNKNOWN = 'Convertr has not named the form’s fields yet.';
const PREFLIGHT_SECONDS = '86400';

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
    const form = await withFacts(c, c.get('form'));
    const definition = await buildDefinition(c, form, c.req.query('locale'));
    if (!definition) {
      throw new ProblemError('unavailable', { detail: FIELDS_UNKNOWN, retryAfter: FIELDS_RETRY_SECONDS });
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
    if (!isSubmissionId(submission)) throw new ProblemError('not_found');
    const state = await callAccountOrThrow(c, account, (object) => object.state(id, submission));
    if (!state) throw new ProblemError('not_found');
    c.header('Cache-Control', 'no-store');
    return c.json(state);
  })

  .all('/:formId', (c) => refuseMethod(c, 'GET'))
  .all('/:formId/leads', (c) => refuseMethod(c, 'POST'))
  .all('/:formId/leads/:submissionId', (c) => refuseMethod(c, 'GET'));
