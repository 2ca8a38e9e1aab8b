import { type Context, Hono } from 'hono';
import { callAccount } from '../../account/client.ts';
import type { FormId } from '../../forms/configuration/form-id.ts';
import { isSubmissionId } from '../../leads/envelope.ts';
import { callOverflow } from '../../overflow/client.ts';
import type { SubmissionState } from '../../protocol/wire.ts';
import type { AccountSettings } from '../../settings/accounts.ts';
import type { Env } from '../../settings/env.ts';
import type { AppEnv } from '../app-env.ts';
import { ACCOUNT_RETRY_SECONDS } from '../call-account.ts';
import { matchesEtag } from '../etag.ts';
import { withFacts } from '../form-source.ts';
import { ProblemError, refuseMethod } from '../problem.ts';
import { limitCalls } from '../rate-limit.ts';
import { TtlCache } from '../ttl-cache.ts';
import { replaceClosed } from './closed-form.ts';
import { buildDefinition } from './definitions.ts';
import { FIELDS_RETRY_SECONDS } from './localised-form.ts';
import { submitLead } from './submit.ts';
import { withForm } from './with-form.ts';

const FIELDS_UNKNOWN = 'Convertr has not named the form’s fields yet.';
const PREFLIGHT_SECONDS = '86400';

/** `/v1/forms`: definitions, submissions and their states. */
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
    const origin = c.req.header('origin');
    const form = await replaceClosed(c, await withFacts(c, c.get('form')), origin === undefined ? [] : [origin]);
    const definition = await buildDefinition(c, form, c.req.query('locale'), origin);
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
    await limitCalls(c, 'state');
    const state = await readState(c, account, id, submission);
    if (!state) throw new ProblemError('not_found');
    c.header('Cache-Control', 'no-store');
    return c.json(state);
  })

  .all('/:formId', (c) => refuseMethod(c, 'GET'))
  .all('/:formId/leads', (c) => refuseMethod(c, 'POST'))
  .all('/:formId/leads/:submissionId', (c) => refuseMethod(c, 'GET'));

/**
 * Requests within a second get the same answer. A missing submission is not cached, because it may arrive at any
 * moment.
 */
const REMEMBERED_MS = 1000;
const remembered = new WeakMap<Env, TtlCache<SubmissionState>>();

async function readState(c: Context<AppEnv>, account: AccountSettings, form: FormId, submission: string) {
  const states = remembered.get(c.env) ?? new TtlCache<SubmissionState>(REMEMBERED_MS);
  remembered.set(c.env, states);
  const now = Date.now();
  const key = `${form}:${submission}`;
  const known = states.get(key, now);
  if (known) return known;
  const state = await askState(c, account, form, submission);
  return state && states.set(key, state, now);
}

/** The account's object has nearly all submissions. Its overflow object has those that it has not adopted yet. */
async function askState(
  c: Context<AppEnv>,
  account: AccountSettings,
  form: FormId,
  submission: string,
): Promise<SubmissionState | null> {
  const known = await callAccount(c.env, account, (object) => object.state(form, submission));
  if (known.ok && known.value) return known.value;
  const kept = await callOverflow(c.env, account, submission, (object) => object.state(form, submission));
  if (kept.ok && kept.value) return kept.value;
  if (known.ok && kept.ok) return null;
  throw new ProblemError('unavailable', { retryAfter: ACCOUNT_RETRY_SECONDS });
}
