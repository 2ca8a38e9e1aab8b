import { Hono } from 'hono';
import { callAccount } from '../../account/client.ts';
import type { AppEnv } from '../app-env.ts';
import { problem, refuseMethod } from '../problem.ts';

/** `/healthz`: 200 while leads can be accepted, whatever Convertr does. */
export const health = new Hono<AppEnv>()
  .get('/', async (c) => {
    c.header('Cache-Control', 'no-store');
    const accounts = [...c.get('settings').accounts.values()];
    const answers = await Promise.all(
      accounts.map((account) => callAccount(c.env, account, (object) => object.hasRows())),
    );
    const silent = accounts.filter((_, index) => !answers[index]?.ok).map(({ enterprise }) => enterprise);
    return silent.length === 0
      ? c.json({ status: 'ok' })
      : problem(c, 'unavailable', { detail: 'Some accounts cannot store leads.', accounts: silent, retryAfter: 5 });
  })

  .all('/', (c) => refuseMethod(c, 'GET'));
