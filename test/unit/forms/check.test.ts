import { describe, expect, test } from 'vitest';
import { checkValue } from '../../../worker/forms/fields/check.ts';
import type { FieldDefinition } from '../../../worker/protocol/wire.ts';

const NOW = Date.UTC(2027, 1, 28, 12);

function check(field: Partial<FieldDefinition> & Pick<FieldDefinition, 'type'>, value: string) {
  return checkValue({ name: 'form[x]', label: 'X', required: false, ...field }, value, NOW);
}

describe('an e-mail address', () => {
  test.each([
    'a@b.co',
    'name@example.com',
    'first.last+tag@mail.example.co.uk',
    'o’brien@example.com',
    "o'brien@example.com",
    'name@bücher.example',
    'name@xn--bcher-kva.example',
    '用户@例子.公司',
    `${'x'.repeat(64)}@example.com`,
  ])('%s passes', (value) => {
    expect(check({ type: 'email' }, value)).toBeNull();
  });

  test.each([
    'name',
    'name@',
    '@example.com',
    'name@example',
    'name@@example.com',
    'name@example..com',
    'na..me@example.com',
    '.name@example.com',
    'name.@example.com',
    'name@example.com.',
    'name@.example.com',
    'na me@example.com',
    'name@exam ple.com',
    'name@example.com\n',
    'name@example.c',
    'name@example.1com',
    'a@b.co,c@d.co',
    '<name@example.com>',
    'Name <name@example.com>',
    'mailto:name@example.com',
    'name@[192.0.2.1]',
    `${'x'.repeat(65)}@example.com`,
    `name@${'x.'.repeat(130)}com`,
  ])('%j doesn’t', (value) => {
    expect(check({ type: 'email' }, value)).toBe('email');
  });
});

describe('a web address', () => {
  test.each([
    ['https://example.com', null],
    ['http://example.com/path?q=1#x', null],
    ['example.com', null],
    ['www.example.com/path', null],
    ['example.com:8080/path', null],
    ['HTTPS://EXAMPLE.COM', null],
    ['bücher.example', null],
    ['example', 'url'],
    ['localhost', 'url'],
    ['javascript:alert(1)', 'url'],
    ['data:text/html,x.y', 'url'],
    ['mailto:name@example.com', 'url'],
    ['name@example.com', 'url'],
    ['ftp://example.com', 'url'],
    ['https://', 'url'],
    ['https://exa mple.com', 'url'],
    ['example .com', 'url'],
  ])('%j: %s', (value, code) => {
    expect(check({ type: 'url' }, value)).toBe(code);
  });
});

describe('a number', () => {
  test.each([
    ['0', {}, null],
    ['-12', {}, null],
    ['1.5', {}, null],
    ['1,5', {}, null],
    ['12a', {}, 'number'],
    ['1e5', {}, 'number'],
    ['0x10', {}, 'number'],
    ['1,000.5', {}, 'number'],
    ['.5', {}, 'number'],
    ['Infinity', {}, 'number'],
    ['1234567890123456', {}, 'number'],
    ['5', { min: '5', max: '10' }, null],
    ['10', { min: '5', max: '10' }, null],
    ['4,9', { min: '5' }, 'min'],
    ['9', { min: '10' }, 'min'],
    ['10.1', { max: '10' }, 'max'],
  ])('%j with %j: %s', (value, limits, code) => {
    expect(check({ type: 'number', ...limits }, value)).toBe(code);
  });
});

describe('a date', () => {
  test.each([
    ['date', '2027-01-31', {}, null],
    ['date', '2028-02-29', {}, null],
    ['date', '2027-02-29', {}, 'date'],
    ['date', '2027-04-31', {}, 'date'],
    ['date', '2027-13-01', {}, 'date'],
    ['date', '31/01/2027', {}, 'date'],
    ['date', '2027-1-31', {}, 'date'],
    ['date', '2027-01-31T00:00', {}, 'date'],
    ['date', '2027-01-30', { min: '2027-01-31' }, 'min'],
    ['date', '2027-02-01', { max: '2027-01-31' }, 'max'],
    ['dob', '1980-05-17', {}, null],
    ['dob', '2027-02-28', {}, null],
    ['dob', '2027-03-01', {}, 'dob'],
    ['dob', '1907-02-28', {}, null],
    ['dob', '1907-02-27', {}, 'dob'],
    ['dob', '1980-02-30', {}, 'dob'],
    ['dob', '2010-01-01', { max: '2009-02-28' }, 'max'],
  ] as const)('%s %s with %j: %s', (type, value, limits, code) => {
    expect(check({ type, ...limits }, value)).toBe(code);
  });
});

describe('a choice', () => {
  const options = [{ value: 'Dr', label: 'Doctor' }];
  test.each(['select', 'multiselect', 'radio', 'checkboxes'] as const)('of a %s is exact', (type) => {
    expect(check({ type, options }, 'Dr')).toBeNull();
    for (const value of ['dr', 'Dr ', 'Doctor', 'Ms', 'constructor'])
      expect(check({ type, options }, value)).toBe('choice');
    expect(check({ type }, 'anything')).toBeNull();
  });

  test.each([
    ['GB', {}, null],
    ['gb', {}, 'choice'],
    ['United Kingdom', {}, 'choice'],
    ['ZZ', {}, 'choice'],
    ['United Kingdom', { options: [{ value: 'United Kingdom', label: 'UK' }] }, null],
    ['GB', { options: [{ value: 'United Kingdom', label: 'UK' }] }, 'choice'],
  ])('of a country: %j with %j: %s', (value, more, code) => {
    expect(check({ type: 'country', ...more }, value)).toBe(code);
  });
});

describe('a text', () => {
  test.each([
    ['abc', 3, null],
    ['abcd', 3, 'too_long'],
    // Characters as people count them, not UTF-16.
    ['👍👍👍', 3, null],
    ['<b>', 3, null],
  ])('%j of at most %s characters: %s', (value, maxlength, code) => {
    expect(check({ type: 'text', maxlength }, value)).toBe(code);
    expect(check({ type: 'textarea', maxlength }, value)).toBe(code);
  });

  test.each(['tel', 'phone', 'address', 'checkbox', 'consent'] as const)('of a %s is not checked here', (type) => {
    expect(check({ type }, 'anything')).toBeNull();
  });
});
