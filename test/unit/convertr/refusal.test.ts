import { describe, expect, test } from 'vitest';
import { refusal, sendLead, tree } from './support/convertr.ts';

describe('a refused lead says which answers', () => {
  test.each([
    [
      'one field',
      { children: { firstName: [], email: { errors: ['Invalid.'] } } },
      { fields: { 'form[email]': ['Invalid.'] } },
    ],
    [
      'a nested field',
      { children: { telephone: { children: { countryCode: [], telephone: { errors: ['Bad.', 'Short.'] } } } } },
      { fields: { 'form[telephone][telephone]': ['Bad.', 'Short.'] } },
    ],
    [
      'a group and its field',
      { children: { lookup: { errors: ['Incomplete.'], children: { postcode: { errors: ['Bad.'] } } } } },
      { fields: { 'form[lookup]': ['Incomplete.'], 'form[lookup][postcode]': ['Bad.'] } },
    ],
    [
      'extra fields',
      { errors: ['This form should not contain extra fields.'], children: { firstName: [], email: [] } },
      { extraFields: true, form: ['This form should not contain extra fields.'] },
    ],
    [
      'extra fields in other letters',
      { errors: ['this form should not contain EXTRA fields'] },
      { extraFields: true, form: ['this form should not contain EXTRA fields'] },
    ],
    ['the form as a whole', { errors: ['Closed.'], children: [] }, { form: ['Closed.'] }],
    ['one text for a list', { errors: 'Closed.' }, { form: ['Closed.'] }],
    ['texts by number', { errors: { 0: 'A.', 1: 'B.' } }, { form: ['A.', 'B.'] }],
    ['nothing', { children: { email: [] } }, {}],
    ['what is no text', { errors: [5, null, { a: 1 }], children: { email: { errors: [7] }, x: null, y: 'z' } }, {}],
    [
      'a name that objects know',
      JSON.parse('{"children":{"__proto__":{"errors":["Bad."]}}}'),
      { fields: { 'form[__proto__]': ['Bad.'] } },
    ],
  ])('%s', async (_, errors, expected) => {
    expect(await sendLead(400, tree(errors))).toEqual(refusal(expected));
  });

  test('and a very deep tree does no harm', async () => {
    const depth = 5000;
    const body = `${'{"children":{"a":'.repeat(depth)}{"errors":["x"]}${'}}'.repeat(depth)}`;
    expect(await sendLead(400, `{"errors":${body}}`)).toEqual(refusal({}));
  });
});
