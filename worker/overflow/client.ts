import { hasObject } from '../account/client.ts';
import { withTimeout } from '../account/timeout.ts';
import type { SubmitRequest } from '../account-api.ts';
import { logFault } from '../log.ts';
import type { KeepResult, OverflowApi, OverflowState } from '../overflow-api.ts';
import { fail, ok, type Result } from '../result.ts';
import type { AccountSettings } from '../settings/accounts.ts';
import type { Env } from '../settings/env.ts';
import { OVERFLOW_OBJECTS, overflowIndex } from './object-index.ts';

/** The wait for an object that hangs. The visitor has already waited for the account's object. */
const DEADLINE_MS = 10_000;

/** Stores a submission instead of its account's object. @returns `unreachable` if that fails, too. */
export function keepInOverflow(
  env: Env,
  account: AccountSettings,
  request: SubmitRequest,
): Promise<Result<KeepResult, 'unreachable'>> {
  return call(env, account, overflowIndex(request.submission), (object) => object.keep(request));
}

/** Calls the one object that would keep the submission. */
export function callOverflow<T>(
  env: Env,
  account: AccountSettings,
  submission: string,
  ask: (object: OverflowApi) => Promise<T>,
): Promise<Result<T, 'unreachable'>> {
  return call(env, account, overflowIndex(submission), ask);
}

/** Calls all of an account's overflow objects. @returns `unreachable` if one of them does not respond. */
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

/** What waits in all of them. @returns null if one does not respond. */
export async function countKept(env: Env, account: AccountSettings): Promise<OverflowState | null> {
  // For an account without submissions, a call would create the objects, perhaps far from its publisher.
  if (!(await hasObject(env, account))) return { waiting: 0, oldestWaiting: null };
  const kept = await callEachOverflow(env, account, (object) => object.waiting());
  if (!kept.ok) return null;
  const waiting = kept.value.reduce((sum, each) => sum + each.waiting, 0);
  const [oldestWaiting = null] = kept.value.flatMap(({ oldestWaiting: time }) => time ?? []).sort();
  return { waiting, oldestWaiting };
}

/** True if submissions can be kept while the account's object cannot store them. */
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
    const object = namespace.get(id, locationHint && { locationHint }) as unknown as OverflowApi;
    return ok(await withTimeout(DEADLINE_MS, ask(object)));
  } catch (error) {
    logFault('overflow_unreachable', { enterprise, error });
    return fail('unreachable');
  }
}
