import { Hono } from 'hono';
import { callAccount, hasObject } from '../../account/client.ts';
import { probeOverflow } from '../../overflow/client.ts';
import type { AccountSettings } from '../../settings/accounts.ts';
import type { Env } from '../../settings/env.ts';
import type { AppEnv } from '../app-env.ts';
import { ACCOUNT_RETRY_SECONDS } from '../call-account.ts';
import { problem, refuseMethod } from '../problem.ts';
import { limitCalls } from '../rate-limit.ts';

/** A monitor asks once a minute. More frequent requests get the cached answer. */
const REMEMBERED_MS = 5000;
const remembered = new WeakMap<Env, { at: number; failing: string[] }>();

/** `/healthz`: 200 while leads can be stored, even if Convertr is down. */
export const health = new Hono<AppEnv>()
  .get('/', async (c) => {
    c.header('Cache-Control', 'no-store');
    await limitCalls(c, 'healthz');
    const failing = await findFailing(c.env, [...c.get('settings').accounts.values()]);
    if (failing.length === 0) return c.json({ status: 'ok' });
    const detail = 'Some accounts cannot store leads.';
    return problem(c, 'unavailable', { detail, accounts: failing, retryAfter: ACCOUNT_RETRY_SECONDS });
  })

  .all('/', (c) => refuseMethod(c, 'GET'));

/** Accounts whose object and overflow cannot store leads. */
async function findFailing(env: Env, accounts: AccountSettings[]): Promise<string[]> {
  const now = Date.now();
  const known = remembered.get(env);
  if (known && now - known.at < REMEMBERED_MS) return known.failing;
  const stores = await Promise.all(accounts.map((account) => canStore(env, account)));
  const failing = accounts.filter((_, index) => !stores[index]).map(({ enterprise }) => enterprise);
  remembered.set(env, { at: now, failing });
  return failing;
}

/** An account without a submission has no object yet, and a monitor's call must not decide its location. */
async function canStore(env: Env, account: AccountSettings): Promise<boolean> {
  if (!(await hasObject(env, account).catch(() => true))) return true;
  const answer = await callAccount(env, account, (object) => object.hasRows(), { deadlineMs: 3000 });
  return answer.ok || (await probeOverflow(env, account));
}
