import { type Context, Hono } from 'hono';
import * as v from 'valibot';
import { callAccount } from '../../account/client.ts';
import type { Answers, ChangeResult } from '../../account-api.ts';
import { fieldNameSchema } from '../../forms/configuration/config-field.ts';
import { inferField } from '../../forms/fields/infer.ts';
import { normaliseText } from '../../forms/fields/text.ts';
import { isUnticked } from '../../leads/answers.ts';
import { isSubmissionId } from '../../leads/envelope.ts';
import type { Result } from '../../result.ts';
import type { AppEnv } from '../app-env.ts';
import { problem } from '../problem.ts';
import { readJson } from './json.ts';
import { leadQuerySchema, readAccount, readQuery, toLeadQuery } from './query.ts';

const answerText = v.pipe(v.string(), v.maxLength(20_000));
const retrySchema = v.optional(
  v.strictObject({
    answers: v.optional(v.record(fieldNameSchema, v.union([answerText, v.array(answerText)]))),
    form: v.optional(v.string()),
  }),
);

/** `/v1/admin/leads` */
export const adminLeads = new Hono<AppEnv>()
  .get('/', async (c) => {
    const account = readAccount(c, c.req.query('enterprise'));
    if (!account.ok) return account.error;
    const query = readQuery(c, leadQuerySchema);
    if (!query.ok) return query.error;
    const page = await callAccount(c.env, account.value, (object) => object.leads(toLeadQuery(query.value)));
    return page.ok ? c.json(page.value) : problem(c, 'unavailable', { retryAfter: 5 });
  })

  .get('/:enterprise/:submission', async (c) => {
    const account = readAccount(c, c.req.param('enterprise'));
    if (!account.ok) return account.error;
    const submission = c.req.param('submission');
    if (!isSubmissionId(submission)) return problem(c, 'not_found');
    // Whoever looks at a lead's history need not see what the visitor wrote.
    const shown = c.req.query('answers') !== 'hidden';
    const form = c.req.query('form') || undefined;
    const found = await callAccount(c.env, account.value, (object) => object.lead(submission, form, shown));
    if (!found.ok) return problem(c, 'unavailable', { retryAfter: 5 });
    if (found.value.kind === 'not_found') return problem(c, 'not_found');
    if (found.value.kind === 'ambiguous') return ambiguous(c, found.value.forms);
    const { lead } = found.value;
    if (shown) return c.json(lead);
    return c.json({ ...lead, answers: null, context: null, reasons: [], hasAnswers: lead.answers !== null });
  })

  .post('/:enterprise/:submission/retry', async (c) => {
    const account = readAccount(c, c.req.param('enterprise'));
    if (!account.ok) return account.error;
    const submission = c.req.param('submission');
    const body = await readJson(c);
    if (!body.ok) return body.error;
    const parsed = v.safeParse(retrySchema, body.value);
    if (!parsed.success || !isSubmissionId(submission)) {
      return problem(c, 'malformed', { detail: 'Send nothing, or {"answers":{"form[email]":"…"}}.' });
    }
    const corrections = parsed.output?.answers && toAnswers(parsed.output.answers);
    const form = parsed.output?.form ?? c.req.query('form');
    return answerChange(
      c,
      await callAccount(c.env, account.value, (object) => object.retry(submission, corrections, form)),
    );
  })

  .post('/:enterprise/:submission/discard', async (c) => {
    const account = readAccount(c, c.req.param('enterprise'));
    if (!account.ok) return account.error;
    const submission = c.req.param('submission');
    if (!isSubmissionId(submission)) return problem(c, 'not_found');
    const form = c.req.query('form');
    return answerChange(c, await callAccount(c.env, account.value, (object) => object.discard(submission, form)));
  });

const toAnswers = (given: Record<string, string | string[]>): Answers =>
  Object.fromEntries(
    Object.entries(given).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.map((item) => normaliseText(item)) : toAnswer(name, normaliseText(value, true)),
    ]),
  );

/** "false" for a consent is none: it is left out, since Convertr would take it for a tick. */
const toAnswer = (name: string, value: string): string =>
  inferField(name).type === 'consent' && isUnticked(value) ? '' : value;

function answerChange(c: Context<AppEnv>, result: Result<ChangeResult, 'unreachable'>): Response {
  if (!result.ok) return problem(c, 'unavailable', { retryAfter: 5 });
  switch (result.value.kind) {
    case 'changed':
      return c.json(result.value.lead);
    case 'not_found':
      return problem(c, 'not_found');
    case 'wrong_state':
      return problem(c, 'wrong_state', {
        detail: `The lead is ${result.value.status}.`,
        leadStatus: result.value.status,
      });
    case 'ambiguous':
      return ambiguous(c, result.value.forms);
  }
}

const ambiguous = (c: Context<AppEnv>, forms: string[]): Response =>
  problem(c, 'malformed', { detail: 'Several forms have this id: add ?form=.', forms });
