import { Hono } from 'hono';
import * as v from 'valibot';
import type { AppEnv } from '../app-env.ts';
import { callAccountOrThrow } from '../call-account.ts';
import { jsonBody } from '../json-body.ts';
import { findAccount } from './with-account.ts';

/** Lines per call, because a longer list would block the account's object for seconds. */
const LINES_MAX = 1000;

export const reconcileSchema = v.strictObject({
  enterprise: v.string(),
  leads: v.pipe(
    v.array(
      v.strictObject({
        leadId: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
        verdict: v.picklist(['valid', 'invalid']),
        reason: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(500))),
      }),
    ),
    v.minLength(1),
    v.maxLength(LINES_MAX),
  ),
  dryRun: v.optional(v.boolean(), false),
});
const HINT = `Send {"enterprise":"…","leads":[{"leadId":4711,"verdict":"invalid","reason":"…"}]}, ${LINES_MAX} lines at most.`;
/** A retry would report that nothing changed, so the call is not retried. */
const ONCE = { once: true, deadlineMs: 30_000 };

/** `/v1/admin/reconcile`: the verdicts of a list that Convertr has sent. */
export const adminReconcile = new Hono<AppEnv>().post('/', jsonBody(reconcileSchema, HINT), async (c) => {
  const { enterprise, leads, dryRun } = c.req.valid('json');
  const account = findAccount(c.get('settings'), enterprise);
  return c.json(
    await callAccountOrThrow(c, account, (object) => object.reconcile(leads, dryRun, c.get('actor')), ONCE),
  );
});
