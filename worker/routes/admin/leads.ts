import { type Context, Hono } from 'hono';
import * as v from 'valibot';
import type { Answers, ChangeResult } from '../../account-api.ts';
import { fieldNameSchema } from '../../forms/configuration/config-field.ts';
import { inferField } from '../../forms/fields/infer.ts';
import { normaliseText } from '../../forms/fields/text.ts';
import { isSubmissionId } from '../../leads/envelope.ts';
import { isUnticked } from '../../leads/ticks.ts';
import type { AppEnv } from '../app-env.ts';
import { callAccountOrThrow } from '../call-account.ts';
import { jsonBody } from '../json-body.ts';
import { ProblemError } from '../problem.ts';
import { toFaults } from './lead-faults.ts';
import { leadQuerySchema, query } from './query.ts';
import { withAccount } from './with-account.ts';

const answerText = v.pipe(v.string(), v.maxLength(20_000));
export const retrySchema = v.optional(
  v.strictObject({
    answers: v.optional(v.record(fieldNameSchema, v.union([answerText, v.array(answerText)]))),
    form: v.optional(v.string()),
  }),
);
const RETRY_HINT = 'Send no body, or {"answers":{"form[email]":"…"}}.';

/** `/v1/admin/leads` */
export const adminLeads = new Hono<AppEnv>()
  .get('/', withAccount, query(leadQuerySchema), async (c) => {
    const asked = c.req.valid('query');
    return c.json(await callAccountOrThrow(c, c.get('account'), (object) => object.leads(asked)));
  })

  .get('/:enterprise/:submission', withAccount, async (c) => {
    const submission = readSubmissionId(c);
    // An operator who only wants the history need not see the answers.
    const shown = c.req.query('answers') !== 'hidden';
    const form = c.req.query('form') || undefined;
    const found = await callAccountOrThrow(c, c.get('account'), (object) =>
      object.lead(submission, form, shown, c.get('actor')),
    );
    if (found.kind === 'not_found') throw new ProblemError('not_found');
    if (found.kind === 'ambiguous') throw toAmbiguous(found.forms);
    const { lead } = found;
    if (shown) return c.json(lead);
    const kept = { faults: toFaults(lead), hasAnswers: lead.answers !== null };
    return c.json({ ...lead, answers: null, context: null, reasons: [], ...kept });
  })

  .post('/:enterprise/:submission/retry', withAccount, jsonBody(retrySchema, RETRY_HINT), async (c) => {
    const submission = readSubmissionId(c, new ProblemError('malformed', { detail: RETRY_HINT }));
    const body = c.req.valid('json');
    const corrections = body?.answers && toAnswers(body.answers);
    const form = body?.form ?? c.req.query('form');
    const result = await callAccountOrThrow(c, c.get('account'), (object) =>
      object.retry(submission, corrections, form, c.get('actor')),
    );
    return c.json(toChanged(result));
  })

  .post('/:enterprise/:submission/verdict', withAccount, async (c) => {
    const submission = readSubmissionId(c);
    const form = c.req.query('form');
    const result = await callAccountOrThrow(c, c.get('account'), (object) => object.askVerdict(submission, form));
    if (result.kind !== 'unreachable') return c.json(toChanged(result));
    const detail = 'Convertr could not be asked. Try again in a minute.';
    throw new ProblemError('unavailable', { detail, retryAfter: VERDICT_RETRY_SECONDS });
  })

  .post('/:enterprise/:submission/webhooks/:message', withAccount, async (c) => {
    const submission = readSubmissionId(c);
    const { message } = c.req.param();
    const form = c.req.query('form');
    const result = await callAccountOrThrow(c, c.get('account'), (object) =>
      object.sendWebhookAgain(submission, message, form),
    );
    return c.json(toChanged(result));
  })

  .post('/:enterprise/:submission/discard', withAccount, async (c) => {
    const submission = readSubmissionId(c);
    const form = c.req.query('form');
    const result = await callAccountOrThrow(c, c.get('account'), (object) =>
      object.discard(submission, form, c.get('actor')),
    );
    return c.json(toChanged(result));
  });

const VERDICT_RETRY_SECONDS = 60;

function readSubmissionId(c: Context<AppEnv>, refusal = new ProblemError('not_found')): string {
  const submission = c.req.param('submission') ?? '';
  if (!isSubmissionId(submission)) throw refusal;
  return submission;
}

const toAnswers = (given: Record<string, string | string[]>): Answers =>
  Object.fromEntries(
    Object.entries(given).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.map((item) => normaliseText(item)) : toAnswer(name, normaliseText(value, true)),
    ]),
  );

/** "false" withdraws a consent. It is left out, because Convertr counts any value as ticked. */
const toAnswer = (name: string, value: string): string =>
  inferField(name).type === 'consent' && isUnticked(value) ? '' : value;

function toChanged(result: ChangeResult) {
  switch (result.kind) {
    case 'changed':
      return result.lead;
    case 'not_found':
      throw new ProblemError('not_found');
    case 'wrong_state':
      throw new ProblemError('wrong_state', { detail: `The lead is ${result.status}.`, leadStatus: result.status });
    case 'ambiguous':
      throw toAmbiguous(result.forms);
  }
}

const toAmbiguous = (forms: string[]): ProblemError =>
  new ProblemError('malformed', { detail: 'Several forms have this id: add ?form=.', forms });
