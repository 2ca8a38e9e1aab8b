/** A deploy reaches an account's object minutes after the Worker: until then a new Worker meets an old object. */
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { Account } from '../../../worker/account/account.ts';
import type { AccountApi } from '../../../worker/account-api.ts';
import worker from '../../../worker/index.ts';
import type { Env } from '../../../worker/settings/env.ts';
import { stubConvertr } from '../http/support/convertr.ts';
import { ADMIN_TOKEN, ask, env, saveForm, submit } from '../http/support/leadwire.ts';
import { RELEASED_FIELDS, RELEASED_METHODS, type ReleasedApi } from './support/release-0.1.ts';

/** As functions, whose parameters TypeScript compares strictly. */
type Calls<T> = {
  [Name in keyof T]: T[Name] extends (...given: infer Given) => infer Answer ? (...given: Given) => Answer : never;
};
type Given<T> = {
  [Name in keyof T]: T[Name] extends (...given: infer All) => unknown ? (...given: All) => void : never;
};

// `npm run types` fails here when a method or field is not compatible one release back.
const released = {} as Calls<ReleasedApi>;
const _todaysWorkerUnderstandsTheOldObject: Calls<Pick<AccountApi, keyof ReleasedApi>> = released;
const today = {} as Given<AccountApi>;
const _todaysObjectTakesWhatTheOldWorkerGives: Given<ReleasedApi> = today;
void [_todaysWorkerUnderstandsTheOldObject, _todaysObjectTakesWhatTheOldWorkerGives];

/** Today's object, cut down to what the release before has. */
function createReleasedObject(real: Record<string, (...given: unknown[]) => Promise<unknown>>) {
  const cut = (name: string, given: unknown[]) =>
    name === 'submit' ? [pick(given[0] as Record<string, unknown>, RELEASED_FIELDS)] : given;
  const methods = RELEASED_METHODS.map((name) => [
    name,
    (...given: unknown[]) => real[name]?.(...(name === 'wake' ? [] : cut(name, given))),
  ]);
  return new Proxy(Object.fromEntries(methods), {
    get: (object, name: string) => object[name] ?? (() => Promise.reject(missing(name))),
  });
}

const missing = (name: string) => new TypeError(`The RPC receiver does not implement the method "${name}".`);
const pick = (value: Record<string, unknown>, names: readonly string[]) =>
  Object.fromEntries(names.filter((name) => name in value).map((name) => [name, value[name]]));

const ACCOUNTS = {
  idFromName: (name: string) => env.ACCOUNTS.idFromName(name),
  get: (id: DurableObjectId) => createReleasedObject(env.ACCOUNTS.get(id) as never),
} as unknown as Env['ACCOUNTS'];
const before: Partial<Env> = { ACCOUNTS };

beforeEach(() => {
  stubConvertr();
  vi.spyOn(console, 'error').mockImplementation(() => {});
});

describe('an object of the release before', () => {
  test('accepts a submission from today’s Worker, returns its state, and is woken by today’s cron', async () => {
    const form = await saveForm();
    expect((await ask(`/v1/forms/${form}`, {}, before)).status).toBe(200);
    const submission = crypto.randomUUID();
    const first = await submit(form, { submission, vars: before });
    expect(first.status).toBe(201);
    expect((await submit(form, { submission, vars: before })).status).toBe(200);
    const state = await ask(`/v1/forms/${form}/leads/${submission}`, {}, before);
    expect(await state.json()).toMatchObject({ submission, status: 'delivered' });
    expect((await ask('/healthz', {}, before)).status).toBe(200);
    const waking = vi.spyOn(Account.prototype, 'wake');
    await worker.scheduled({} as never, { ...env, ...before });
    expect(waking).toHaveBeenCalledOnce();
  });

  test('lacks new methods, and the caller may retry', async () => {
    const headers = { Authorization: `Bearer ${ADMIN_TOKEN}` };
    const answer = await ask('/v1/admin/accounts/acme/login', { method: 'POST', headers }, before);
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('60');
  });
});

test('an object of today offers all that the release before does', () => {
  const missed = RELEASED_METHODS.filter((name) => typeof Account.prototype[name] !== 'function');
  expect(missed).toEqual([]);
});
