import { describe, expect, test } from 'vitest';
import { parseOrigin } from '../../../worker/convertr/origin.ts';

test.each(['acme', 'a', '0', 'a1', 'a-b', 'a--b', 'xn--bcher-kva', 'a'.repeat(63)])('%s is an enterprise', (label) => {
  expect(parseOrigin(label)).toEqual({ ok: true, value: `https://${label}.cvtr.io` });
});

/** None may lead a token anywhere but to `{label}.cvtr.io`. */
const HOSTILE = [
  '',
  ' ',
  '.',
  '..',
  '...',
  '-',
  '-a',
  'a-',
  '_',
  'a_b',
  '*',
  'A',
  'Acme',
  'ACME',
  'a.evil',
  'a.evil.com',
  '.a',
  'a.',
  'a..b',
  'a%2eevil',
  'a%2Eevil.com',
  'a%00',
  'a%',
  'a@evil.com',
  'evil.com@a',
  'user:pw@a',
  'a/',
  'a/b',
  'evil.com/',
  'evil.com/?',
  'evil.com#',
  '/a',
  '//evil.com/',
  '../a',
  'a\\b',
  'evil.com\\',
  'a:80',
  'a:',
  ':80',
  'a#',
  'a?',
  'a?b',
  'a&b',
  'a=b',
  'a;b',
  'a,b',
  'a b',
  ' a',
  'a ',
  'a\n',
  'a\nb',
  '\na',
  'a\r\nHost: evil.com',
  'a\tb',
  'a\0',
  'a\u200bb',
  'a\u00adb',
  'a\u3002evil',
  'a\uff0eevil',
  'a\uff61evil',
  'bücher',
  'аcme',
  'ａｃｍｅ',
  'ſ',
  'K',
  '[::1]',
  '127.0.0.1',
  'localhost.',
  "a'b",
  'a"b',
  'a<b>',
  'a`b',
  '$a',
  '{enterprise}',
  'https://evil.com',
  'javascript:alert(1)',
  'a'.repeat(64),
  'a'.repeat(10_000),
];

test('the hostile table has at least 45 labels', () => {
  expect(new Set(HOSTILE).size).toBeGreaterThanOrEqual(45);
  expect(new Set(HOSTILE).size).toBe(HOSTILE.length);
});

test.each(HOSTILE.map((label) => [label]))('%j is no enterprise', (label) => {
  expect(parseOrigin(label)).toMatchObject({ ok: false });
  expect(parseOrigin(label, 'https://simulator.example')).toMatchObject({ ok: false });
});

describe('a configured origin', () => {
  test.each([
    ['https://simulator.example', 'https://simulator.example'],
    ['https://simulator.example/', 'https://simulator.example'],
    ['https://simulator.example:8443', 'https://simulator.example:8443'],
    ['http://localhost', 'http://localhost'],
    ['http://localhost:8790', 'http://localhost:8790'],
    ['http://localhost:8790/', 'http://localhost:8790'],
    ['http://127.0.0.1:8790', 'http://127.0.0.1:8790'],
    ['http://127.9.9.9', 'http://127.9.9.9'],
    ['http://[::1]:8790', 'http://[::1]:8790'],
  ])('%s', (override, origin) => {
    expect(parseOrigin('acme', override)).toEqual({ ok: true, value: origin });
  });

  test.each([
    'http://simulator.example',
    'http://localhost.evil.com',
    'http://127.0.0.1.evil.com',
    'http://127.evil.com',
    'http://128.0.0.1',
    'http://0.0.0.0:8790',
    'http://10.0.0.1',
    'http://[::2]',
    'http://[::ffff:127.0.0.1]',
    'http://user@localhost',
    'http://localhost@evil.com',
    'https://user:pw@simulator.example',
    'https://simulator.example/path',
    'https://simulator.example//',
    'https://simulator.example?q',
    'https://simulator.example#f',
    'https://simulator.example\\',
    'https://SIMULATOR.example',
    'https://simulator.example:443',
    ' https://simulator.example',
    'https://simulator.example\n',
    'simulator.example',
    '//simulator.example',
    'ftp://simulator.example',
    'file:///etc/passwd',
    'blob:https://simulator.example',
    'javascript:alert(1)',
    'data:text/plain,x',
    'null',
    '',
  ])('is not %j', (override) => {
    expect(parseOrigin('acme', override)).toMatchObject({ ok: false });
  });

  test('is refused without quoting it', () => {
    const refused = parseOrigin('acme', 'https://user:secret@simulator.example');
    expect(refused.ok || refused.error).not.toContain('secret');
  });
});
