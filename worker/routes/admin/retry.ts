import { Hono } from 'hono';
import * as v from 'valibot';
import { omitUndefined } from '../../forms/omit-undefined.ts';
import type { AppEnv } from '../app-env.ts';
import { callAccountOrThrow } from '../call-account.ts';
import { jsonBody } from '../json-body.ts';
import { ProblemError } from '../problem.ts';
import { filterSchema } from './query.ts';
import { findAccount } from './with-account.ts';

export const bulkSchema = v.strictObject({
  enterprise: v.string(),
  // Strict, because a filter with a misspelled key would find every lead.
  filter: v.strictObject(filterSchema.entries),
  expect: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
});
const HINT = 'Send {"enterprise":"…","filter":{…},"expect":3}.';
/** Leads per call, because more would block the account's object for minutes. */
const BULK_MAX = 500;
/** A retry would send the next 500. */
const BULK = { once: true, deadlineMs: 30_000 };

/**
 * `/v1/admin/retry`: counts what a filter finds. With `expect` it sends those leads again, unless their number has
 * changed.
 */
export const adminRetry = new Hono<AppEnv>().post('/', jsonBody(bulkSchema, HINT), async (c) => {
  const { enterprise, expect, ...body } = c.req.valid('json');
  const account = findAccount(c.get('settings'), enterprise);
  const filter = omitUndefined(body.filter);
  const { remaining: count } = await callAccountOrThrow(c, account, (object) => object.retryAll(filter, 0));
  if (expect === undefined) return c.json({ count });
  if (count !== expect) throw new ProblemError('wrong_state', { detail: `There are ${count} leads now.`, count });
  return c.json(
    await callAccountOrThrow(c, account, (object) => object.retryAll(filter, BULK_MAX, c.get('actor')), BULK),
  );
});
