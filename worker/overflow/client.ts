import type { SubmitRequest } from '../account-api.ts';
import { logFault } from '../log.ts';
import type { KeepResult, OverflowApi } from '../overflow-api.ts';
import { fail, ok, type Result } from '../result.ts';
import type { AccountSettings } from '../settings/accounts.ts';
import type { Env } from '../settings/env.ts';
import { OVERFLOW_OBJECTS, overflowIndex } from './object-index.ts';

/** Stores a submission beside its account's object. @returns `unreachable` when that fails, too. */
export function keepInOverflow(
  env: Env,
  account: AccountSettings,
  request: SubmitRequest,
): Promise<Result<KeepResult, 'unreachable'>> {
  return call(env, account, overflowIndex(request.submission), (object) => object.keep(request));
}

/** Asks the one object that would keep the submission. */
export function callOverflow<T>(
  env: Env,
  account: AccountSettings,
  submission: string,
  ask: (object: OverflowApi) => Promise<T>,
): Promise<Result<T, 'unreachable'>> {
  return call(env, account, overflowIndex(submission), ask);
}

/** Asks all of an account's overflow objects. @returns `unreachable` when one of them does not answer. */
export async function callEachOverflow<T>(
  env: Env,
  account: AccountSettings,
  ask: (object: OverflowApi) => Promise<T>,
): Promise<Result<T[], 'unreachable'>> {
  const indexes = [...Array(OVERFLOW_OBJECTS).keys()];
  const answers = await Promise.all(indexes.map((index) => call(env, account, index, ask)));
  const values = answers.flatMap((answer) => (answer.ok ? [answer.value] : []));
  return values.length === answers.length ? ok(values) : fail('unreachable');
}

/** True when submissions can be kept while the account's object cannot. */
export const probeOverflow = async (env: Env, account: AccountSettings): Promise<boolean> =>
  (await call(env, account, 0, (object) => object.waiting())).ok;

async function call<T>(
  env: Env,
  { enterprise, jurisdiction, locationHint }: AccountSettings,
  index: number,
  ask: (object: OverflowApi) => Promise<T>,
): Promise<Result<T, 'unreachable'>> {
  const namespace = jurisdiction ? env.OVERFLOW.jurisdiction(jurisdiction) : env.OVERFLOW;
  const id = namespace.idFromName(`${enterprise}/${index}`);
  try {
    return ok(await ask(namespace.get(id, locationHint && { locationHint }) as unknown as OverflowApi));
  } catch (error) {
    logFault('overflow_unreachable', { enterprise, error });
    return fail('unreachable');
  }
}
