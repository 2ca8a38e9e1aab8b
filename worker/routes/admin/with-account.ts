import { createMiddleware } from 'hono/factory';
import { NO_ACCOUNT } from '../../settings/account-words.ts';
import type { AccountSettings } from '../../settings/accounts.ts';
import type { Settings } from '../../settings/settings.ts';
import type { AppEnv } from '../app-env.ts';
import { ProblemError } from '../problem.ts';

/** The account in the path, or else in the query. */
export const withAccount = createMiddleware<AppEnv>((c, next) => {
  const enterprise = c.req.param('enterprise') ?? c.req.query('enterprise');
  c.set('account', findAccount(c.get('settings'), enterprise));
  return next();
});

export function findAccount({ accounts }: Settings, enterprise: string | undefined): AccountSettings {
  if (!enterprise) throw new ProblemError('malformed', { detail: 'Name the account: "enterprise".' });
  const account = accounts.get(enterprise);
  if (!account) throw new ProblemError('not_found', { detail: NO_ACCOUNT });
  return account;
}
