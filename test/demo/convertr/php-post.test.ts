import { expect, test } from 'vitest';
import { type PhpArray, parsePhpBody } from '../../../demo/convertr/http/php-post.ts';

const toObject = (array: PhpArray): unknown =>
  Object.fromEntries([...array].map(([key, value]) => [key, typeof value === 'string' ? value : toObject(value)]));

test.each([
  ['nests bracketed names', 'a[b][c]=1&a[b][d]=2', { a: { b: { c: '1', d: '2' } } }],
  ['appends to a list', 'a[]=x&a[]=y&a[7]=z&a[]=w', { a: { 0: 'x', 1: 'y', 7: 'z', 8: 'w' } }],
  ['lets the last scalar win', 'a=1&a=2', { a: '2' }],
  ['lets a list replace a scalar, and a scalar a list', 'a=1&a[b]=2&c[d]=1&c=2', { a: { b: '2' }, c: '2' }],
  ['writes dots and spaces of top-level names as underscores', 'a.b+c[d.e]=1', { a_b_c: { 'd.e': '1' } }],
  ['takes an unclosed bracket for a part of the name', 'a[b=1', { a_b: '1' }],
  ['drops what follows the last bracket', 'a[b]c=1', { a: { b: '1' } }],
  ['ignores a variable without a name', '=1&&a=2', { a: '2' }],
  ['reads a name without a value as blank', 'a&b=', { a: '', b: '' }],
  ['decodes plus, escapes and UTF-8', 'a%5Bb%5D=x+y%2B%C3%A9', { a: { b: 'x y+é' } }],
  ['keeps broken escapes as they stand', 'a=100%&b=%zz%C3%A9', { a: '100%', b: '%zzé' }],
])('%s', (_, body, expected) => {
  expect(toObject(parsePhpBody(body))).toEqual(expected);
});

test('accepts a thousand variables and drops the rest', () => {
  const body = Array.from({ length: 1001 }, (_, index) => `v${index}=1`).join('&');
  expect(parsePhpBody(body).size).toBe(1000);
  expect(parsePhpBody(body).has('v1000')).toBe(false);
});
