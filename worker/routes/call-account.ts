import type { Context } from 'hono';
import { type CallOptions, callAccount } from '../account/client.ts';
import type { AccountApi } from '../account-api.ts';
import type { AccountSettings } from '../settings/accounts.ts';
import type { AppEnv } from './app-env.ts';
import { ProblemError } from './problem.ts';

/** A Durable Object that has moved or restarted responds again within seconds. */
export const ACCOUNT_RETRY_SECONDS = 5;

/** Calls an account's object. @throws the problem `unavailable` if it does not respond. */
export async function callAccountOrThrow<T>(
  c: Context<AppEnv>,
  account: AccountSettings,
  ask: (object: AccountApi) => Promise<T>,
  options?: CallOptions,
): Promise<T> {
  const answer = await callAccount(c.env, account, ask, options);
  if (!answer.ok) throw new ProblemError('unavailable', { retryAfter: ACCOUNT_RETRY_SECONDS });
  return answer.value;
}
