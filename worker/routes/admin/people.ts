/** Requests about a person's data. They go to all accounts, because any may have the person's answers. */
import { type Context, Hono } from 'hono';
import * as v from 'valibot';
import { callAccount } from '../../account/client.ts';
import type { EraseResult, PersonLeads } from '../../account-api.ts';
import { callEachOverflow } from '../../overflow/client.ts';
import { toEmailKey } from '../../protocol/spelling/email.ts';
import { ok, type Result } from '../../result.ts';
import type { AccountSettings } from '../../settings/accounts.ts';
import type { AppEnv } from '../app-env.ts';
import { ACCOUNT_RETRY_SECONDS } from '../call-account.ts';
import { jsonBody } from '../json-body.ts';
import { ProblemError } from '../problem.ts';

export const personSchema = v.strictObject({
  email: v.pipe(
    v.string(),
    v.maxLength(320),
    v.check((text) => /.@./.test(toEmailKey(text))),
  ),
});
const HINT = 'Send {"email":"…"}.';

/** `/v1/admin/find` and `/v1/admin/erase`. The address comes in the body, because a query would be logged. */
export const adminPeople = new Hono<AppEnv>()
  .post('/find', jsonBody(personSchema, HINT), async (c) => {
    const { email } = c.req.valid('json');
    return c.json({ accounts: await askAll(c, (account) => findEverywhere(c, account, email)) });
  })

  .post('/erase', jsonBody(personSchema, HINT), async (c) => {
    const { email } = c.req.valid('json');
    return c.json({ accounts: await askAll(c, (account) => eraseEverywhere(c, account, email)) });
  });

/** Calls account by account. `ask` fails if one of an account's objects does not respond. */
async function askAll<T>(
  c: Context<AppEnv>,
  ask: (account: AccountSettings) => Promise<Result<T, 'unreachable'>>,
): Promise<T[]> {
  const accounts: T[] = [];
  const failed: string[] = [];
  for (const account of c.get('settings').accounts.values()) {
    const result = await ask(account);
    if (result.ok) accounts.push(result.value);
    else failed.push(account.enterprise);
  }
  if (failed.length === 0) return accounts;
  // A partial answer must not look complete. Repeating the request is safe.
  const detail = 'Some accounts did not respond. Try again.';
  throw new ProblemError('unavailable', { detail, accounts, failed, retryAfter: ACCOUNT_RETRY_SECONDS });
}

async function findEverywhere(
  c: Context<AppEnv>,
  account: AccountSettings,
  email: string,
): Promise<Result<PersonLeads, 'unreachable'>> {
  const kept = await callEachOverflow(c.env, account, (object) => object.leadsOf(email));
  if (!kept.ok) return kept;
  const found = await callAccount(c.env, account, (object) => object.leadsOf(email));
  if (!found.ok) return found;
  return ok({ ...found.value, leads: [...kept.value.flat(), ...found.value.leads] });
}

/** The overflow first, because the account's object still finds what it hands over in between. */
async function eraseEverywhere(
  c: Context<AppEnv>,
  account: AccountSettings,
  email: string,
): Promise<Result<EraseResult, 'unreachable'>> {
  const kept = await callEachOverflow(c.env, account, (object) => object.erase(email));
  if (!kept.ok) return kept;
  const erased = await callAccount(c.env, account, (object) => object.erase(email, c.get('actor')));
  if (!erased.ok) return erased;
  const count = kept.value.reduce((sum, each) => sum + each, 0);
  const { found, erased: before, discarded } = erased.value;
  return ok({ ...erased.value, found: found + count, erased: before + count, discarded: discarded + count });
}
