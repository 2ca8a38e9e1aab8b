import { describe, expect, test } from 'vitest';
import { toErrors } from '../../../worker/leads/problems.ts';

test.each([
  ['date', '2027-01-31', 'Enter January 31, 2027 or a later date.'],
  ['number', '5', 'Enter 5 or more.'],
  ['date', '2027-99-99', 'Enter 2027-99-99 or a later date.'],
] as const)('the least %s is written as people write it', (type, min, message) => {
  const field = { name: 'form[start]', type, label: 'Start', required: true, min };
  expect(toErrors([{ name: field.name, code: 'min', field }], 'en')).toEqual({
    [field.name]: [{ code: 'min', message }],
  });
});

describe('an error of a form’s own rule has', () => {
  const field = { name: 'form[code]', type: 'text', label: 'Code', required: true, minlength: 3 } as const;
  const say = (code: 'pattern' | 'email_domain' | 'too_short', more: object = {}) =>
    toErrors([{ name: field.name, code, field: { ...field, ...more }, values: { domain: 'rival.example' } }], 'en')[
      field.name
    ]?.[0]?.message;

  test('the words of the form itself', () => {
    expect(say('pattern', { patternMessage: 'Two letters, then a digit.' })).toBe('Two letters, then a digit.');
    expect(say('email_domain', { refuseMessage: 'Your work address.' })).toBe('Your work address.');
  });

  test('general words where it has none', () => {
    expect(say('too_short')).toBe('Use at least 3 characters.');
    expect(say('pattern')).toBe('Use the format required for “Code”.');
    expect(say('email_domain')).toBe('Use another email address. Addresses at rival.example are not accepted.');
  });
});

test.each([
  ['of its own', 'Enter your company name.', 'Enter your company name.'],
  ['from its label', undefined, 'Company is required.'],
])('a missing answer has an error %s', (_, requiredMessage, message) => {
  const field = { name: 'form[company]', type: 'text' as const, label: 'Company', required: true };
  const named = requiredMessage === undefined ? field : { ...field, requiredMessage };
  expect(toErrors([{ name: field.name, code: 'required', field: named }], 'en')).toEqual({
    [field.name]: [{ code: 'required', message }],
  });
});
