import { expect, test } from 'vitest';
import { press, waitForText } from '../../../support/console.ts';
import { leadwire, open, page, useDesk } from '../../desk.ts';

useDesk({ isSignedIn: true });

let forms = 0;
/** A form with one field of its own, whose card is open. */
async function edit(field: { name: string } & Record<string, unknown>, config: object = {}): Promise<string> {
  forms += 1;
  const id = `rules-${forms}`;
  await leadwire.saveForm(id, { formId: 23, ...config, fields: [field] });
  await open(`/forms/${id}`);
  await waitForText(page, '.save', /All changes saved/);
  await click(`[data-name="${field.name}"] .toggle`);
  await page.waitForSelector(at('label'));
  // By then its kind is known.
  await page.waitForSelector('.field:nth-child(3)');
  return id;
}
const at = (key: string) => `.field.open [id$="-${key}"]`;
const fill = (key: string, value: string) => page.locator(at(key)).fill(value);
/** With the keyboard, because a pointer would miss what moves while the campaign's fields arrive. */
async function click(css: string): Promise<void> {
  await (await page.waitForSelector(css))?.focus();
  await page.keyboard.press('Space');
}
const isTicked = (key: string) => page.$eval(at(key), (box) => (box as HTMLInputElement).checked);
const read = (key: string) => page.$eval(at(key), (input) => (input as HTMLInputElement).value);

/** Saves, and gives the field as it is stored, and what the review has said. */
async function save(id: string) {
  await press(page, 'Review and save');
  const review = await waitForText(page, 'dialog .diff', /./);
  await page.locator('dialog button[value="yes"]').click();
  await waitForText(page, '.save', /All changes saved/);
  const stored = (await (await leadwire.admin(`forms/${id}`)).json()) as { fields: Record<string, unknown>[] };
  const { name: _, ...settings } = stored.fields[0] ?? {};
  return { settings, review };
}

const LISTS = ['free', 'disposable'];
const EMAIL = { name: 'form[email]' };
const COMPANY = { name: 'form[company]' };
const DATE = { name: 'form[start]', type: 'date' };

test.each([
  [
    'work addresses only',
    EMAIL,
    () => click(at('work')),
    { refuse: LISTS },
    /Refused addresses of Email:\s*free mailboxes, throw-away addresses/,
  ],
  ['no throw-away addresses', EMAIL, () => click(at('lasting')), { refuse: ['disposable'] }, /throw-away addresses/],
  [
    'work addresses but those of two domains',
    { ...EMAIL, refuse: ['disposable'] },
    async () => {
      await click(at('work'));
      await fill('refuse', 'Rival.example\n*.example.net');
    },
    { refuse: [...LISTS, 'rival.example', '*.example.net'] },
    /rival\.example, \*\.example\.net/,
  ],
  [
    'all addresses, which leaves nothing to say about others',
    { ...EMAIL, refuse: LISTS, refuseMessage: 'No.' },
    () => click(at('work')),
    {},
    /Error for refused addresses of Email:\s*No\.\s*removed/,
  ],
  [
    'a length',
    COMPANY,
    async () => {
      await click('.field.open summary');
      await fill('minlength', '3');
      await fill('maxlength', '40');
    },
    { minlength: 3, maxlength: 40 },
    /Shortest answer of Company:\s*3[\s\S]*Longest answer of Company:\s*40/,
  ],
  [
    'a pattern with words of its own',
    COMPANY,
    async () => {
      await click('.field.open summary');
      await fill('pattern', '[A-Z]{2}');
      await fill('patternMessage', 'Two capitals.');
    },
    { pattern: '[A-Z]{2}', patternMessage: 'Two capitals.' },
    /Allowed pattern of Company:\s*\[A-Z\]\{2\}[\s\S]*Error for the pattern of Company:\s*Two capitals\./,
  ],
  [
    'the format of a date',
    DATE,
    () => page.select(at('format'), 'DD/MM/YYYY'),
    { type: 'date', format: 'DD/MM/YYYY' },
    /Date format of form\[start\]:\s*DD\/MM\/YYYY/,
  ],
  [
    'a sensitive answer',
    COMPANY,
    () => click(at('sensitive')),
    { sensitive: true },
    /Sensitive answer of Company:\s*yes/,
  ],
  [
    'another kind, without the rules that it cannot have',
    { ...EMAIL, refuse: LISTS, refuseMessage: 'No.', minlength: 9 },
    () => page.select(at('type'), 'text'),
    { type: 'text', minlength: 9 },
    /Kind of Email/,
  ],
])('a field gets %s', async (_, field, choose, settings, words) => {
  const id = await edit(field);
  await choose();
  const saved = await save(id);
  expect(saved.settings).toEqual(settings);
  expect(saved.review).toMatch(words);
});

test('what has no tick of its own is kept', async () => {
  const id = await edit({ ...EMAIL, refuse: ['rival.example', 'free'] });
  expect([await isTicked('work'), await isTicked('lasting'), await read('refuse')]).toEqual([
    false,
    false,
    'rival.example\nfree',
  ]);
  await fill('label', 'Work address');
  expect((await save(id)).settings).toEqual({ label: 'Work address', refuse: ['rival.example', 'free'] });
});

test('a date format that few use stays the chosen one', async () => {
  await edit({ ...DATE, format: 'YYYY.MM.DD' });
  expect(await read('format')).toBe('YYYY.MM.DD');
});

test.each([
  ['refuse', EMAIL, 'good.example\n@rival.example', /^@rival\.example: .*a domain/],
  ['pattern', { ...COMPANY, minlength: 3 }, '[', /regular expression/],
  ['minlength', { ...COMPANY, maxlength: 8 }, '9', /more than/],
])('a fault of %s is said at its control, which opens for it', async (key, field, value, words) => {
  await edit(field);
  await fill(key, value);
  await waitForText(page, `.field.open [id$="-${key}-fault"]`, words);
  await page.$eval('.field.open summary', (summary) =>
    (summary.parentElement as HTMLDetailsElement).removeAttribute('open'),
  );
  await press(page, 'Review and save');
  await page.waitForFunction((css: string) => document.activeElement === document.querySelector(css), {}, at(key));
});

test('the preview follows a rule', async () => {
  await edit({ ...COMPANY, required: true, minlength: 3 });
  await fill('minlength', '5');
  await page.waitForResponse((response) => response.url().includes('/v1/admin/preview'));
  const frame = await (await page.waitForSelector('.preview iframe'))?.contentFrame();
  await frame?.locator('lead-form >>> [name="form[company]"]').fill('Four');
  await frame?.locator('lead-form >>> button[type="submit"]').click();
  await frame?.waitForFunction(() =>
    /at least 5/.test(document.querySelector('lead-form')?.shadowRoot?.textContent ?? ''),
  );
});

test('a form for work addresses refuses another in the words of each language', async () => {
  const id = await edit({ ...EMAIL, refuse: LISTS }, { title: { en: 'Report', de: 'Bericht' } });
  await page.waitForFunction(
    (css: string) => /Addresses at/.test(document.querySelector<HTMLInputElement>(css)?.placeholder ?? ''),
    {},
    at('refuseMessage'),
  );
  await fill('refuseMessage', 'Use your work address.');
  const readLanguage = () =>
    page.$eval('.bar select', (select) => (select as HTMLSelectElement).selectedOptions[0]?.text);
  await page.select('.bar select', 'de');
  await waitForText(page, `.field.open [id$="-refuseMessage-help"]`, /English: Use your work address\./);
  expect(await readLanguage()).toBe('German (1 missing)');
  await fill('refuseMessage', 'Nehmen Sie Ihre Adresse bei der Arbeit.');
  await page.waitForFunction(
    () => document.querySelector<HTMLSelectElement>('.bar select')?.selectedOptions[0]?.text === 'German',
  );
  const { settings } = await save(id);
  expect(settings).toEqual({
    refuse: LISTS,
    refuseMessage: { en: 'Use your work address.', de: 'Nehmen Sie Ihre Adresse bei der Arbeit.' },
  });

  await page.goto(`${leadwire.workerUrl}/f/${id}?locale=de`);
  for (const [name, value] of [
    ['firstName', 'Ada'],
    ['lastName', 'Byron'],
    ['email', 'ada@gmail.com'],
  ]) {
    await page.locator(`form [name="form[${name}]"]`).fill(value ?? '');
  }
  await page.locator('form button[type="submit"]').click();
  await waitForText(page, 'form', /Nehmen Sie Ihre Adresse bei der Arbeit\./);
});
