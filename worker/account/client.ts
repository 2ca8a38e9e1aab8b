import type { AccountApi } from '../account-api.ts';
import { logFault } from '../log.ts';
import { fail, ok, type Result } from '../result.ts';
import type { AccountSettings } from '../settings/accounts.ts';
import type { Env } from '../settings/env.ts';
import { withTimeout } from './timeout.ts';

/** Gaps between attempts of a call that is safe to repeat, because a submission has its id. */
const RETRY_GAPS_MS: readonly number[] = [50, 250];
/** The wait for an object that hangs. A submission also waits for Convertr's answer. */
const DEADLINE_MS = 10_000;

type Stub = DurableObjectStub<AccountApi & Rpc.DurableObjectBranded>;

export interface CallOptions {
  /** For calls that are not safe to repeat, because they may have succeeded although the answer is lost. */
  once?: boolean;
  deadlineMs?: number;
}

/** Calls an account's object. @returns `unreachable` when it does not answer in time, or cannot. */
export async function callAccount<T>(
  env: Env,
  account: AccountSettings,
  ask: (object: AccountApi) => Promise<T>,
  { once = false, deadlineMs = DEADLINE_MS }: CallOptions = {},
): Promise<Result<T, 'unreachable'>> {
  const end = Date.now() + deadlineMs;
  for (const gap of [...(once ? [] : RETRY_GAPS_MS), undefined]) {
    try {
      // A stub that has thrown is broken, so each attempt uses a new one. The cast is safe: RPC wraps the interface's
      // types in stub types, and all of them are plain data.
      const answer = ask(findObject(env, account) as unknown as AccountApi);
      return ok(await withTimeout(end - Date.now(), answer));
    } catch (error) {
      const event = lacksMethod(error) ? 'account_of_another_release' : 'account_unreachable';
      logFault(event, { enterprise: account.enterprise, error });
      if (gap === undefined || Date.now() + gap >= end || !isWorthRepeating(error)) break;
      await scheduler.wait(gap);
    }
  }
  return fail('unreachable');
}

/**
 * A retry makes an overload worse, and the platform has already retried what it marks `retryable`:
 * https://developers.cloudflare.com/durable-objects/best-practices/automatic-retries/
 */
function isWorthRepeating(error: unknown): boolean {
  const { overloaded, retryable } = Object(error) as { overloaded?: boolean; retryable?: boolean };
  return !overloaded && !retryable && !lacksMethod(error);
}

/** For minutes after a deploy the object may still run the previous release, which lacks new methods. */
const lacksMethod = (error: unknown): boolean =>
  error instanceof TypeError && error.message.startsWith('The RPC receiver does not implement');

function findObject(env: Env, { enterprise, jurisdiction, locationHint }: AccountSettings): Stub {
  const namespace = jurisdiction ? env.ACCOUNTS.jurisdiction(jurisdiction) : env.ACCOUNTS;
  return namespace.get(namespace.idFromName(enterprise), locationHint && { locationHint });
}

const placeKey = ({ enterprise }: AccountSettings): string => `place:${enterprise}`;

/**
 * True once the account has had a submission. Before that, housekeeping must not call its object, because the first
 * call decides for good where the object is stored.
 */
export const hasObject = async (env: Env, account: AccountSettings): Promise<boolean> =>
  (await env.FORMS.get(placeKey(account), { cacheTtl: PLACE_TTL_SECONDS })) !== null;

const PLACE_TTL_SECONDS = 60;

/**
 * In another jurisdiction the same name is another object with an empty ledger, so a change is refused once there are
 * rows.
 * @returns what to correct, or nothing.
 */
export async function checkJurisdiction(env: Env, account: AccountSettings): Promise<string | undefined> {
  const known = await env.FORMS.get(placeKey(account));
  if (known === null || known === (account.jurisdiction ?? '')) return undefined;
  const before = { ...account, jurisdiction: known || undefined } as AccountSettings;
  const rows = await callAccount(env, before, (object) => object.hasRows());
  if (rows.ok && !rows.value) return undefined;
  const place = known ? `"${known}"` : 'not set';
  return `The jurisdiction of ${account.enterprise} was ${place}, and its ledger lives there: set CONVERTR_JURISDICTION (or CONVERTR_ACCOUNTS) back.`;
}

/** The same for a submission, which creates its account's object. */
export async function claimJurisdiction(env: Env, account: AccountSettings): Promise<string | undefined> {
  const place = account.jurisdiction ?? '';
  const claim = `${account.enterprise}=${place}`;
  if (claimed.has(claim)) return undefined;
  const misplaced = await checkJurisdiction(env, account);
  if (misplaced) return misplaced;
  if ((await env.FORMS.get(placeKey(account))) !== place) await env.FORMS.put(placeKey(account), place);
  claimed.add(claim);
  return undefined;
}

/** Jurisdictions that this isolate has checked. Contains no state of a request. */
const claimed = new Set<string>();
