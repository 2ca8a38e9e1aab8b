import { describe, expect, test } from 'vitest';
import { checkValue } from '../../../worker/forms/fields/check.ts';
import type { FieldDefinition } from '../../../worker/protocol/wire.ts';

const NOW = Date.UTC(2027, 1, 28, 12);

const isListed = (list: string, domain: string) => list === 'free' && domain === 'mail.example';

/** @returns what is sent, or the code of what is wrong. */
function check(field: Partial<FieldDefinition> & Pick<FieldDefinition, 'type'>, value: string, locale = 'en') {
  const checked = checkValue({ name: 'form[x]', label: 'X', required: false, ...field }, value, {
    locale,
    now: NOW,
    isListed,
  });
  return checked.ok ? { sent: checked.value } : checked.error.code;
}

test.each([
  ['email', 'en', 'Ada <ADA@Bücher.Example>', { sent: 'ADA@xn--bcher-kva.example' }],
  ['email', 'en', 'name@', 'email'],
  ['email', 'en', 'a@b.co, c@d.co', 'email_several'],
  ['number', 'en', '1,500', { sent: '1500' }],
  ['number', 'de', '1.500,5', { sent: '1500.5' }],
  ['number', 'en', '٢٥', { sent: '25' }],
  ['number', 'en', '12a', 'number'],
  ['date', 'en', '31 January 2027', { sent: '2027-01-31' }],
  ['date', 'de', '31.1.2027', { sent: '2027-01-31' }],
  ['date', 'en', '31 January', 'date_incomplete'],
  ['date', 'en', '2027-02-29', 'date_unreal'],
  ['dob', 'en', '١٧/٠٥/١٩٨٤', { sent: '1984-05-17' }],
  ['dob', 'en', '1984-05', 'dob_incomplete'],
  ['dob', 'en', '2027-03-01', 'dob_future'],
  ['tel', 'en', '\u202d٠٧٧٠٠ ９００１２３\u202c', { sent: '07700 900123' }],
  ['text', 'en', '٢٥ ２５', { sent: '٢٥ ２５' }],
] as const)('a text for a field of type %s in %s: %j', (type, locale, value, expected) => {
  expect(check({ type }, value, locale)).toEqual(expected);
});

describe('a web address', () => {
  test.each([
    ['https://example.com', true],
    ['http://example.com/path?q=1#x', true],
    ['example.com', true],
    ['www.example.com/path', true],
    ['example.com:8080/path', true],
    ['HTTPS://EXAMPLE.COM', true],
    ['bücher.example', true],
    ['example', false],
    ['localhost', false],
    ['javascript:alert(1)', false],
    ['data:text/html,x.y', false],
    ['mailto:name@example.com', false],
    ['name@example.com', false],
    ['ftp://example.com', false],
    ['https://', false],
    ['https://exa mple.com', false],
    ['example .com', false],
  ])('%j passes: %s', (value, passes) => {
    expect(check({ type: 'url' }, value)).toEqual(passes ? { sent: value } : 'url');
  });
});

describe('a limit', () => {
  test.each([
    ['number', '5', { min: '5', max: '10' }, { sent: '5' }],
    ['number', '10', { min: '5', max: '10' }, { sent: '10' }],
    ['number', '9', { min: '10' }, 'min'],
    ['number', '4,9', { min: '5' }, 'min'],
    ['number', '1,500', { max: '1000' }, 'max'],
    ['number', '10.1', { max: '10' }, 'max'],
    ['date', '2027-01-30', { min: '2027-01-31' }, 'min'],
    ['date', '1 February 2027', { max: '2027-01-31' }, 'max'],
    ['dob', '2010-01-01', { max: '2009-02-28' }, 'max'],
    ['email', 'Ada <ada@example.com>', { maxlength: 15 }, { sent: 'ada@example.com' }],
    ['email', 'Ada <ada@example.com>', { maxlength: 14 }, 'too_long'],
  ] as const)('of a %s: %s within %j', (type, value, limits, expected) => {
    expect(check({ type, ...limits }, value)).toEqual(expected);
  });
});

describe('a rule of the form', () => {
  test.each([
    ['text', { minlength: 3 }, 'abc', { sent: 'abc' }],
    ['text', { minlength: 3 }, 'ab', 'too_short'],
    ['text', { minlength: 3 }, '👍👍', 'too_short'],
    ['text', { pattern: '[A-Z]{2}\\d' }, 'AB1', { sent: 'AB1' }],
    ['text', { pattern: '[A-Z]{2}\\d' }, 'xAB1', 'pattern'],
    ['text', { pattern: 'a|b' }, 'ab', 'pattern'],
    ['tel', { pattern: '\\d+' }, '٢٥', { sent: '25' }],
    ['email', { refuse: ['rival.example'] }, 'Ada <ada@RIVAL.example>', 'email_domain'],
    ['email', { refuse: ['rival.example'] }, 'ada@mail.rival.example', { sent: 'ada@mail.rival.example' }],
    ['email', { refuse: ['rival.example'] }, 'ada@myrival.example', { sent: 'ada@myrival.example' }],
    ['email', { refuse: ['*.example.net'] }, 'ada@mail.example.net', 'email_domain'],
    ['email', { refuse: ['*.example.net'] }, 'ada@a.b.example.net', 'email_domain'],
    ['email', { refuse: ['*.example.net'] }, 'ada@example.net', { sent: 'ada@example.net' }],
    ['email', { refuse: ['xn--bcher-kva.example'] }, 'ada@bücher.example', 'email_domain'],
    ['email', { refuse: ['free'] }, 'ada@mail.example', 'email_domain'],
    ['email', { refuse: ['disposable'] }, 'ada@mail.example', { sent: 'ada@mail.example' }],
    ['email', {}, 'ada@mail.example', { sent: 'ada@mail.example' }],
    ['date', { format: 'DD/MM/YYYY' }, '2027-01-31', { sent: '31/01/2027' }],
    ['dob', { format: 'MM-DD-YYYY' }, '17 May 1984', { sent: '05-17-1984' }],
    ['dob', { format: 'YYYYMMDD', max: '1990-01-01' }, '1984-05-17', { sent: '19840517' }],
    ['dob', { format: 'DD.MM.YYYY', max: '1990-01-01' }, '1991-05-17', 'max'],
  ] as const)('for %s, %j: %s', (type, rule, value, expected) => {
    expect(check({ type, ...rule } as FieldDefinition, value)).toEqual(expected);
  });
});

describe('a choice', () => {
  const options = [{ value: 'Dr', label: 'Doctor' }];
  test.each(['select', 'multiselect', 'radio', 'checkboxes'] as const)('of a %s is exact', (type) => {
    expect(check({ type, options }, 'Dr')).toEqual({ sent: 'Dr' });
    for (const value of ['dr', 'Dr ', 'Doctor', 'Ms', 'constructor'])
      expect(check({ type, options }, value)).toBe('choice');
    expect(check({ type }, 'anything')).toEqual({ sent: 'anything' });
  });

  test.each([
    ['GB', {}, true],
    ['gb', {}, false],
    ['United Kingdom', {}, false],
    ['ZZ', {}, false],
    ['United Kingdom', { options: [{ value: 'United Kingdom', label: 'UK' }] }, true],
    ['GB', { options: [{ value: 'United Kingdom', label: 'UK' }] }, false],
  ])('of a country: %j with %j passes: %s', (value, more, passes) => {
    expect(check({ type: 'country', ...more }, value)).toEqual(passes ? { sent: value } : 'choice');
  });
});

describe('a text', () => {
  test.each([
    ['abc', 3, true],
    ['abcd', 3, false],
    // Characters as people count them, not UTF-16.
    ['👍👍👍', 3, true],
    ['<b>', 3, true],
  ])('%j of at most %s characters passes: %s', (value, maxlength, passes) => {
    const expected = passes ? { sent: value } : 'too_long';
    expect(check({ type: 'text', maxlength }, value)).toEqual(expected);
    expect(check({ type: 'textarea', maxlength }, value)).toEqual(expected);
  });

  test.each(['phone', 'address', 'checkbox', 'consent'] as const)('of a %s is not checked here', (type) => {
    expect(check({ type }, 'anything')).toEqual({ sent: 'anything' });
  });
});
