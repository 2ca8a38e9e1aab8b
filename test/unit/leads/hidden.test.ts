import { describe, expect, test } from 'vitest';
import type { Parameters } from '../../../worker/leads/body.ts';
import { fillHidden } from '../../../worker/leads/hidden.ts';

const PAGE = 'https://www.example.com/offer';

interface Posted {
  page?: string;
  /** The page that counts for the visit, where it is another. */
  counts?: string;
  values?: Record<string, string>;
}

function fill(from: string, { page = PAGE, counts = page, values = {} }: Posted, isReported?: true) {
  const parameters: Parameters = new Map(Object.entries(values).map(([name, value]) => [name, [value]]));
  const envelope = { submission: crypto.randomUUID(), page };
  const visit = { page: counts, referrer: undefined };
  return fillHidden([{ name: 'form[sub]', from, isReported }], { envelope, visit, channel: 'Direct', parameters });
}

const filled = (from: string, posted: Posted): unknown => fill(from, posted).hidden['form[sub]'];

describe('a hidden field is filled', () => {
  test.each<[string, string, Posted, string | undefined]>([
    ['from a parameter', 'query:sid', { page: `${PAGE}?sid=42` }, '42'],
    ['from a parameter in another case', 'query:sid', { page: `${PAGE}?SID=42` }, '42'],
    ['from the parameter of the same case first', 'query:sid', { page: `${PAGE}?SID=1&sid=42` }, '42'],
    ['from the first that is filled', 'query:sid', { page: `${PAGE}?sid=&sid=42` }, '42'],
    ['from an escaped parameter', 'query:sid', { page: `${PAGE}?sid=a%26b+c` }, 'a&b c'],
    ['from a parameter after &amp;', 'query:sid', { page: `${PAGE}?a=1&amp;sid=42` }, '42'],
    ['from the page that counts', 'query:sid', { page: `${PAGE}?sid=2`, counts: `${PAGE}?sid=1` }, '1'],
    ['from the current page, when the other has none', 'query:sid', { page: `${PAGE}?sid=2`, counts: PAGE }, '2'],
    ['from nothing, when a link’s placeholder was left', 'query:sid', { page: `${PAGE}?sid={{sub_id}}` }, undefined],
    ['from nothing without an address', 'query:sid', { page: 'no address' }, undefined],
    ['from nothing of an object’s own', 'query:constructor', {}, undefined],
    ['from the page’s value', 'page:sub-id', { values: { 'page[sub-id]': 'a-1' } }, 'a-1'],
    ['from an input', 'input:leadid_token', { values: { 'input[leadid_token]': 'x' } }, 'x'],
    [
      'from no value of another name',
      'page:sub-id',
      { values: { 'page[other]': 'x', 'input[sub-id]': 'y' } },
      undefined,
    ],
    ['without control characters', 'page:a', { values: { 'page[a]': 'a\u0000b\r\nc\u007f\u0085d' } }, 'abcd'],
    ['with 500 characters at most', 'page:a', { values: { 'page[a]': 'x'.repeat(600) } }, 'x'.repeat(500)],
    ['with 500 that count', 'page:a', { values: { 'page[a]': `\n${'x'.repeat(600)}` } }, 'x'.repeat(500)],
    ['with whole characters', 'page:a', { values: { 'page[a]': `${'x'.repeat(499)}😀` } }, 'x'.repeat(499)],
  ])('%s', (_, from, posted, expected) => {
    expect(filled(from, posted)).toBe(expected);
  });
});

describe('the report value', () => {
  test('is that of the field which the form reports', () => {
    expect(fill('query:sid', { page: `${PAGE}?sid=42` }, true).reportValue).toBe('42');
    expect(fill('query:sid', { page: `${PAGE}?sid=42` }).reportValue).toBeUndefined();
  });

  test('is cut, also where the field itself is longer', () => {
    const page = `${PAGE}?${'a'.repeat(900)}`;
    const { hidden, reportValue } = fill('page', { page }, true);
    expect(hidden['form[sub]']).toBe(page);
    expect(reportValue).toHaveLength(500);
  });
});
