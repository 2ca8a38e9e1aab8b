import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  type CallOptions,
  callAccount,
  checkJurisdiction,
  claimJurisdiction,
  hasObject,
} from '../../../worker/account/client.ts';
import type { AccountSettings } from '../../../worker/settings/accounts.ts';
import type { Env } from '../../../worker/settings/env.ts';

/** Namespaces and KV that note what they are asked; `rows` says where leads are stored. Locally workerd has no jurisdictions. */
function createWorld(rows: Record<string, boolean> = {}) {
  const asked: { jurisdiction: string; name: string; locationHint?: string }[] = [];
  const kept = new Map<string, string>();
  const namespaceOf = (jurisdiction: string) => ({
    idFromName: (name: string) => name,
    get: (name: string, options?: { locationHint?: string }) => {
      asked.push({ jurisdiction, name, ...options });
      return { hasRows: async () => rows[jurisdiction] ?? false };
    },
    jurisdiction: namespaceOf,
  });
  const FORMS = {
    get: async (key: string) => kept.get(key) ?? null,
    put: async (key: string, value: string) => kept.set(key, value),
  };
  return { env: { ACCOUNTS: namespaceOf(''), FORMS } as unknown as Env, asked };
}

let accounts = 0;
const newNumber = () => {
  accounts += 1;
  return accounts;
};
/** A name of its own: what was found in order is remembered by name. */
const accountIn = (more: Partial<AccountSettings> = {}): AccountSettings => ({
  enterprise: `acme-${newNumber()}`,
  publisherId: 12,
  username: 'publisher@example.com',
  password: 'correct-horse',
  origin: 'https://acme.cvtr.io',
  budget: { requests: 1, results: 1, logins: 1 },
  ...more,
});

describe('an account’s object', () => {
  test('is asked for in the jurisdiction that its account names, and nowhere else', async () => {
    const { env, asked } = createWorld();
    const account = accountIn({ jurisdiction: 'eu', locationHint: 'weur' });
    await callAccount(env, account, (object) => object.hasRows());
    expect(asked).toEqual([{ jurisdiction: 'eu', name: account.enterprise, locationHint: 'weur' }]);
  });

  test('is anywhere when its account names none', async () => {
    const { env, asked } = createWorld();
    const account = accountIn();
    await callAccount(env, account, (object) => object.hasRows());
    expect(asked).toEqual([{ jurisdiction: '', name: account.enterprise }]);
  });

  test.each([
    ['into the EU', {}, { jurisdiction: 'eu' }, ''],
    ['out of the EU', { jurisdiction: 'eu' }, {}, 'eu'],
    ['from one jurisdiction to another', { jurisdiction: 'eu' }, { jurisdiction: 'fedramp' }, 'eu'],
  ] as const)('stays where its leads are: a move %s is refused, in words', async (_, before, after, place) => {
    const { env } = createWorld({ [place]: true });
    const { enterprise } = accountIn();
    expect(await claimJurisdiction(env, accountIn({ ...before, enterprise }))).toBeUndefined();
    expect(await checkJurisdiction(env, accountIn({ ...after, enterprise }))).toContain(`${enterprise}.jurisdiction`);
  });

  test('may move while it has no rows', async () => {
    const { env } = createWorld();
    const { enterprise } = accountIn();
    expect(await claimJurisdiction(env, accountIn({ enterprise }))).toBeUndefined();
    expect(await checkJurisdiction(env, accountIn({ enterprise, jurisdiction: 'eu' }))).toBeUndefined();
  });

  test('does not exist before the account has had a submission', async () => {
    const { env } = createWorld();
    const account = accountIn();
    await checkJurisdiction(env, account);
    expect(await hasObject(env, account)).toBe(false);
    await claimJurisdiction(env, account);
    expect(await hasObject(env, account)).toBe(true);
  });
});

describe('a call that fails', () => {
  beforeEach(() => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    vi.stubGlobal('scheduler', { wait: async () => {} });
  });
  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
  });

  /** Calls an object that fails in this way. @returns how often it was called. */
  async function countTries(fails: () => Promise<never>, options?: CallOptions): Promise<number> {
    let tries = 0;
    const object = {
      hasRows: () => {
        tries += 1;
        return fails();
      },
    };
    const env = { ACCOUNTS: { idFromName: () => 'id', get: () => object } } as unknown as Env;
    expect((await callAccount(env, accountIn(), (account) => account.hasRows(), options)).ok).toBe(false);
    return tries;
  }
  const failWith = (flags: object) => () => Promise.reject(Object.assign(new Error('no'), flags));

  test.each([
    ['is repeated twice, because a submission has its id', {}, undefined, 3],
    ['is not repeated when it may not be', {}, { once: true }, 1],
    ['is not repeated when the object has too much to do', { overloaded: true }, undefined, 1],
    ['is not repeated when the platform has done so already', { retryable: true }, undefined, 1],
    ['is repeated when the object was reset', { durableObjectReset: true }, undefined, 3],
  ] as const)('%s', async (_, flags, options, tries) => {
    expect(await countTries(failWith(flags), options)).toBe(tries);
  });

  test('is not repeated when the object runs a release that lacks the method', async () => {
    const lacks = () => Promise.reject(new TypeError('The RPC receiver does not implement the method "hasRows".'));
    expect(await countTries(lacks)).toBe(1);
  });

  test('ends at its deadline when the object hangs', async () => {
    const hang = () => new Promise<never>(() => {});
    expect(await countTries(hang, { deadlineMs: 20 })).toBe(1);
  });
});
