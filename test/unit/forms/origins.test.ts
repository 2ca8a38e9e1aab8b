import { describe, expect, test } from 'vitest';
import { coversPattern, isAllowedOrigin, isOriginPattern } from '../../../worker/forms/origins.ts';

const OWN = 'https://leads.example.net';
const ALLOWED = [
  'https://landing.example.com',
  'https://*.wild.example',
  'https://ported.example:8443',
  'https://*.ports.example:8443',
  'http://localhost:5173',
  'https://xn--bcher-kva.example',
];

describe('an origin may use the form', () => {
  test.each([
    'https://landing.example.com',
    'https://leads.example.net',
    'https://a.wild.example',
    'https://a.b.wild.example',
    'https://a-b.wild.example',
    'https://xn--bcher-kva.wild.example',
    'https://ported.example:8443',
    'https://a.ports.example:8443',
    'http://localhost:5173',
    'https://xn--bcher-kva.example',
  ])('%s', (origin) => {
    expect(isAllowedOrigin(origin, ALLOWED, OWN)).toBe(true);
  });
});

describe('an origin may not', () => {
  test.each([
    ['null', 'any sandboxed frame'],
    ['', 'none'],
    ['http://landing.example.com', 'another scheme'],
    ['https://landing.example.com:8443', 'another port'],
    ['https://landing.example.com:443', 'a port that no browser sends'],
    ['https://landing.example.com/', 'a path'],
    ['https://landing.example.com.', 'a trailing dot'],
    ['https://LANDING.example.com', 'another case'],
    ['https://sub.landing.example.com', 'a subdomain of an exact one'],
    ['https://example.com', 'its parent'],
    ['https://landing.example.com.evil.org', 'a look-alike suffix'],
    ['https://evil-landing.example.com', 'a look-alike prefix'],
    ['https://landing-example.com', 'a dash for a dot'],
    ['https://landing.example.co', 'cut short'],
    ['https://wild.example', 'the apex of a wildcard'],
    ['https://evilwild.example', 'a name that ends like the apex'],
    ['https://evil-wild.example', 'a name that ends like the apex, dashed'],
    ['http://a.wild.example', 'a wildcard’s subdomain without TLS'],
    ['https://a.wild.example:8443', 'a wildcard’s subdomain on another port'],
    ['https://a.wild.example.', 'a wildcard’s subdomain with a trailing dot'],
    ['https://a.wild.example.evil.org', 'a wildcard as prefix'],
    ['https://.wild.example', 'no label before the dot'],
    ['https://a..wild.example', 'an empty label'],
    ['https://evil.org/.wild.example', 'a path that ends like it'],
    ['https://evil.org?.wild.example', 'a query that ends like it'],
    ['https://evil.org#.wild.example', 'a fragment that ends like it'],
    ['https://evil.org:443@a.wild.example', 'a user in front of it'],
    ['https://evil.org\\.wild.example', 'a backslash'],
    ['https://*.wild.example', 'the pattern itself'],
    ['https://a.WILD.example', 'a wildcard in another case'],
    ['https://a.ports.example', 'a wildcard without its port'],
    ['http://localhost', 'loopback without its port'],
    ['http://localhost:5174', 'loopback on another port'],
    ['https://localhost:5173', 'loopback on another scheme'],
    ['http://localhost:5173.evil.org', 'loopback as a prefix'],
    ['https://bücher.example', 'a name in Unicode'],
    ['https://xn--bcher-kva.example.evil.org', 'punycode as a prefix'],
    ['https://leads.example.net:8443', 'the own host on another port'],
    ['http://leads.example.net', 'the own host without TLS'],
    ['https://leads.example.net.evil.org', 'the own host as a prefix'],
    ['file://', 'a local file'],
    ['chrome-extension://abc', 'an extension'],
  ])('%j: %s', (origin) => {
    expect(isAllowedOrigin(origin, ALLOWED, OWN)).toBe(false);
  });

  test('"null", even when somebody configured it', () => {
    expect(isAllowedOrigin('null', ['null'], OWN)).toBe(false);
    expect(isAllowedOrigin('', [''], OWN)).toBe(false);
  });

  test('any but the Worker’s own, when none is configured', () => {
    expect(isAllowedOrigin('https://landing.example.com', [], OWN)).toBe(false);
    expect(isAllowedOrigin(OWN, [], OWN)).toBe(true);
  });
});

describe('a pattern can be configured', () => {
  test.each([
    ['https://example.com', true],
    ['https://www.example.com:8443', true],
    ['https://*.example.com', true],
    ['https://*.example.com:8443', true],
    ['https://xn--bcher-kva.example', true],
    ['http://localhost', true],
    ['http://localhost:5173', true],
    ['http://127.0.0.1:8080', true],
    ['http://[::1]:8080', true],
    ['http://example.com', false],
    ['http://*.example.com', false],
    ['http://localhost.example.com', false],
    ['http://127.0.0.1.example.com', false],
    ['https://example.com/', false],
    ['https://example.com/path', false],
    ['https://example.com?x', false],
    ['https://example.com#x', false],
    ['https://user@example.com', false],
    ['https://Example.com', false],
    ['https://bücher.example', false],
    ['https://example.com:443', false],
    ['https://*', false],
    ['https://*.com', false],
    ['https://*.*.example.com', false],
    ['https://a.*.example.com', false],
    ['https://*example.com', false],
    ['*.example.com', false],
    ['example.com', false],
    ['//example.com', false],
    ['*', false],
    ['null', false],
    ['', false],
    [' https://example.com', false],
    ['https://example.com\n', false],
    ['https://example.com;script-src-elem', false],
    ['https://*.example,com', false],
    ["https://'self'.example.com", false],
    ['https://"example".com', false],
    ['https://(example).com', false],
    ['https://$example.com', false],
    ['ftp://example.com', false],
    ['javascript:alert(1)', false],
  ])('%j: %s', (pattern, valid) => {
    expect(isOriginPattern(pattern)).toBe(valid);
  });
});

describe('a pattern is covered', () => {
  test.each([
    ['https://www.example.com', ['https://www.example.com'], true],
    ['https://*.example.com', ['https://*.example.com'], true],
    ['https://*.shop.example.com', ['https://*.example.com'], true],
    ['https://www.example.com', ['https://*.example.com'], true],
    ['https://*.example.com', ['https://www.example.com', 'https://example.com'], false],
    ['https://*.example.com', ['https://*.shop.example.com'], false],
    ['https://example.com', ['https://*.example.com'], false],
  ])('%s by %j: %s', (pattern, allowed, isCovered) => {
    expect(coversPattern(pattern, allowed, OWN)).toBe(isCovered);
  });
});
