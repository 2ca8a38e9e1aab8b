import { expect, test } from 'vitest';
import { press, waitForText } from '../../../support/console.ts';
import { leadwire, open, page, useDesk } from '../../desk.ts';

useDesk({ isSignedIn: true });

async function openTexts(id: string, config: object): Promise<void> {
  await leadwire.saveForm(id, config);
  await open(`/forms/${id}?tab=texts`);
  await waitForText(page, '.save', /All changes saved/);
}
const pick = (locale: string) => page.select('.bar select', locale);
const picked = () => page.$eval('.bar select', (select) => (select as HTMLSelectElement).selectedOptions[0]?.text);
const placeholderOf = (css: string) =>
  page.waitForFunction((wanted: string) => document.querySelector<HTMLInputElement>(wanted)?.placeholder, {}, css);

test('a language shows what it lacks, with the words of the first one beside each gap', async () => {
  await openTexts('gaps', { title: 'Report', submitLabel: { en: 'Send', de: 'Los' } });
  await pick('de');
  await waitForText(page, '#text-title-help', /^English: Report$/);
  expect(await page.$eval('#text-title', (input) => (input as HTMLInputElement).value)).toBe('');
  expect(await picked()).toBe('German (1 missing)');
  await page.locator('#text-title').fill('Bericht');
  await page.waitForFunction(() => !document.querySelector('#text-title-help'));
  expect(await picked()).toBe('German');
});

test('a placeholder is in the language that it stands for, and has it as its own', async () => {
  await openTexts('defaults', {});
  for (const [locale, words] of [
    ['de', /Absenden/],
    ['fr', /Envoyer/],
  ] as const) {
    await pick(locale);
    await page.waitForFunction(
      (wanted: string) => document.querySelector('#text-submitLabel')?.getAttribute('lang') === wanted,
      {},
      locale,
    );
    await expect.poll(async () => (await placeholderOf('#text-submitLabel')).jsonValue()).toMatch(words);
  }
});

test('a heading in one language only is asked about before it is saved', async () => {
  await openTexts('lonely', {});
  await pick('de');
  await page.locator('#text-title').fill('Bericht');
  await press(page, 'Review and save');
  await waitForText(page, 'dialog', /The heading is only in German\.[\s\S]*Save anyway/);
});
