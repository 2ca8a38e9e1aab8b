import { describe, expect, test } from 'vitest';
import { parseFormConfig } from '../../../worker/forms/configuration/config.ts';
import { parseFormId } from '../../../worker/forms/configuration/form-id.ts';

const LEAST = { enterprise: 'acme', campaignId: 1234, formId: 23, origins: ['https://landing.example.com'] };

const CONTRACT = {
  ...LEAST,
  title: 'Get the report',
  submitLabel: 'Download',
  success: { message: 'Thank you.', redirect: 'https://landing.example.com/thanks' },
  fields: [
    { name: 'form[email]', label: 'Work email', required: true },
    { name: 'form[title]', type: 'select', options: ['Dr', { value: 'Ms', label: 'Ms' }] },
    { name: 'form[subId]', type: 'hidden', from: 'submission' },
    { name: 'form[promotion]', type: 'hidden', value: 'autumn' },
    { name: 'form[optin][terms]', type: 'consent', label: 'I agree to …', required: true },
  ],
  channels: { Email: 25 },
  locale: 'en',
  closedMessage: 'This offer has ended.',
  touch: 'last',
  turnstile: '0x4AAA…',
  phone: 'split',
  minGapSeconds: 0,
  onUnknown: 'resend',
};

/** The faults' paths, in order. */
function faults(input: unknown): string[] {
  const parsed = parseFormConfig(input);
  return parsed.ok ? [] : parsed.error.map(({ path }) => path);
}

const withField = (field: Record<string, unknown>) => ({ ...LEAST, fields: [{ name: 'form[x]', ...field }] });

describe('a good configuration', () => {
  test.each([
    ['the least', LEAST],
    ['the contract’s', CONTRACT],
    ['no origins yet', { ...LEAST, origins: [] }],
    ['texts by language', { ...LEAST, title: { en: 'Hi', 'pt-BR': 'Oi' }, success: { message: { de: 'Danke' } } }],
    ['wildcards and loopback', { ...LEAST, origins: ['https://*.example.com', 'http://localhost:5173'] }],
    ['nested and multiple names', withField({ name: 'form[optin][contactTypes][]' })],
    ['a name in other letters', withField({ name: 'form[имя и фамилия]' })],
    ['a click id', withField({ type: 'hidden', from: 'gclid' })],
    ['a parameter of the page’s address', withField({ type: 'hidden', from: 'query:sub_id', report: true })],
    ['a value that the page sets', withField({ type: 'hidden', from: 'page:sub-id' })],
    ['an input that another script adds', withField({ type: 'hidden', from: 'input:xxTrustedFormCertUrl' })],
    ['a condition', withField({ showIf: { field: 'form[y]', is: ['a', 'b'] } })],
    ['a rich text', withField({ type: 'consent', text: ['I agree to ', { text: 'this', href: 'https://a.b/' }] })],
    ['rich texts by language', withField({ type: 'consent', text: { en: ['Yes'], de: ['Ja'] } })],
    ['limits as number and date', withField({ type: 'date', min: '2027-01-31', max: '2027-12-31' })],
    ['no questions about quality', { ...LEAST, qualityQuestions: false }],
    ['steps', { ...withField({ step: 2 }), steps: ['You', { en: 'Work' }] }],
  ])('%s', (_, input) => {
    expect(parseFormConfig(input)).toMatchObject({ ok: true });
  });

  test('is returned unchanged, except for values with two notations', () => {
    expect(parseFormConfig(CONTRACT)).toEqual({ ok: true, value: CONTRACT });
    const parsed = parseFormConfig(withField({ showIf: { field: 'form[y]', is: 'a' }, min: 5 }));
    expect(parsed).toMatchObject({ value: { fields: [{ showIf: { is: ['a'] }, min: '5' }] } });
  });
});

describe('a fault is named by its path', () => {
  test.each([
    ['enterprise', { ...LEAST, enterprise: 'ACME' }],
    ['enterprise', { ...LEAST, enterprise: 'acme.evil' }],
    ['enterprise', { ...LEAST, enterprise: 7 }],
    ['campaignId', { ...LEAST, campaignId: '1234' }],
    ['campaignId', { ...LEAST, campaignId: 0 }],
    ['campaignId', { ...LEAST, campaignId: Number.NaN }],
    ['formId', { ...LEAST, formId: 2.5 }],
    ['origins', { ...LEAST, origins: 'https://a.b' }],
    ['origins[1]', { ...LEAST, origins: ['https://a.b', 'https://a.b/path'] }],
    ['origins[0]', { ...LEAST, origins: ['*'] }],
    ['origins', { ...LEAST, origins: Array(101).fill('https://a.b') }],
    ['title', { ...LEAST, title: '' }],
    ['title', { ...LEAST, title: 5 }],
    ['title', { ...LEAST, title: {} }],
    ['title', { ...LEAST, title: [] }],
    ['title.nonsense_tag', { ...LEAST, title: { nonsense_tag: 'x' } }],
    ['title.de', { ...LEAST, title: { en: 'x', de: '' } }],
    ['success.redirect', { ...LEAST, success: { redirect: 'javascript:alert(1)' } }],
    ['success.redirect', { ...LEAST, success: { redirect: '/thanks' } }],
    ['success.redirect', { ...LEAST, success: { redirect: 'https://a.example;sandbox/thanks' } }],
    ['success.redirect', { ...LEAST, success: { redirect: 'https://a,b.example/thanks' } }],
    ['success.colour', { ...LEAST, success: { colour: 'red' } }],
    ['fields', { ...LEAST, fields: {} }],
    ['fields[0]', { ...LEAST, fields: ['form[email]'] }],
    ['fields[0].name', { ...LEAST, fields: [{ label: 'x' }] }],
    ['fields[0].name', withField({ name: 'email' })],
    ['fields[0].name', withField({ name: 'form[]' })],
    ['fields[0].name', withField({ name: 'form[a]b' })],
    ['fields[0].name', withField({ name: 'form[a][][]' })],
    ['fields[0].type', withField({ type: 'file' })],
    ['fields[0].label', withField({ label: ['x'] })],
    ['fields[0].required', withField({ required: 'yes' })],
    ['fields[0].options', withField({ type: 'select' })],
    ['fields[0].options', withField({ type: 'select', options: [] })],
    ['fields[0].options[1]', withField({ type: 'select', options: ['a', 5] })],
    ['fields[0].autocomplete', withField({ autocomplete: 'E-Mail!' })],
    ['fields[0].inputmode', withField({ inputmode: 'phone' })],
    ['fields[0].width', withField({ width: 'third' })],
    ['fields[0].step', withField({ step: 0 })],
    ['fields[0].showIf.is', withField({ showIf: { field: 'form[y]', is: [] } })],
    ['fields[0].showIf.field', withField({ showIf: { field: 'y', is: 'a' } })],
    ['fields[0].showIf', withField({ showIf: { field: 'form[x]', is: 'a' } })],
    ['fields[0].from', withField({ type: 'hidden', from: 'password' })],
    ['fields[0].from', withField({ from: 'channel' })],
    ...[
      'query:',
      'query:a b',
      'page:subId',
      'page:-a',
      'page:a--b',
      `page:${'a'.repeat(65)}`,
      'input:a"b',
      'cookie:a',
    ].map((from): [string, unknown] => ['fields[0].from', withField({ type: 'hidden', from })]),
    ['fields[0].report', withField({ type: 'text', report: true })],
    ['fields[0].report', withField({ report: true })],
    ['fields[0].value', withField({ type: 'hidden', from: 'channel', value: 'x' })],
    ['fields[0].required', withField({ type: 'hidden', required: true })],
    ['fields[0].text', withField({ type: 'text', text: ['x'] })],
    ['fields[0].text[0].href', withField({ type: 'consent', text: [{ text: 'x', href: 'javascript:alert(1)' }] })],
    ['fields[0].min', withField({ min: 'soon' })],
    ['fields[0].maxlength', withField({ maxlength: 0 })],
    ['fields[0].minlength', withField({ minlength: 9, maxlength: 8 })],
    ['fields[0].minlength', withField({ type: 'number', minlength: 3 })],
    ['fields[0].pattern', withField({ pattern: '[' })],
    ['fields[0].patternMessage', withField({ patternMessage: 'Two letters.' })],
    ['fields[0].format', withField({ type: 'date', format: 'DD/MM/YY' })],
    ['fields[0].format', withField({ type: 'date', format: 'DD/MM.YYYY' })],
    ['fields[0].format', withField({ type: 'text', format: 'DD/MM/YYYY' })],
    ['fields[0].refuse', withField({ type: 'text', refuse: ['example.com'] })],
    ['fields[0].refuse[0]', withField({ type: 'email', refuse: ['@example.com'] })],
    ['fields[0].refuseMessage', withField({ type: 'email', refuseMessage: 'No.' })],
    ['fields[0].sensitive', withField({ sensitive: 'yes' })],
    ['fields[0].country', withField({ country: 'Germany' })],
    ['fields[0].colour', withField({ colour: 'red' })],
    ['fields[1].name', { ...LEAST, fields: [{ name: 'form[x]' }, { name: 'form[x]' }] }],
    ['channels', { ...LEAST, channels: [25] }],
    ['channels', { ...LEAST, channels: 'Email' }],
    ['channels', { ...LEAST, channels: { Email: 25, 'e-mail': 26 } }],
    ['channels.Email', { ...LEAST, channels: { Email: '25' } }],
    ['locale', { ...LEAST, locale: 'en_US!' }],
    ['touch', { ...LEAST, touch: 'both' }],
    ['turnstile', { ...LEAST, turnstile: '<key>' }],
    ['phone', { ...LEAST, phone: 'e164' }],
    ['phoneCountryCode', { ...LEAST, phoneCountryCode: '+49' }],
    ['minGapSeconds', { ...LEAST, minGapSeconds: -1 }],
    ['qualityQuestions', { ...LEAST, qualityQuestions: 'off' }],
    ['onUnknown', { ...LEAST, onUnknown: 'drop' }],
    ['colour', { ...LEAST, colour: 'red' }],
    ['constructor', { ...LEAST, constructor: 1 }],
    ['toString', { ...LEAST, toString: 1 }],
    ['__proto__', JSON.parse(`{"__proto__":{"admin":true},${JSON.stringify(LEAST).slice(1)}`)],
    ['fields[0].__proto__', { ...LEAST, fields: [JSON.parse('{"name":"form[x]","__proto__":{"hide":true}}')] }],
  ])('%s', (path, input) => {
    expect(faults(input)).toEqual([path]);
  });

  test.each([[undefined], [null], ['{}'], [5], [[]]])('%j is no configuration at all', (input) => {
    expect(faults(input)).toEqual(['']);
  });

  test('each of several, missing ones included', () => {
    expect(faults({ enterprise: 'acme', formId: 'x', colour: 'red' }).sort()).toEqual([
      'campaignId',
      'colour',
      'formId',
      'origins',
    ]);
  });

  test('each field of a cycle of conditions', () => {
    const wait = (name: string, field: string) => ({
      name: `form[${name}]`,
      showIf: { field: `form[${field}]`, is: '*' },
    });
    expect(faults({ ...LEAST, fields: [wait('a', 'b'), wait('b', 'c'), wait('c', 'a')] })).toEqual([
      'fields[0].showIf',
      'fields[1].showIf',
      'fields[2].showIf',
    ]);
    expect(faults({ ...LEAST, fields: [wait('a', 'b'), wait('b', 'c')] })).toEqual([]);
  });

  test('with a message that says what to do', () => {
    const message = (input: unknown) => {
      const parsed = parseFormConfig(input);
      return parsed.ok ? undefined : parsed.error[0]?.message;
    };
    expect(message({ ...LEAST, colour: 'red' })).toBe('There is no such key.');
    expect(message({ ...LEAST, origins: undefined })).toMatch(/\w/);
    expect(message({ enterprise: 'acme', campaignId: 1, formId: 2 })).toBe('This is missing.');
    expect(message({ ...LEAST, touch: 'both' })).toBe('Use "first" or "last".');
  });

  test('a prototype in the input has no effect', () => {
    const input = JSON.parse(`{"channels":{"__proto__":5,"Email":6},${JSON.stringify(LEAST).slice(1)}`);
    const parsed = parseFormConfig(input);
    expect(({} as Record<string, unknown>).Email).toBeUndefined();
    expect(parsed.ok && Object.getPrototypeOf(parsed.value.channels)).toBe(Object.prototype);
  });
});

test.each([
  ['acme-report', true],
  ['0', true],
  ['a'.repeat(64), true],
  ['a'.repeat(65), false],
  ['', false],
  ['-a', false],
  ['A', false],
  ['a_b', false],
  ['a/b', false],
  ['../a', false],
  ['a\n', false],
  [5, false],
  [undefined, false],
])('the form id %j: %s', (input, valid) => {
  expect(parseFormId(input)).toBe(valid ? input : undefined);
});
