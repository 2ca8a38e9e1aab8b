/** What people may ask about themselves. Over all accounts: they don't know where their answers went. */
import { type Context, Hono } from 'hono';
import * as v from 'valibot';
import { callAccount } from '../../account/client.ts';
import type { AccountApi } from '../../account-api.ts';
import type { AppEnv } from '../app-env.ts';
import { problem } from '../problem.ts';
import { readJson } from './json.ts';

const personSchema = v.strictObject({
  email: v.pipe(v.string(), v.trim(), v.minLength(3), v.maxLength(320), v.includes('@')),
});

/** `/v1/admin/find` and `/v1/admin/erase`. An address in a query would stand in logs. */
export const adminPeople = new Hono<AppEnv>()
  .post('/find', (c) => askAll(c, (object, email) => object.leadsOf(email)))
  .post('/erase', (c) => askAll(c, (object, email) => object.erase(email)));

async function askAll(
  c: Context<AppEnv>,
  ask: (object: AccountApi, email: string) => Promise<object>,
): Promise<Response> {
  const body = await readJson(c);
  if (!body.ok) return body.error;
  const parsed = v.safeParse(personSchema, body.value);
  if (!parsed.success) return problem(c, 'malformed', { detail: 'Send {"email":"…"}.' });
  const accounts: object[] = [];
  const failed: string[] = [];
  for (const account of c.get('settings').accounts.values()) {
    const result = await callAccount(c.env, account, (object) => ask(object, parsed.output.email));
    if (result.ok) accounts.push(result.value);
    else failed.push(account.enterprise);
  }
  // Half of it must not look like all: doing it again is safe.
  if (failed.length > 0) {
    return problem(c, 'unavailable', {
      detail: 'Some accounts could not be asked. Do it again.',
      accounts,
      failed,
      retryAfter: 5,
    });
  }
  return c.json({ accounts });
}
