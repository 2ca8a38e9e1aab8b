import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findAxeViolations, launchChromium } from '../support/chromium.ts';
import { type Leadwire, startLeadwire } from '../support/leadwire.ts';

let leadwire: Leadwire;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  [leadwire, browser] = await Promise.all([startLeadwire(), launchChromium()]);
});

afterAll(async () => {
  await browser?.close();
  await leadwire?.stop();
});

beforeEach(async () => {
  page = await browser.newPage();
  await page.setViewport({ width: 320, height: 800 });
  await page.setJavaScriptEnabled(false);
});

const control = (name: string) => `[name="form[${name}]"]`;

async function fill(answers: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(answers)) {
    // Puppeteer's own way to fill in needs a page that runs scripts.
    await page.click(control(name), { count: 3 });
    await page.keyboard.type(value);
  }
}

async function press(): Promise<void> {
  await Promise.all([page.waitForNavigation(), page.click('button')]);
}

/** axe is a script: it looks at a copy of the page that may run scripts. */
async function expectAccessible(): Promise<void> {
  const copy = await browser.newPage();
  await copy.setContent(await page.content());
  expect(await findAxeViolations(copy)).toEqual([]);
  await copy.close();
}

describe('without JavaScript, the hosted page', () => {
  test('goes from the first paint over errors to the thank-you page, and the lead is at Convertr', async () => {
    await page.goto(`${leadwire.workerUrl}/f/acme-report?utm_medium=email`);
    await expectAccessible();
    await fill({ firstName: 'Ada', email: 'ada@example' });
    await press();

    expect(await page.$$eval('[aria-invalid]', (found) => found.map((each) => each.getAttribute('name')))).toEqual([
      'form[lastName]',
      'form[email]',
    ]);
    expect(await page.$eval(control('firstName'), (input) => (input as HTMLInputElement).value)).toBe('Ada');
    expect(await page.$$eval('.notice a', (links) => links.map((link) => link.getAttribute('href')))).toEqual([
      '#form-lastName-',
      '#form-email-',
    ]);
    await expectAccessible();
    await fill({ lastName: 'King', email: 'ada@example.com' });
    await press();

    expect(await page.$eval('.thanks', ({ textContent }) => textContent)).toContain('The report is on its way');
    await expectAccessible();
    const lead = (await leadwire.leads()).find(({ answers }) => answers['form[lastName]'] === 'King');
    expect(lead).toMatchObject({ linkId: 25, answers: { 'form[email]': 'ada@example.com' } });
  });

  test('shows a conditional field with the answer that it depends on', async () => {
    await page.goto(`${leadwire.workerUrl}/f/acme-advanced`);
    const isShown = async () => (await (await page.$(control('comments')))?.boundingBox()) !== null;
    expect(await isShown()).toBe(false);
    await page.select(control('industry'), 'Other');
    expect(await isShown()).toBe(true);
    await page.select(control('industry'), 'Finance');
    expect(await isShown()).toBe(false);
  });

  test('scrolls only vertically on the narrowest phones, in every language', async () => {
    for (const locale of ['en', 'de', 'pl', 'ja', 'ar']) {
      await page.goto(`${leadwire.workerUrl}/f/acme-advanced?locale=${locale}`);
      const { cssContentSize } = await (await page.createCDPSession()).send('Page.getLayoutMetrics');
      expect([locale, cssContentSize.width]).toEqual([locale, 320]);
    }
  });
});
