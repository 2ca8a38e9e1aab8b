import { Hono } from 'hono';
import { callAccount } from '../../account/client.ts';
import type { AppEnv } from '../app-env.ts';
import { ACCOUNT_RETRY_SECONDS } from '../call-account.ts';
import { problem, refuseMethod } from '../problem.ts';

/** `/healthz`: 200 while leads can be stored, even when Convertr is down. */
export const health = new Hono<AppEnv>()
  .get('/', async (c) => {
    c.header('Cache-Control', 'no-store');
    const accounts = [...c.get('settings').accounts.values()];
    const answers = await Promise.all(
      accounts.map((account) => callAccount(c.env, account, (object) => object.hasRows())),
    );
    const silent = accounts.filter((_, index) => !answers[index]?.ok).map(({ enterprise }) => enterprise);
    if (silent.length === 0) return c.json({ status: 'ok' });
    const detail = 'Some accounts cannot store leads.';
    return problem(c, 'unavailable', { detail, accounts: silent, retryAfter: ACCOUNT_RETRY_SECONDS });
  })

  .all('/', (c) => refuseMethod(c, 'GET'));
