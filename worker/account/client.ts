import type { AccountApi } from '../account-api.ts';
import { fail, ok, type Result } from '../result.ts';
import type { AccountSettings } from '../settings/accounts.ts';
import type { Env } from '../settings/env.ts';
import { errorName } from './error-name.ts';

/** Gaps between tries. A call is safe to repeat: a submission has its id. */
const TRY_AGAIN_MS: readonly number[] = [50, 250];
/** For a call that is not safe to repeat: it may have been done although the answer is lost. */
export const ONCE: readonly number[] = [];

type Stub = DurableObjectStub<AccountApi & Rpc.DurableObjectBranded>;

/** Asks an account's object. @returns `unreachable` after three tries, or as many as `gaps` makes of it. */
export async function callAccount<T>(
  env: Env,
  account: AccountSettings,
  ask: (object: AccountApi) => Promise<T>,
  gaps: readonly number[] = TRY_AGAIN_MS,
): Promise<Result<T, 'unreachable'>> {
  for (const pause of [...gaps, undefined]) {
    try {
      // A stub that has thrown once is broken, so each try takes a new one. The cast is safe: RPC wraps the interface's
      // types in stub types, and all of them are plain data.
      return ok(await ask(findObject(env, account) as unknown as AccountApi));
    } catch (error) {
      console.error('The account object did not answer:', errorName(error));
      if (pause !== undefined) await scheduler.wait(pause);
    }
  }
  return fail('unreachable');
}

function findObject(env: Env, { enterprise, jurisdiction, locationHint }: AccountSettings): Stub {
  const namespace = jurisdiction ? env.ACCOUNTS.jurisdiction(jurisdiction) : env.ACCOUNTS;
  return namespace.get(namespace.idFromName(enterprise), locationHint && { locationHint });
}

/**
 * Under another jurisdiction the same name is another, empty object. A change is refused once the old one has leads.
 * @returns a sentence that says what to mend, or undefined.
 */
export async function checkJurisdiction(env: Env, account: AccountSettings): Promise<string | undefined> {
  const key = `place:${account.enterprise}`;
  const wanted = account.jurisdiction ?? '';
  if (checked.has(`${key}=${wanted}`)) return undefined;
  const known = await env.FORMS.get(key);
  if (known !== null && known !== wanted) {
    const before = { ...account, jurisdiction: known || undefined } as AccountSettings;
    const rows = await callAccount(env, before, (object) => object.hasRows());
    if (!rows.ok || rows.value) {
      return `CONVERTR_ACCOUNTS: ${account.enterprise}.jurisdiction was ${known ? `"${known}"` : 'not set'} and the leads are stored there: set it back.`;
    }
  }
  if (known !== wanted) await env.FORMS.put(key, wanted);
  checked.add(`${key}=${wanted}`);
  return undefined;
}

/** The settings that this isolate has found to be right. It is no request's state. */
const checked = new Set<string>();
