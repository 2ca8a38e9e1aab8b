import { describe, expect, test } from 'vitest';
import { callAccount, checkJurisdiction } from '../../../worker/account/client.ts';
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
    expect(await checkJurisdiction(env, accountIn({ ...before, enterprise }))).toBeUndefined();
    expect(await checkJurisdiction(env, accountIn({ ...after, enterprise }))).toContain(`${enterprise}.jurisdiction`);
  });

  test('may move while it has no rows', async () => {
    const { env } = createWorld();
    const { enterprise } = accountIn();
    expect(await checkJurisdiction(env, accountIn({ enterprise }))).toBeUndefined();
    expect(await checkJurisdiction(env, accountIn({ enterprise, jurisdiction: 'eu' }))).toBeUndefined();
  });
});
