import type { HTTPRequest } from 'puppeteer-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { press, waitForText } from '../../support/console.ts';
import { leadwire, open, page, useDesk } from '../desk.ts';

useDesk({ isSignedIn: true });

beforeAll(async () => {
  await leadwire.admin('forms/acme-report/test', { method: 'POST' });
  await leadwire.saveForm('drifted', { fields: [{ name: 'form[nothing]', type: 'text' }] });
});

/** Records the texts of regions that existed before, because a screen reader may miss one that appears with its text. */
async function listen(): Promise<void> {
  await page.evaluate(() => {
    const said: string[] = [];
    (globalThis as unknown as { said: string[] }).said = said;
    for (const region of document.querySelectorAll('[role=status], [role=alert], [aria-live]'))
      new MutationObserver(() => said.push(region.textContent?.replace(/\s+/g, ' ') ?? '')).observe(region, {
        childList: true,
        characterData: true,
        subtree: true,
      });
  });
}
const hear = (words: RegExp) =>
  page.waitForFunction(
    (pattern: string) =>
      (globalThis as unknown as { said: string[] }).said.some((each) => new RegExp(pattern).test(each)),
    { timeout: 10_000, polling: 50 },
    words.source,
  );

describe('a status message is spoken', () => {
  test.each([
    [
      'after a look-up',
      '/forms/new',
      '#campaign',
      async () => {
        await page.locator('#campaign').fill('1234');
        await press(page, 'Look up');
      },
      /\d forms found\./,
    ],
    ['after a check-up', '/forms/acme-report/check', '.steps', () => press(page, 'Check again'), /to do/],
    [
      'when Convertr’s fields have changed',
      '/forms',
      '.list',
      () => page.locator('a[href="/console/forms/drifted"]').click(),
      /fields have changed/,
    ],
    [
      'when a list of leads is narrowed',
      '/leads',
      'table.leads tbody tr',
      () => page.locator('aria/Verdict').fill('invalid'),
      /^0 leads/,
    ],
    [
      'when the list is old',
      '/leads',
      'table.leads tbody tr',
      async () => {
        await page.setOfflineMode(true);
        await page.evaluate(() => dispatchEvent(new Event('offline')));
      },
      /Last updated/,
    ],
    [
      'when a list of verdicts has been compared',
      '/leads/reconcile?enterprise=acme',
      '#list',
      async () => {
        await page.locator('#list').fill('Lead ID\n999999');
        await press(page, 'Compare with the leads');
      },
      /What would change[\s\S]*1 lead unknown here/,
    ],
    [
      'when a field of the form is moved',
      '/forms/acme-report',
      '.field:nth-child(2)',
      async () => {
        await page.focus('.field .toggle');
        await page.keyboard.down('Alt');
        await page.keyboard.press('ArrowDown');
        await page.keyboard.up('Alt');
      },
      /Moved to position 2/,
    ],
  ])('%s', async (_, path, css, act, words) => {
    await open(path);
    await page.waitForSelector(css);
    await listen();
    await act();
    await hear(words);
  });
});

test('a new consent gets the focus, and cannot be saved empty', async () => {
  await open('/forms/acme-report');
  await waitForText(page, '.save', /All changes saved/);
  await press(page, 'Add a consent');
  await page.waitForFunction(() => /^field-\d+-text$/.test(document.activeElement?.id ?? ''));
  await press(page, 'Review and save');
  await waitForText(page, '.fault', /Enter what the visitor agrees to/);
  expect(await page.$('dialog')).toBeNull();
  await page.waitForFunction(() => document.activeElement?.getAttribute('aria-invalid') === 'true');
});

test('an empty consent is found, although a later preview overtakes the one for saving', async () => {
  await open('/forms/acme-report');
  await waitForText(page, '.save', /All changes saved/);
  const held: HTTPRequest[] = [];
  let isHeld = true;
  await page.setRequestInterception(true);
  page.on('request', (request) =>
    isHeld && request.url().includes('/preview?') ? held.push(request) : request.continue(),
  );
  await press(page, 'Add a consent');
  await press(page, 'Review and save');
  await expect.poll(() => held.length).toBeGreaterThan(0);
  const before = held.splice(0);
  await page.select('.bar select', 'de');
  await expect.poll(() => held.length).toBeGreaterThan(1);
  isHeld = false;
  const answered = page.waitForResponse((response) => response.url().includes('/preview?'));
  for (const request of before) await request.continue();
  await answered;
  for (const request of held) await request.continue();
  await page.waitForSelector('[aria-invalid="true"]:focus, dialog');
  expect(await page.$('dialog')).toBeNull();
});

test('a check-up that is run again keeps its lines and the focus', async () => {
  await open('/forms/acme-report/check');
  await page.waitForSelector('.steps');
  await listen();
  await press(page, 'Check again');
  await hear(/to do/);
  await waitForText(page, 'lw-checkup button:focus', /Check again/);
});

test('an error stays until it is closed, when a later message has gone', async () => {
  await open('/leads');
  await page.waitForSelector('table.leads');
  await page.setOfflineMode(true);
  await press(page, 'Resend leads…');
  await waitForText(page, '#toasts [role=alert]', /not responding/);
  await page.setOfflineMode(false);
  await press(page, 'Resend leads…');
  await waitForText(page, '#toasts [role=status]', /No leads here can be resent/);
  await page.waitForFunction(() => document.querySelector('#toasts [role=status]')?.childElementCount === 0);
  await waitForText(page, '#toasts [role=alert]', /not responding/);
  await press(page, 'Close');
  expect(await page.$eval('#toasts', (place) => place.textContent?.trim())).toBe('');
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
});
