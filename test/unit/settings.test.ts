import { describe, expect, test } from 'vitest';
import { listFaults, readSettings, type Settings } from '../../worker/settings/settings.ts';

const random = (bytes: number) => Buffer.from(crypto.getRandomValues(new Uint8Array(bytes))).toString('base64');
const KEY = random(32);
const ACCOUNT = { publisherId: 12, username: 'publisher@example.com', password: 'correct-horse' };
const PLAIN = {
  CONVERTR_ENTERPRISE: 'acme',
  CONVERTR_PUBLISHER_ID: '12',
  CONVERTR_USERNAME: 'publisher@example.com',
  CONVERTR_PASSWORD: 'correct-horse',
};
const list = (value: unknown) => ({ CONVERTR_ACCOUNTS: JSON.stringify(value) });
const AUD = '0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0';

function read(vars: Record<string, string>): Settings {
  const settings = readSettings({ LEAD_KEY: KEY, ADMIN_TOKEN: 'test-admin-token-0123456789', ...vars });
  if (!settings.ok) throw new Error(settings.error);
  return settings.value;
}

function faultOf(vars: Record<string, string>): string {
  const settings = readSettings({ LEAD_KEY: KEY, ADMIN_TOKEN: 'test-admin-token-0123456789', ...vars });
  return settings.ok ? '' : settings.error;
}

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

  test('take what is pasted with spaces around it, except within the password', () => {
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
    ['none at all', {}, 'CONVERTR_ENTERPRISE is missing, and CONVERTR_ACCOUNTS too'],
    ['an empty list alone', list({}), 'at least one account'],
    [
      'the same enterprise twice',
      { ...PLAIN, ...list({ acme: ACCOUNT }) },
      'CONVERTR_ACCOUNTS and CONVERTR_ENTERPRISE',
    ],
    [
      'an enterprise alone',
      { CONVERTR_ENTERPRISE: 'acme' },
      'CONVERTR_PUBLISHER_ID, CONVERTR_USERNAME, CONVERTR_PASSWORD are missing',
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

describe('the admin token', () => {
  test.each([
    'aaaaaaaaaaaaaaaaaaaa',
    'abababababababababab',
    '0123456789abcdef0123',
    'zyxwvutsrqponmlkjihg',
    'changeme-changeme-123',
    'my-admin-password-2026',
  ])('is refused when it can be guessed: %s', (ADMIN_TOKEN) => {
    const fault = faultOf({ ...PLAIN, ADMIN_TOKEN });
    expect(fault).toMatch(/^ADMIN_TOKEN is a pattern or a placeholder/);
    expect(fault).not.toContain(ADMIN_TOKEN);
  });

  test('is accepted whenever a generator made it', () => {
    for (let round = 0; round < 2000; round += 1) {
      const ADMIN_TOKEN = random(12 + (round % 20)).replaceAll('=', '');
      expect(faultOf({ ...PLAIN, ADMIN_TOKEN }), ADMIN_TOKEN).toBe('');
    }
  });
});

describe('the lead key', () => {
  test.each([
    ['zeros', new Uint8Array(32)],
    ['one letter', new Uint8Array(32).fill(120)],
    ['a count', Uint8Array.from({ length: 32 }, (_, index) => index)],
    ['a few values', Uint8Array.from({ length: 32 }, (_, index) => index % 4)],
  ])('is refused when it is no chance: %s', (_, bytes) => {
    const LEAD_KEY = Buffer.from(bytes).toString('base64');
    expect(faultOf({ ...PLAIN, LEAD_KEY })).toMatch(/^LEAD_KEY: the first key is a pattern/);
    // The way out of such a key: it goes on decrypting while it is not the first.
    expect(faultOf({ ...PLAIN, LEAD_KEY: JSON.stringify([KEY, LEAD_KEY]) })).toBe('');
  });

  test('is accepted whenever a generator made it', () => {
    for (let round = 0; round < 2000; round += 1) expect(faultOf({ ...PLAIN, LEAD_KEY: random(32) })).toBe('');
  });
});

describe('the webhook secret', () => {
  test('is decoded', () => {
    expect(read({ ...PLAIN, WEBHOOK_SECRET: `whsec_${KEY}` }).webhookSecret).toHaveLength(32);
    expect(read(PLAIN).webhookSecret).toBeUndefined();
  });

  test.each([
    ['without its prefix', KEY],
    ['too short', `whsec_${random(23)}`],
    ['no base64', 'whsec_!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!'],
    ['no chance', `whsec_${Buffer.alloc(32).toString('base64')}`],
  ])('is refused with a word: %s', (_, WEBHOOK_SECRET) => {
    expect(faultOf({ ...PLAIN, WEBHOOK_SECRET })).toMatch(/^WEBHOOK_SECRET /);
  });
});

describe('Cloudflare Access', () => {
  test.each(['https://acme.cloudflareaccess.com', 'acme.cloudflareaccess.com', ' https://acme.cloudflareaccess.com/ '])(
    'takes its team domain as people write it: %s',
    (ACCESS_TEAM_DOMAIN) => {
      const { access } = read({ ...PLAIN, ACCESS_TEAM_DOMAIN, ACCESS_AUD: AUD });
      expect(access).toEqual({ issuer: 'https://acme.cloudflareaccess.com', audience: AUD });
    },
  );

  test('is off without its settings', () => expect(read(PLAIN).access).toBeUndefined());

  test.each([
    ['a team alone', { ACCESS_TEAM_DOMAIN: 'acme.cloudflareaccess.com' }, 'ACCESS_AUD'],
    ['an audience alone', { ACCESS_AUD: AUD }, 'ACCESS_TEAM_DOMAIN'],
    ['a short audience', { ACCESS_TEAM_DOMAIN: 'acme.cloudflareaccess.com', ACCESS_AUD: 'abc' }, 'ACCESS_AUD'],
    ['another host', { ACCESS_TEAM_DOMAIN: 'https://acme.example.com', ACCESS_AUD: AUD }, 'ACCESS_TEAM_DOMAIN'],
    [
      'a host that only ends alike',
      { ACCESS_TEAM_DOMAIN: 'evilcloudflareaccess.com', ACCESS_AUD: AUD },
      'ACCESS_TEAM_DOMAIN',
    ],
    ['the clear', { ACCESS_TEAM_DOMAIN: 'http://acme.cloudflareaccess.com', ACCESS_AUD: AUD }, 'ACCESS_TEAM_DOMAIN'],
    ['a path', { ACCESS_TEAM_DOMAIN: 'https://acme.cloudflareaccess.com/cdn', ACCESS_AUD: AUD }, 'ACCESS_TEAM_DOMAIN'],
  ])('is refused with a word: %s', (_, vars, named) => {
    expect(faultOf({ ...PLAIN, ...vars })).toContain(named);
  });
});

test('every fault is listed, the first to mend first', () => {
  const faults = listFaults({ LEAD_KEY: 'short', ANSWER_WITHIN_MS: 'soon' });
  expect(faults.map((fault) => fault.match(/^[A-Z_]+/)?.[0])).toEqual([
    'CONVERTR_ENTERPRISE',
    'LEAD_KEY',
    'ADMIN_TOKEN',
    'ANSWER_WITHIN_MS',
  ]);
});
