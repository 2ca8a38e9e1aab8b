/** What people may ask about themselves. All accounts are asked: nobody knows which one has a person's answers. */
import { type Context, Hono } from 'hono';
import * as v from 'valibot';
import { callAccount } from '../../account/client.ts';
import type { AccountApi } from '../../account-api.ts';
import type { AppEnv } from '../app-env.ts';
import { ACCOUNT_RETRY_SECONDS } from '../call-account.ts';
import { jsonBody } from '../json-body.ts';
import { ProblemError } from '../problem.ts';

const personSchema = v.strictObject({
  email: v.pipe(v.string(), v.trim(), v.minLength(3), v.maxLength(320), v.includes('@')),
});
const HINT = 'Send {"email":"…"}.';

/** `/v1/admin/find` and `/v1/admin/erase`. The address comes in the body, because a query would be logged. */
export const adminPeople = new Hono<AppEnv>()
  .post('/find', jsonBody(personSchema, HINT), async (c) => {
    const { email } = c.req.valid('json');
    return c.json({ accounts: await askAll(c, (object) => object.leadsOf(email)) });
  })

  .post('/erase', jsonBody(personSchema, HINT), async (c) => {
    const { email } = c.req.valid('json');
    return c.json({ accounts: await askAll(c, (object) => object.erase(email)) });
  });

async function askAll<T>(c: Context<AppEnv>, ask: (object: AccountApi) => Promise<T>): Promise<T[]> {
  const accounts: T[] = [];
  const failed: string[] = [];
  for (const account of c.get('settings').accounts.values()) {
    const result = await callAccount(c.env, account, ask);
    if (result.ok) accounts.push(result.value);
    else failed.push(account.enterprise);
  }
  if (failed.length === 0) return accounts;
  // Half an answer must not look like a whole one. Asking again is safe.
  const detail = 'Some accounts could not be asked. Do it again.';
  throw new ProblemError('unavailable', { detail, accounts, failed, retryAfter: ACCOUNT_RETRY_SECONDS });
}
