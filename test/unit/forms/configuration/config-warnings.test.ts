import { describe, expect, test } from 'vitest';
import type { FieldConfig } from '../../../../worker/forms/configuration/config-field.ts';
import { findWarnings } from '../../../../worker/forms/configuration/config-warnings.ts';

const PAGES = ['https://www.example.com'];

describe('a hidden field that never gets a value', () => {
  test.each<[string, Partial<FieldConfig>, string[]]>([
    ['has neither value nor source', {}, PAGES],
    ['has a blank value', { value: ' ' }, PAGES],
    ['is left out', { value: 'autumn', hide: true }, PAGES],
    ['asks a page for its value, and no page has the form', { from: 'page:sub-id' }, []],
    ['asks a script for its value, and no page has the form', { from: 'input:leadid_token' }, []],
  ])('%s', (_, field, origins) => {
    const fields = [{ name: 'form[email]' }, { name: 'form[a]', type: 'hidden' as const, ...field }];
    expect(findWarnings({ fields, origins })).toEqual([{ path: 'fields[1]', message: expect.any(String) }]);
  });
});

describe('no warning is given of a field that', () => {
  test.each<[string, Partial<FieldConfig>, string[]]>([
    ['has a value', { value: '0' }, []],
    ['is filled from the visit', { from: 'utm_id' }, []],
    ['is filled from the address, which the hosted page has too', { from: 'query:sid' }, []],
    ['is filled by a page', { from: 'page:sub-id' }, PAGES],
    ['visitors fill in', { type: 'text' }, PAGES],
  ])('%s', (_, field, origins) => {
    expect(findWarnings({ fields: [{ name: 'form[a]', type: 'hidden', ...field }], origins })).toEqual([]);
  });
});
