import { expect, test } from 'vitest';
import { toErrors } from '../../../worker/leads/problems.ts';

test.each([
  ['date', '2027-01-31', 'Please enter January 31, 2027 or more.'],
  ['number', '5', 'Please enter 5 or more.'],
  ['date', '2027-99-99', 'Please enter 2027-99-99 or more.'],
] as const)('the least %s is written as people write it', (type, min, message) => {
  const field = { name: 'form[start]', type, label: 'Start', required: true, min };
  expect(toErrors([{ name: field.name, code: 'min', field }], 'en')).toEqual({
    [field.name]: [{ code: 'min', message }],
  });
});
