import { describe, expect, test } from 'vitest';
import { listFaults } from '../../../worker/settings/settings.ts';
import { faultOf, KEY, PLAIN, random, read } from './support.ts';

const AUD = '0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0';

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
  ])('is refused when it is not random: %s', (_, bytes) => {
    const LEAD_KEY = Buffer.from(bytes).toString('base64');
    expect(faultOf({ ...PLAIN, LEAD_KEY })).toMatch(/^LEAD_KEY: the first key is not random/);
    // How to replace such a key: it still decrypts while it is not the first.
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
