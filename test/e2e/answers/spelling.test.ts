/** What people type, posted to the Worker, as it arrives at Convertr. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Leadwire, startLeadwire } from '../../support/leadwire.ts';

const FORM = 'spelling';
const CONFIG = {
  formId: 23,
  origins: ['https://landing.example.com'],
  fields: [
    { name: 'form[telephone]', required: false },
    { name: 'form[dob]', type: 'dob' },
    { name: 'form[promotion]', type: 'number' },
    { name: 'form[jobTitle]', type: 'date' },
    { name: 'form[website]', type: 'date', format: 'DD/MM/YYYY' },
    { name: 'form[optin][terms]', type: 'consent', required: false },
  ],
};
const WORK = 'work-addresses';
const REFUSE = ['free', 'disposable', 'rival.example', '*.example.net'];
const ADA = 'ada@example.com';
const NUMBER = 'form[telephone][telephone]';
const COUNTRY = 'form[telephone][countryCode]';
const INVISIBLE = [
  ...['200b', '200c', '200d', '200e', '200f', '2060', '00ad', '180e', 'fe0f', 'feff', '061c', '202a', '2069'],
].map((code) => [code, String.fromCodePoint(Number.parseInt(code, 16))] as const);

interface Row {
  name: string;
  typed: string;
  locale: string;
  country: string;
  arrives: Record<string, string>;
}

const email = (typed: string, arrives: string): Row => row('form[email]', typed, { 'form[email]': arrives });
const phone = (country: string, typed: string, code: string, number: string): Row =>
  row(NUMBER, typed, { [COUNTRY]: code, [NUMBER]: number }, 'en', country);
const row = (name: string, typed: string, arrives: Row['arrives'], locale = 'en', country = ''): Row => ({
  name,
  typed,
  locale,
  country,
  arrives,
});

const BRITISH = ['+44', '07700900123'] as const;
const COUNTRIES = ['GB', 'DE', 'FR', 'IN', 'NL', 'AT', 'US'];
const ROWS: Row[] = [
  ...INVISIBLE.map(([, mark]) => email(`${mark}ada@exam${mark}ple.com${mark}`, ADA)),
  email('mailto:ada@example.com', ADA),
  email('<ada@example.com>', ADA),
  email('Ada <ada@example.com>', ADA),
  email('"ada@example.com"', ADA),
  email('“ada@example.com”', ADA),
  email('ada@example.com.', ADA),
  email('ada@example.com,', ADA),
  email('ada@example.com;', ADA),
  email('ada＠example.com', ADA),
  email('ａｄａ＠ｅｘａｍｐｌｅ．ｃｏｍ', ADA),
  email('o’brien@example.com', "o'brien@example.com"),
  email('name@bücher.example', 'name@xn--bcher-kva.example'),
  ...COUNTRIES.flatMap((country) =>
    [
      '+44 7700 900123',
      '(+44) 7700 900123',
      'tel:+447700900123',
      '\u202a+44 7700 900123\u202c',
      '(0044) 7700 900123',
    ].map((typed) => phone(country, typed, ...BRITISH)),
  ),
  phone('US', '011 44 7700 900123', ...BRITISH),
  phone('GB', '447700900123', ...BRITISH),
  phone('GB', '44 7700 900123', ...BRITISH),
  phone('FR', '447700900123', ...BRITISH),
  phone('NL', '44 7700 900123', ...BRITISH),
  phone('EG', '٠١٠ ٠١٢٣ ٤٥٦٧', '+20', '01001234567'),
  phone('JP', '０９０−１２３４−５６７８', '+81', '09012345678'),
  row('form[dob]', '١٧/٠٥/١٩٨٤', { 'form[dob]': '1984-05-17' }, 'ar'),
  row('form[dob]', '17. Mai 1984', { 'form[dob]': '1984-05-17' }, 'de'),
  row('form[dob]', '05/17/1984', { 'form[dob]': '1984-05-17' }, 'en-US'),
  row('form[jobTitle]', '1984年5月17日', { 'form[jobTitle]': '1984-05-17' }, 'ja'),
  row('form[website]', '1984-05-17', { 'form[website]': '17/05/1984' }),
  ...(
    [
      ['ar', '٢٥', '25'],
      ['ja', '２５', '25'],
      ['en', '1,500', '1500'],
      ['ja', '1,500', '1500'],
      ['de', '1.500', '1500'],
      ['fr', '1 500', '1500'],
      ['fr', '1\u202f500', '1500'],
      ['en', '10,000.00', '10000.00'],
      ['de-CH', "1'500", '1500'],
    ] as const
  ).map(([locale, typed, value]) => row('form[promotion]', typed, { 'form[promotion]': value }, locale)),
  row('form[lastName]', 'O’Brien\u200b', { 'form[lastName]': 'O’Brien' }),
  row('form[lastName]', 'نیک\u200cپور', { 'form[lastName]': 'نیک\u200cپور' }),
];

let leadwire: Leadwire;
beforeAll(async () => {
  leadwire = await startLeadwire({ vars: { ANSWER_WITHIN_MS: '10000' } });
  await leadwire.saveForm(FORM, CONFIG);
  const fields = [{ name: 'form[email]', refuse: REFUSE, refuseMessage: 'Use your work address.' }, ...CONFIG.fields];
  await leadwire.saveForm(WORK, { ...CONFIG, fields });
});
afterAll(() => leadwire?.stop());

let visitors = 0;
/** @param answers in the place of those that every row shares. */
function post(answers: Record<string, string>, form = FORM): Promise<Response> {
  visitors += 1;
  const body = new URLSearchParams({
    'form[firstName]': 'Ada',
    'form[lastName]': 'Byron',
    'form[email]': `ada.${visitors}@example.com`,
    ...answers,
  });
  // The limit counts by address, and locally the client says which it has.
  const headers = { accept: 'application/json', 'cf-connecting-ip': `198.51.100.${visitors}` };
  return fetch(`${leadwire.workerUrl}/v1/forms/${form}/leads`, { method: 'POST', headers, body });
}

test('Convertr accepts each spelling that the Worker accepts, as it was meant', async () => {
  const found = [];
  const expected = [];
  for (const { name, typed, locale, country, arrives } of ROWS) {
    const response = await post({ [name]: typed, locale, ...(country && { [COUNTRY]: country }) });
    const { leadId } = (await response.json()) as { leadId?: number };
    expected.push({ name, typed, locale, country, status: 201, arrives });
    const answers = (await leadwire.leads()).find(({ id }) => id === leadId)?.answers ?? {};
    const arrived = Object.fromEntries(Object.keys(arrives).map((each) => [each, answers[each]]));
    found.push({ name, typed, locale, country, status: response.status, arrives: arrived });
  }
  expect(found).toEqual(expected);
});

describe('what cannot be read is refused here, with what is wrong with it', () => {
  test.each([
    [{ 'form[email]': 'ad\ufffd@example.com' }, 'form[email]', 'email_character'],
    [{ 'form[email]': 'a@b.example, c@d.example' }, 'form[email]', 'email_several'],
    [{ [NUMBER]: '447700900123', [COUNTRY]: 'DE' }, NUMBER, 'phone_ambiguous'],
    [{ [NUMBER]: '447700900123', [COUNTRY]: 'AT' }, NUMBER, 'phone_ambiguous'],
    [{ [NUMBER]: '447700900123', [COUNTRY]: 'IN' }, NUMBER, 'phone_ambiguous'],
    [{ [NUMBER]: '020 7946 0018 ext 5', [COUNTRY]: 'GB' }, NUMBER, 'phone_extension'],
    [{ 'form[dob]': '17/05' }, 'form[dob]', 'dob_incomplete'],
    [{ 'form[jobTitle]': '31/01' }, 'form[jobTitle]', 'date_incomplete'],
    [{ 'form[promotion]': '1,2,3' }, 'form[promotion]', 'number'],
  ])('%j', async (answers, name, code) => {
    const response = await post(answers);
    expect(response.status).toBe(422);
    const { errors } = (await response.json()) as { errors: Record<string, { code: string; message: string }[]> };
    expect(errors[name]?.map((error) => error.code)).toEqual([code]);
    // Every placeholder of the message is filled.
    expect(errors[name]?.[0]?.message).not.toMatch(/[{}]/);
  });
});

test.each(INVISIBLE)('Convertr itself refuses an address with U+%s in it', async (_, mark) => {
  const body = new URLSearchParams({
    'form[firstName]': 'Ada',
    'form[lastName]': 'Byron',
    'form[email]': `ada@exam${mark}ple.com`,
    'form[submit]': 'true',
  });
  const login = await fetch(`${leadwire.convertrUrl}/api/login`, {
    method: 'POST',
    body: new URLSearchParams({ username: 'publisher@example.com', password: 'correct-horse' }),
  });
  const { access_token } = (await login.json()) as { access_token: string };
  const response = await fetch(`${leadwire.convertrUrl}/api/v2.4/publisher/12/forms/23/campaign/1234/leads`, {
    method: 'POST',
    headers: { authorization: `Bearer ${access_token}` },
    body,
  });
  expect(response.status).toBe(400);
});

test.each([
  ['ada@gmail.com', 422],
  ['Ada <ada@GMX.de>', 422],
  ['ada@mailinator.com', 422],
  ['ada@rival.example', 422],
  ['ada@mail.example.net', 422],
  ['ada@example.net', 201],
  ['ada@work.example', 201],
])('a form for work addresses answers %s with %i', async (email, status) => {
  const response = await post({ 'form[email]': email }, WORK);
  expect(response.status).toBe(status);
  const { errors } = (await response.json()) as { errors?: Record<string, { code: string; message: string }[]> };
  const refused = { 'form[email]': [{ code: 'email_domain', message: 'Use your work address.' }] };
  expect(errors).toEqual(status === 422 ? refused : undefined);
});
