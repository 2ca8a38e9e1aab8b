import { describe, expect, test } from 'vitest';
import type { FormConfig } from '../../../worker/forms/configuration/config.ts';
import { resolveForm } from '../../../worker/forms/form.ts';
import { checkAnswers } from '../../../worker/leads/answers.ts';
import { toErrors } from '../../../worker/leads/problems.ts';

const NOW = Date.UTC(2027, 0, 15);
const LISTED = [
  ...['form[firstName]', 'form[email]', 'form[title]', 'form[comments]', 'form[interests][]', 'form[optin][terms]'],
  ...['form[telephone][countryCode]', 'form[telephone][telephone]', 'form[subId]'],
];
const FIELDS: FormConfig['fields'] = [
  { name: 'form[title]', type: 'select', options: ['Dr', 'Other'] },
  { name: 'form[comments]', type: 'textarea', required: true, showIf: { field: 'form[title]', is: ['Other'] } },
  { name: 'form[interests][]', type: 'checkboxes', options: ['a', 'b'] },
  { name: 'form[optin][terms]', type: 'consent', label: 'I agree.', required: true },
  { name: 'form[subId]', type: 'hidden', from: 'submission' },
];

function check(parameters: Record<string, string | string[]>, change: Partial<FormConfig> = {}, listed = LISTED) {
  const config = { enterprise: 'acme', campaignId: 1, formId: 1, origins: [], fields: FIELDS, ...change } as FormConfig;
  const form = resolveForm({ config, listed, locale: 'en' });
  const given = {
    'form[firstName]': 'Ada',
    'form[email]': 'ada@example.com',
    'form[optin][terms]': 'on',
    ...parameters,
  };
  const posted = new Map(Object.entries(given).map(([name, value]) => [name, [value].flat()]));
  return checkAnswers(form, posted, { locale: 'en', country: 'GB', now: NOW, isListed: () => false });
}
const codes = (checked: ReturnType<typeof check>) => checked.complaints.map(({ name, code }) => `${name} ${code}`);

describe('answers', () => {
  test('are in the form’s order, blank ones left out', () => {
    const { answers, complaints, emails } = check({ 'form[title]': ' ', 'form[interests][]': ['b', 'a', 'b'] });
    expect(complaints).toEqual([]);
    expect(answers).toEqual({
      'form[interests][]': ['b', 'a'],
      'form[optin][terms]': '1',
      'form[firstName]': 'Ada',
      'form[email]': 'ada@example.com',
    });
    expect(emails).toEqual(['form[email]']);
  });

  test('of fields that were not shown are neither required nor accepted', () => {
    expect(check({ 'form[comments]': 'x' }).answers).not.toHaveProperty('form[comments]');
    expect(codes(check({ 'form[title]': 'Other' }))).toEqual(['form[comments] required']);
    expect(check({ 'form[title]': 'Other', 'form[comments]': 'a\r\nb' }).answers['form[comments]']).toBe('a\nb');
  });

  test('of fields that depend on a field that was not shown are not required either', () => {
    const fields: FormConfig['fields'] = [
      { name: 'form[title]', type: 'select', options: ['Dr', 'Other'] },
      {
        name: 'form[company]',
        type: 'select',
        options: ['Mine', 'Yours'],
        showIf: { field: 'form[title]', is: ['Other'] },
      },
      { name: 'form[comments]', required: true, showIf: { field: 'form[company]', is: ['Yours'] } },
    ];
    const listed = fields.map(({ name }) => name);
    const left = { 'form[title]': 'Dr', 'form[company]': 'Yours', 'form[comments]': '' };
    expect(codes(check(left, { fields }, listed))).toEqual([]);
    expect(check({ ...left, 'form[comments]': 'x' }, { fields }, listed).answers).toEqual({ 'form[title]': 'Dr' });
    expect(codes(check({ ...left, 'form[title]': 'Other' }, { fields }, listed))).toEqual(['form[comments] required']);
  });

  test('of a list may be several, whatever its configured type', () => {
    const listed = ['form[interests][]', 'form[optin][contactTypes][]', 'form[optin][channels][]'];
    const given = {
      'form[interests][]': ['a', 'b'],
      'form[optin][contactTypes][]': ['email', 'SMS'],
      'form[optin][channels][]': ['x', 'y'],
    };
    expect(check(given, { fields: [] }, listed)).toMatchObject({
      answers: { ...given, 'form[optin][contactTypes][]': ['Email', 'SMS'] },
      complaints: [],
    });
  });

  test.each(['Yes ', 'Cafe\u0301', 'a\tb', '\ufeffYes'])(
    'of a choice are the option’s own value, to the letter: %j',
    (option) => {
      const fields: FormConfig['fields'] = [
        { name: 'form[title]', type: 'radio', options: [option, 'No'] },
        { name: 'form[comments]', required: true, showIf: { field: 'form[title]', is: [option] } },
      ];
      const checked = check(
        { 'form[title]': option, 'form[comments]': 'x' },
        { fields },
        fields.map(({ name }) => name),
      );
      expect(checked).toMatchObject({ answers: { 'form[title]': option, 'form[comments]': 'x' }, complaints: [] });
    },
  );

  test('for hidden fields are never the visitor’s', () => {
    expect(check({ 'form[subId]': 'mine' }).answers).not.toHaveProperty('form[subId]');
  });

  test.each([
    [{ 'form[title]': 'Duke' }, 'form[title] choice'],
    [{ 'form[interests][]': ['a', 'c'] }, 'form[interests][] choice'],
    [{ 'form[email]': ['a@example.com', 'b@example.com'] }, 'form[email] choice'],
    [{ 'form[email]': '' }, 'form[email] required'],
    [{ 'form[optin][terms]': [] as string[] }, 'form[optin][terms] consent'],
    [{ 'form[telephone][telephone]': '12' }, 'form[telephone][telephone] phone_country'],
    [{ 'form[firstName]': 'x'.repeat(501) }, 'form[firstName] too_long'],
  ])('%j: %s', (parameters, complaint) => {
    expect(codes(check(parameters))).toEqual([complaint]);
  });

  test('that consent keep the words that were shown, given or not', () => {
    const fields: FormConfig['fields'] = [
      { name: 'form[optin][terms]', type: 'consent', label: 'Write to me.', required: false },
    ];
    expect(check({}, { fields }).consents).toEqual([{ name: 'form[optin][terms]', text: 'Write to me.', given: true }]);
    const { consents, answers } = check({ 'form[optin][terms]': [] }, { fields });
    expect(consents).toEqual([{ name: 'form[optin][terms]', text: 'Write to me.', given: false }]);
    expect(answers).not.toHaveProperty('form[optin][terms]');
  });

  test.each([
    ['on', '1'],
    ['1', '1'],
    ['true', '1'],
    ['I agree', '1'],
    ['0', undefined],
    ['false', undefined],
    ['Off', undefined],
    ['no', undefined],
    [' ', undefined],
  ])('never treat a box with %j as a consent', (value, answer) => {
    const fields: FormConfig['fields'] = [{ name: 'form[optin][terms]', type: 'consent', required: false }];
    const { answers, consents } = check({ 'form[optin][terms]': value }, { fields });
    expect(answers['form[optin][terms]']).toBe(answer);
    expect(consents[0]?.given).toBe(answer !== undefined);
  });

  test('are ticked by the form’s own value, even when it reads like a no', () => {
    const fields: FormConfig['fields'] = [{ name: 'form[optin][terms]', type: 'consent', ticked: 'no' }];
    expect(check({ 'form[optin][terms]': 'no' }, { fields }).answers['form[optin][terms]']).toBe('no');
  });

  test('of a phone are sent as two values, whichever way they were given', () => {
    const number = 'form[telephone][telephone]';
    const code = 'form[telephone][countryCode]';
    for (const given of [{ [code]: 'GB', [number]: '07700 900123' }, { [number]: '+44 7700 900123' }]) {
      expect(check(given).answers).toMatchObject({ [code]: '+44', [number]: '07700900123' });
    }
  });

  test.each([
    ['GB', '07700 900123', '(+44)07700900123'],
    ['GB', '447700900123', '(+44)07700900123'],
    ['DE', '0151 23456789', '(+49)015123456789'],
    ['DE', '(+44) 7700 900123', '(+44)07700900123'],
    ['', '+44 7700 900123', '(+44)07700900123'],
  ])('of a phone in one field belong to the country chosen beside it: %s', (country, number, sent) => {
    const given = { 'form[mobile]': number, 'form[mobile].country': country };
    const { answers, complaints } = check(given, { fields: [] }, ['form[mobile]']);
    expect(complaints).toEqual([]);
    expect(answers).toEqual({ 'form[mobile]': sent });
  });

  test('that can mean two numbers are refused, with both', () => {
    const given = { 'form[mobile]': '447700900123', 'form[mobile].country': 'DE' };
    const { complaints } = check(given, { fields: [] }, ['form[mobile]']);
    expect(toErrors(complaints, 'en')['form[mobile]']).toEqual([
      {
        code: 'phone_ambiguous',
        message: 'Enter +49 4477 00900123 or +44 7700 900123. Your number can mean both.',
      },
    ]);
  });

  test('of names and texts lose invisible characters, and keep those that a script needs', () => {
    const name = '\u200eA\u00adda\u200b می\u200cخواهم 👩\u200d🔬';
    expect(check({ 'form[firstName]': name }).answers['form[firstName]']).toBe('Ada می\u200cخواهم 👩\u200d🔬');
    expect(codes(check({ 'form[firstName]': '\u200b\u2060' }))).toEqual(['form[firstName] required']);
  });
});
