import { Hono } from 'hono';
import * as v from 'valibot';
import { callAccount } from '../../account/client.ts';
import type { LeadQuery } from '../../account-api.ts';
import type { AppEnv } from '../app-env.ts';
import { problem } from '../problem.ts';
import { readJson } from './json.ts';
import { compact, filterSchema, readAccount } from './query.ts';

const bulkSchema = v.strictObject({
  enterprise: v.string(),
  // A key that is misspelled must not find everything.
  filter: v.strictObject(filterSchema.entries),
  expect: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
});
/** One call's share: an object must not be busy for minutes. */
const BULK_MAX = 500;

/**
 * `/v1/admin/retry`: what a filter finds. Without `expect` the number of it; with it those leads go out again, unless
 * their number has changed.
 */
export const adminRetry = new Hono<AppEnv>().post('/', async (c) => {
  const body = await readJson(c);
  if (!body.ok) return body.error;
  const parsed = v.safeParse(bulkSchema, body.value);
  if (!parsed.success) {
    const paths = parsed.issues.map((issue) => v.getDotPath(issue) ?? 'body').join(', ');
    return problem(c, 'malformed', { detail: `Send {"enterprise":"…","filter":{…},"expect":3}. Check ${paths}.` });
  }
  const account = readAccount(c, parsed.output.enterprise);
  if (!account.ok) return account.error;
  const filter = compact(parsed.output.filter) as LeadQuery;
  const { expect } = parsed.output;
  const counted = await callAccount(c.env, account.value, (object) => object.retryAll(filter, 0));
  if (!counted.ok) return problem(c, 'unavailable', { retryAfter: 5 });
  const count = counted.value.remaining;
  if (expect === undefined) return c.json({ count });
  if (count !== expect) return problem(c, 'wrong_state', { detail: `There are ${count} leads now.`, count });
  const result = await callAccount(c.env, account.value, (object) => object.retryAll(filter, BULK_MAX));
  return result.ok ? c.json(result.value) : problem(c, 'unavailable', { retryAfter: 5 });
});
