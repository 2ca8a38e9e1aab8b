import { type Account, askAccount } from './account.ts';
import { listForms, tryLogin } from './convertr-login.ts';
import { Unreachable } from './fault.ts';
import { type Options, readNumber } from './options.ts';
import type { Asker } from './questions/asker.ts';

/** @returns whether the secrets contain an account. */
export const hasAccount = (existing: readonly string[]): boolean =>
  existing.some((name) => name === 'CONVERTR_ACCOUNTS' || name === 'CONVERTR_ENTERPRISE');

/** @returns the tested account to set, or undefined if the current one stays. */
export async function settleAccount(
  ask: Asker,
  options: Options,
  existing: readonly string[],
  fetcher: typeof fetch,
): Promise<Account | undefined> {
  const { given, secrets, switches } = options;
  const isGiven =
    switches['password-stdin'] ||
    [given.enterprise, given['publisher-id'], given.username, secrets.CONVERTR_PASSWORD].some(Boolean);
  if (hasAccount(existing) && !isGiven && !(await ask.confirm(CHANGE, false))) return undefined;
  if (switches['dry-run'] && !ask.isPerson && !isGiven) {
    ask.warn('No account was given, so the login is not tested.');
    return undefined;
  }
  const campaignId = readNumber(options, 'campaign');
  const account = await askAccount(ask, options);
  if (existing.includes('CONVERTR_ORIGIN') && account.origin === undefined) {
    ask.warn('CONVERTR_ORIGIN is set and is kept. To use Convertr itself: npx wrangler secret delete CONVERTR_ORIGIN');
  }
  if (switches['skip-login']) return account;
  try {
    const loggedIn = await tryLogin(ask, options, account, fetcher);
    if (campaignId !== undefined) await listForms(ask, loggedIn, campaignId);
    return loggedIn.account;
  } catch (error) {
    if (!(switches['dry-run'] && error instanceof Unreachable)) throw error;
    ask.warn(error.message);
    return account;
  }
}

/** Another enterprise's name would leave the first one's waiting leads without their account. */
const CHANGE = 'An account is set. Set another user or password for the same enterprise?';

export function toSecrets(account: Account | undefined): Record<string, string> {
  if (!account) return {};
  const { enterprise, publisherId, username, password, origin } = account;
  const secrets: Record<string, string> = {
    CONVERTR_ENTERPRISE: enterprise,
    CONVERTR_PUBLISHER_ID: `${publisherId}`,
    CONVERTR_USERNAME: username,
    CONVERTR_PASSWORD: password,
  };
  if (origin !== undefined) secrets.CONVERTR_ORIGIN = origin;
  return secrets;
}
