/** What people type, from the control to what the Worker reads, with the Worker's own code. */
import { sendKeys } from '@web/test-runner-commands';
import type { ResolvedForm } from '../../../worker/forms/form.ts';
import { checkAnswers } from '../../../worker/leads/answers.ts';
import type { Definition, FieldDefinition } from '../../../worker/protocol/wire.ts';
import { equal, matches, ok } from '../support/assert.ts';
import { haveFocus, testInChromium } from '../support/browser.ts';
import { email, field } from '../support/definitions.ts';
import { clearPage, control, fill, find, leave, mount, press, settle, until, worker } from '../support/page.ts';

/** Submits, and lets the Worker read what came. @returns the answer as Convertr gets it, or what is wrong with it. */
async function deliver(asked: FieldDefinition, answers: Record<string, string>, more: Partial<Definition> = {}) {
  const element = await mount({ fields: [asked], ...more });
  fill(element, answers);
  press(element);
  await until(() => worker.leads.length > 0 || Object.keys(element.problems).length > 0);
  const problem = Object.values(element.problems)[0];
  if (problem) return problem;
  const body = worker.leads[0]?.body ?? new URLSearchParams();
  const parameters = new Map([...body.keys()].map((name) => [name, body.getAll(name)]));
  const form: ResolvedForm = {
    fields: [asked],
    hidden: [],
    drift: { missing: [], added: [] },
    phone: { style: 'plain', countryCode: '+44' },
    provisional: false,
    steps: undefined,
  };
  const { locale, country } = element.definition;
  const read = checkAnswers(form, parameters, { locale, country, now: Date.now(), isListed: () => false });
  return `${read.complaints[0]?.code ?? read.answers[asked.name]}`;
}

suite('a phone number with its country code gets no other', () => {
  setup(clearPage);
  const phone = field('telephone', 'phone');
  const typedIn = (country: string, typed: string) =>
    deliver(phone, { 'form[telephone].country': country, 'form[telephone]': typed });

  const SPELLINGS = [
    '+44 7700 900123',
    '(+44) 7700 900123',
    '(+44)07700900123',
    'tel:+447700900123',
    '\u202a+44 7700 900123\u202c',
    '00447700900123',
    '(0044) 7700 900123',
    '011 44 7700 900123',
    '＋４４ ７７００ ９００１２３',
  ];
  for (const country of ['GB', 'DE', 'FR', 'IN', 'NL', 'AT', 'US'])
    for (const typed of SPELLINGS)
      test(`“${typed}” in ${country}`, async () => {
        equal(await typedIn(country, typed), '+447700900123');
      });

  for (const [country, typed, arrives] of [
    ['GB', '447700900123', '+447700900123'],
    ['GB', '44 7700 900123', '+447700900123'],
    ['FR', '447700900123', '+447700900123'],
    ['NL', '44 7700 900123', '+447700900123'],
    // It could be a number at home: the visitor is asked which.
    ['DE', '447700900123', 'phone_ambiguous'],
    ['AT', '447700900123', 'phone_ambiguous'],
    ['IN', '447700900123', 'phone_ambiguous'],
    ['GB', '07700 900123', '+447700900123'],
    ['DE', '0151 23456789', '+4915123456789'],
    ['FR', '06 12 34 56 78', '+33612345678'],
    ['IN', '98765 43210', '+919876543210'],
    ['NL', '06 12345678', '+31612345678'],
    ['AT', '0664 1234567', '+436641234567'],
    ['JP', '０９０−１２３４−５６７８', '+819012345678'],
    ['EG', '٠١٠ ٠١٢٣ ٤٥٦٧', '+201001234567'],
  ] as const)
    test(`“${typed}” in ${country} arrives as ${arrives}`, async () => {
      equal(await typedIn(country, typed), arrives);
    });

  test('an extension is refused with words, not dropped', async () => {
    matches(await typedIn('GB', '020 7946 0018 ext 12'), /without its extension, 12/);
  });

  for (const typed of ['447700900123', '4915123456789', '(+44) 7700 900123'])
    test(`no other code is shown beside “${typed}”`, async () => {
      const element = await mount({ fields: [phone], country: 'DE' });
      fill(element, { 'form[telephone]': typed });
      leave(control(element, 'telephone'));
      await settle(element);
      equal(element.renderRoot.querySelector('[part="hint"]'), null);
    });

  for (const typed of ['(+44) 7700 900123', '(0044) 7700 900123', 'tel:+447700900123', '\u200e+447700900123'])
    test(`“${typed}” selects its country`, async () => {
      const element = await mount({ fields: [phone], country: 'DE' });
      fill(element, { 'form[telephone]': typed });
      leave(control(element, 'telephone'));
      await until(() => find<HTMLSelectElement>(element, 'select').value === 'GB');
    });
});

suite('an email address arrives as it was meant', () => {
  setup(clearPage);
  const marks = [0x200b, 0x200c, 0x200d, 0x200e, 0x2060, 0xad, 0x180e, 0xfe0f];
  const ADA = 'ada@example.com';
  const typed: [string, string][] = [
    ...marks.map((code): [string, string] => [`ada${String.fromCodePoint(code)}@example.com`, ADA]),
    ['mailto:ada@example.com', ADA],
    ['<ada@example.com>', ADA],
    ['Ada <ada@example.com>', ADA],
    ['“ada@example.com”', ADA],
    ['"ada@example.com"', ADA],
    ['ada@example.com.', ADA],
    ['ada@example.com,', ADA],
    ['ada@example.com;', ADA],
    ['ada＠example.com', ADA],
    ['ａｄａ＠ｅｘａｍｐｌｅ．ｃｏｍ', ADA],
    ['o’brien@example.com', "o'brien@example.com"],
    ['name@bücher.example', 'name@xn--bcher-kva.example'],
  ];
  for (const [text, arrives] of typed)
    test(`“${text}”`, async () => {
      equal(await deliver(email, { 'form[email]': text }), arrives);
    });

  for (const [text, message] of [
    ['ad\ufffd@example.com', /without “\ufffd”/],
    ['ada @exam ple.com', /without spaces/],
    ['a@b.example, c@d.example', /one email address only/],
    ['ada@example', /name@example\.com/],
  ] as const)
    test(`“${text}” is refused with what is wrong`, async () => {
      matches(await deliver(email, { 'form[email]': text }), message);
    });
});

suite('rules of the form', () => {
  setup(clearPage);
  const domains = ['rival.example', '*.example.net'];
  for (const [asked, text, arrives] of [
    [field('it', 'text', { minlength: 3 }), 'ab', /^Use at least 3 characters\.$/],
    [field('it', 'text', { minlength: 3 }), 'abc', /^abc$/],
    [field('it', 'text', { pattern: '[A-Z]\\d', patternMessage: 'A letter and a digit.' }), 'xA1', /^A letter and a/],
    [field('it', 'text', { pattern: '[A-Z]\\d' }), 'A1x', /^Use the format required/],
    [field('it', 'text', { pattern: '[A-Z]\\d' }), 'A1\u200b', /^A1$/],
    [field('it', 'email', { refuse: domains }), 'Ada <ada@Rival.Example>', /Addresses at rival\.example/],
    [field('it', 'email', { refuse: domains, refuseMessage: 'Your work address.' }), 'a@b.example.net', /^Your work/],
    [field('it', 'email', { refuse: domains }), 'a@example.net', /^a@example\.net$/],
    [field('it', 'text', { minlength: 3, required: false }), '', /^undefined$/],
  ] as const)
    test(`${JSON.stringify({ ...asked, name: undefined, label: undefined })}: “${text}”`, async () => {
      matches(await deliver(asked, { 'form[it]': text }), arrives);
    });
});

suite('numbers and dates', () => {
  setup(clearPage);

  for (const [locale, text, arrives] of [
    ['en', '1,500', '1500'],
    ['ja', '1,500', '1500'],
    ['de', '1.500', '1500'],
    ['fr', '1\u202f500', '1500'],
    ['en', '10,000.00', '10000.00'],
    ['de-CH', "1'500", '1500'],
    ['ar', '٢٥', '25'],
    ['ja', '２５', '25'],
  ] as const)
    test(`“${text}” in ${locale} is the number ${arrives}`, async () => {
      equal(await deliver(field('budget', 'number'), { 'form[budget]': text }, { locale }), arrives);
    });

  const born = (day: string, month: string, year: string, locale = 'en', country = 'GB') =>
    deliver(
      field('dob', 'dob', { required: false }),
      { 'form[dob].day': day, 'form[dob].month': month, 'form[dob].year': year },
      { locale, country },
    );

  test('digits of any script make a date of birth', async () => {
    equal(await born('١٧', '٠٥', '١٩٨٤', 'ar', 'EG'), '1984-05-17');
    worker.leads = [];
    equal(await born('１７', '５', '１９８４', 'ja', 'JP'), '1984-05-17');
  });

  for (const [day, month, year, message] of [
    ['17', '', '1984', /Enter the day, month and year/],
    ['17', '5', '', /Enter the day, month and year/],
    ['17', '5', '84', /four digits/],
    ['1', '31', '1984', /There is no month 31/],
    ['30', '2', '1984', /There is no 30 February 1984|There is no February 30, 1984/],
    ['1', '1', '2999', /in the past/],
    ['1', '1', '1850', /last 120 years/],
  ] as const)
    test(`a date of birth ${day}/${month}/${year} is refused with what is wrong`, async () => {
      matches(await born(day, month, year), message);
    });

  for (const [locale, country, order] of [
    ['en', 'US', 'month day year'],
    ['en', 'GB', 'day month year'],
    ['ja', 'JP', 'year month day'],
  ] as const)
    test(`its parts are in the order of ${locale} in ${country}, and its error is at the first`, async () => {
      const element = await mount({ fields: [field('dob', 'dob')], locale, country });
      const parts = [...element.renderRoot.querySelectorAll('.dob input')];
      equal(parts.map((part) => part.getAttribute('name')?.split('.')[1]).join(' '), order);
      press(element);
      await until(() => Object.keys(element.problems).length > 0);
      await element.updateComplete;
      const described = parts.map((part) => part.getAttribute('aria-describedby'));
      ok(described[0] && find(element, `#${described[0]}`).textContent, 'the first part is described by the error');
      equal(described.slice(1), [null, null]);
    });

  for (const required of [true, false])
    testInChromium(`half a date is not sent blank, required: ${required}`, async () => {
      const element = await mount({ fields: [field('start', 'date', { required })] });
      await haveFocus();
      control(element, 'start').focus();
      await sendKeys({ type: '1705' });
      press(element);
      await until(() => Object.keys(element.problems).length > 0 || worker.leads.length > 0);
      equal(element.problems['form[start]'], 'Enter a day, a month and a year.');
    });
});
