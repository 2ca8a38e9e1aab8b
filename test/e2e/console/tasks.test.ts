import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { countClicks } from '../../support/clicks.ts';
import { press, signIn, waitForText } from '../../support/console.ts';
import { leadwire, open, page, useDesk } from '../desk.ts';

useDesk({ enterprises: ['acme', 'initech'] });

let clicks: Awaited<ReturnType<typeof countClicks>>;

let visitors = 0;
const submitTo = (form: string, answers: Record<string, string>) =>
  fetch(`${leadwire.workerUrl}/v1/forms/${form}/leads`, {
    method: 'POST',
    headers: { accept: 'application/json', 'cf-connecting-ip': `198.51.100.${visitors++}` },
    body: new URLSearchParams({ 'form[firstName]': 'Ada', 'form[lastName]': 'Byron', ...answers }),
  });

beforeAll(async () => {
  await leadwire.saveForm('titles', { formId: 23, fields: [{ name: 'form[title]', type: 'text' }] });
  await leadwire.saveForm('night-shift', { campaignId: 1300, formId: 36 });
  const refused = { 'form[title]': 'Lord', 'form[email]': 'otto@example.com', 'form[optin][terms]': '1' };
  expect((await submitTo('titles', refused)).status).toBe(422);
  await submitTo('night-shift', { 'form[email]': 'nia@example.com' });
  await submitTo('acme-report', { 'form[email]': 'forget.me@example.com' });
  // Test names are judged invalid.
  await submitTo('acme-report', {
    'form[firstName]': 'Test',
    'form[lastName]': 'Test',
    'form[email]': 't@example.com',
    channel: 'Referral',
    page: 'https://landing.example.com/offer?utm_source=partners',
  });
  await leadwire.admin('accounts/initech/campaigns/90');
});

beforeEach(async () => {
  clicks = await countClicks(page);
  await signIn(page, leadwire);
});

const openFigure = (label: string) => page.locator(`lw-account-card .figures a[aria-label^="${label}"]`).click();
const openLead = () => page.locator('table.leads tbody a').click();

/** The clicks of `docs/console.md`. */
describe('an operator', () => {
  test('makes a form and copies its snippet: 4 clicks, 2 things typed', async () => {
    await open('/forms/new');
    await page.locator('#campaign').fill('1234');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#page');
    await page.locator('#page').fill('https://www.example.com/offer');
    await press(page, 'Continue');
    await page.waitForSelector('.fields .field');
    await press(page, 'Review and save');
    await press(page, 'Save');
    await waitForText(page, '#snippet', /data-form=/);
    await press(page, 'Copy');
    await waitForText(page, '#toasts', /Copied|Selected/);
    expect(await clicks.read()).toBe(4);
  });

  test('changes a label, makes a field optional, adds a consent and a German heading: 8 clicks, 3 things typed', async () => {
    await leadwire.saveForm('wording', { title: 'Report' });
    await open('/forms');
    await page.locator('.list a[href="/console/forms/wording"]').click();
    await page.locator('[data-name="form[firstName]"] .toggle').click();
    await page.locator('.field.open input[id$="-label"]').fill('Given name');
    await page.locator('.field.open input[id$="-required"]').click();
    await press(page, 'Add a consent');
    await page.waitForFunction(() => document.activeElement?.id.endsWith('-text'));
    await page.keyboard.type('I accept the [policy](https://www.example.com/privacy).');
    await press(page, 'Texts');
    await clicks.select('.bar select', 'de');
    await page.locator('#text-title').fill('Bericht');
    await press(page, 'Review and save');
    const review = await waitForText(page, 'dialog', /Save changes/);
    expect(review).toMatch(/Label of First name:[\s\S]*Given name/);
    expect(review).toMatch(/First name:[\s\S]*optional/);
    expect(review).toMatch(/New consent:[\s\S]*I accept the policy/);
    expect(review).toMatch(/Heading \(German\):[\s\S]*Bericht/);
    expect(await page.$eval('dialog ins[lang=de]', (words) => words.textContent)).toBe('Bericht');
    await press(page, 'Save');
    await waitForText(page, '.save', /All changes saved/);
    expect(await clicks.read()).toBe(8);
  });

  test('learns why a lead was not delivered, corrects it and sends it again: 4 clicks, 1 thing typed', async () => {
    await openFigure('Refused');
    await openLead();
    const why = await waitForText(page, 'lw-lead', /form\[title\] is not one of Convertr’s choices/);
    expect(why).not.toContain('Lord');
    await press(page, 'Show answers');
    await page.locator('input[name="form[title]"]').fill('Dr');
    await press(page, 'Save corrections and send again');
    await waitForText(page, 'lw-lead .facts', /Delivered/);
    expect(await clicks.read()).toBe(4);
  });

  test('finds a person’s leads and erases their answers: 4 clicks, 1 thing typed', async () => {
    await page.locator('.side a[href="/console/leads"]').click();
    await press(page, 'Find by email…');
    await page.waitForFunction(() => document.activeElement?.id === 'person-email');
    await page.keyboard.type('forget.me@example.com');
    await page.keyboard.press('Enter');
    await waitForText(page, 'dialog', /1 lead with forget\.me@example\.com/);
    await press(page, 'Erase answers');
    await waitForText(page, 'dialog', /answers of 1 deleted/);
    await press(page, 'Done');
    expect(await clicks.read()).toBe(4);
  });

  test('sees which channel brings invalid leads, and opens them: 1 click', async () => {
    const cell = 'figure:nth-of-type(2) tbody tr';
    await page.waitForFunction(
      (css: string) =>
        [...document.querySelectorAll<HTMLElement>(css)].some((row) => /Referral\s+100%/.test(row.textContent ?? '')),
      { polling: 1000, timeout: 60_000 },
      cell,
    );
    await page.locator(`${cell} a[href*="Referral"][href*="invalid"]`).click();
    await waitForText(page, 'table.leads tbody', /Invalid[\s\S]*Referral/);
    expect(await page.$$eval('table.leads tbody tr', (rows) => rows.length)).toBe(1);
    expect(await clicks.read()).toBe(1);
  }, 90_000);

  test('sees which page brings invalid leads: 3 clicks', async () => {
    await page.locator('.side a[href="/console/reports"]').click();
    await page.waitForSelector('.sums');
    await clicks.select('.filters label:nth-of-type(2) select', 'page');
    await waitForText(page, '.sums', /landing\.example\.com/);
    await press(page, 'Share invalid');
    await waitForText(page, '.sums tbody tr:first-child', /^landing\.example\.com\/offer\s+1\s[\s\S]*100%/);
    expect(await clicks.read()).toBe(3);
  });

  test('reads what a held lead waits for and when it is tried again: 2 clicks', async () => {
    await openFigure('Held');
    await openLead();
    const words = await waitForText(page, '.situation', /Convertr isn’t accepting leads for campaign 1300/);
    expect(words).toMatch(/tried again at \d+ Nov, \d\d:\d\d|tried again at \d+ \w+, \d\d:\d\d/);
    expect(words).toMatch(/asks Convertr now/);
    expect(await clicks.read()).toBe(2);
  });

  test('enters the code from a text message: no click, 1 thing typed', async () => {
    await waitForText(page, 'lw-mfa-form', /text message with a code to the phone/);
    await page.focus('#mfa-initech');
    await page.keyboard.type('000000');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#mfa-initech[aria-invalid="true"]');
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('mfa-initech');
    await page.keyboard.down('Control');
    await page.keyboard.press('a');
    await page.keyboard.up('Control');
    await page.keyboard.type('123456');
    await page.keyboard.press('Enter');
    await waitForText(page, 'lw-account-card', /initech\s+Signed in/);
    expect(await clicks.read()).toBe(0);
  });
});

describe('every figure', () => {
  test('of an account, of today and of the channels equals the length of the list that it opens', async () => {
    await submitTo('acme-report', { 'form[email]': 'bot@example.com', hp_ref_code: 'x' });
    // One that nobody knows about, which waits to be sent once more.
    const drop = [{ on: 'leads', kind: 'drop_after', times: 1 }];
    await fetch(`${leadwire.convertrUrl}/_control/faults`, { method: 'POST', body: JSON.stringify(drop) });
    await submitTo('acme-report', { 'form[email]': 'lost@example.com' });
    await expect
      .poll(async () => (await (await leadwire.admin('accounts/acme')).json()) as { counts: { unknown: number } }, {
        timeout: 20_000,
      })
      .toMatchObject({ counts: { unknown: 1 }, waiting: 1 });
    // A verdict that comes between a figure and its list would change one of the two.
    await expect
      .poll(
        async () => {
          const pending = await leadwire.admin('leads?enterprise=acme&verdict=pending');
          return ((await pending.json()) as { leads: unknown[] }).leads.length;
        },
        { timeout: 60_000, interval: 500 },
      )
      .toBe(0);
    await page.reload();
    await page.waitForSelector('figure tbody a');
    await waitForText(page, '.figures', /Unknown\s+1/);
    const figures = await page.$$eval('lw-account-card:first-of-type .figures a, .tiles a, figure tbody a', (links) =>
      links.map((link) => ({
        href: (link as HTMLAnchorElement).href,
        count: Number(/\d+$/.exec(link.textContent?.trim() ?? '')?.[0]),
      })),
    );
    expect(figures.length).toBeGreaterThan(14);
    for (const { href, count } of figures) {
      await page.goto(href);
      await page.waitForSelector('table.leads[data-count], .empty, table.leads');
      await waitForText(page, '.bar [role=status]', /\d+ leads?/);
      const rows = await page.$$eval('table.leads tbody tr', (all) => all.length);
      expect([href, rows]).toEqual([href, count]);
    }
  }, 120_000);
});
