import { describe, expect, test } from 'vitest';
import { faultOf, PLAIN, read } from './support.ts';

const ACCOUNT = { publisherId: 12, username: 'publisher@example.com', password: 'correct-horse' };
const list = (value: unknown) => ({ CONVERTR_ACCOUNTS: JSON.stringify(value) });

describe('accounts', () => {
  test('come from plain secrets', () => {
    const { accounts } = read({ ...PLAIN, CONVERTR_JURISDICTION: 'eu', CONVERTR_LOCATION_HINT: 'weur' });
    expect([...accounts.values()]).toEqual([
      {
        ...ACCOUNT,
        enterprise: 'acme',
        origin: 'https://acme.cvtr.io',
        jurisdiction: 'eu',
        locationHint: 'weur',
        budget: { requests: 2700, results: 1200, logins: 10 },
      },
    ]);
  });

  test('come from both ways at once, and share the budget', () => {
    const { accounts } = read({ ...PLAIN, ...list({ globex: { ...ACCOUNT, budget: { logins: 3 } } }) });
    expect([...accounts.keys()]).toEqual(['acme', 'globex']);
    expect(accounts.get('acme')?.budget).toEqual({ requests: 1350, results: 600, logins: 5 });
    expect(accounts.get('globex')?.budget).toEqual({ requests: 1350, results: 600, logins: 3 });
  });

  test('accept pasted spaces around them, except within the password', () => {
    const padded = Object.fromEntries(Object.entries(PLAIN).map(([name, value]) => [name, ` ${value}\n`]));
    const account = read({ ...padded, CONVERTR_ORIGIN: ' http://127.0.0.1:8790 ' }).accounts.get('acme');
    expect(account).toMatchObject({
      publisherId: 12,
      username: 'publisher@example.com',
      origin: 'http://127.0.0.1:8790',
    });
    expect(account?.password).toBe(' correct-horse\n');
  });

  test.each<[what: string, vars: Record<string, string>, named: string]>([
    [
      'none at all',
      {},
      'CONVERTR_ENTERPRISE, CONVERTR_PUBLISHER_ID, CONVERTR_USERNAME and CONVERTR_PASSWORD are missing, or CONVERTR_ACCOUNTS',
    ],
    ['an empty list alone', list({}), 'at least one account'],
    [
      'the same enterprise twice',
      { ...PLAIN, ...list({ acme: ACCOUNT }) },
      'CONVERTR_ACCOUNTS and CONVERTR_ENTERPRISE',
    ],
    [
      'an enterprise alone',
      { CONVERTR_ENTERPRISE: 'acme' },
      'CONVERTR_PUBLISHER_ID, CONVERTR_USERNAME and CONVERTR_PASSWORD are missing',
    ],
    ['no password', { ...PLAIN, CONVERTR_PASSWORD: '' }, 'CONVERTR_PASSWORD is missing'],
    ['a host for an enterprise', { ...PLAIN, CONVERTR_ENTERPRISE: 'acme.cvtr.io' }, 'CONVERTR_ENTERPRISE is not an'],
    ['a word for a publisher id', { ...PLAIN, CONVERTR_PUBLISHER_ID: 'twelve' }, 'CONVERTR_PUBLISHER_ID is malformed'],
    ['publisher id 0', { ...PLAIN, CONVERTR_PUBLISHER_ID: '0' }, 'CONVERTR_PUBLISHER_ID is malformed'],
    [
      'an origin in the clear',
      { ...PLAIN, CONVERTR_ORIGIN: 'http://convertr.example' },
      'CONVERTR_ORIGIN must be https',
    ],
    ['a jurisdiction that is none', { ...PLAIN, CONVERTR_JURISDICTION: 'mars' }, 'CONVERTR_JURISDICTION is malformed'],
    ['a place that is none', { ...PLAIN, CONVERTR_LOCATION_HINT: 'mars' }, 'CONVERTR_LOCATION_HINT is malformed'],
    [
      'a broken list beside a good account',
      { ...PLAIN, CONVERTR_ACCOUNTS: '{' },
      'CONVERTR_ACCOUNTS is not valid JSON',
    ],
  ])('are refused with a word: %s', (_, vars, named) => {
    const fault = faultOf(vars);
    expect(fault).toContain(named);
    expect(fault).not.toMatch(/correct-horse|twelve|mars|convertr\.example/);
  });
});
