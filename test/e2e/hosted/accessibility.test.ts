import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchChromium } from '../../support/chromium.ts';
import { contrastOf } from '../../support/contrast.ts';
import { type Leadwire, startLeadwire } from '../../support/leadwire.ts';
import { TEXT_SPACING } from '../../support/text-spacing.ts';

/** What axe does not check on the hosted page. */
let leadwire: Leadwire;
let browser: Browser;
let page: Page;

const FORM = {
  formId: 23,
  title: 'Talk to an expert',
  fields: [
    { name: 'form[email]', placeholder: 'name@example.com', required: true, help: 'We send the report here.' },
    { name: 'form[industry]', type: 'radio', required: true, options: ['Retail', 'Finance'] },
    { name: 'form[dob]', type: 'dob', required: true },
  ],
};

beforeAll(async () => {
  [leadwire, browser] = await Promise.all([startLeadwire(), launchChromium()]);
  await leadwire.saveForm('seen', FORM);
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

const go = (query = '') => page.goto(`${leadwire.workerUrl}/f/seen${query}`);
const press = () => Promise.all([page.waitForNavigation(), page.click('button')]);

async function emulate(features: Record<string, string>): Promise<void> {
  const client = await page.createCDPSession();
  const list = Object.entries(features).map(([name, value]) => ({ name, value }));
  await client.send('Emulation.setEmulatedMedia', { features: list });
}

describe.each([
  ['light', {}, ''],
  ['dark', { 'prefers-color-scheme': 'dark' }, ''],
  ['light in a frame', { 'prefers-color-scheme': 'dark' }, '?embed&theme=light'],
  ['dark in a frame', {}, '?embed&theme=dark'],
])('the hosted page, %s,', (_, features, query) => {
  test('has texts of 4.5:1 and borders of 3:1, also with errors', async () => {
    await emulate(features as Record<string, string>);
    await go(query);
    const measure = (css: string, property: 'color' | 'borderTopColor', pseudo?: string) =>
      page.$eval(css, contrastOf as (element: Element) => number, property, pseudo);
    const email = '[name="form[email]"]';
    expect(await measure(email, 'color', '::placeholder')).toBeGreaterThanOrEqual(4.5);
    expect(await measure(email, 'borderTopColor')).toBeGreaterThanOrEqual(3);
    expect(await measure('select', 'borderTopColor')).toBeGreaterThanOrEqual(3);
    for (const css of ['h1', 'label.top', '.quiet', 'button']) {
      expect([css, await measure(css, 'color')]).toEqual([css, expect.toSatisfy((ratio: number) => ratio >= 4.5)]);
    }
    await press();
    for (const css of ['.error', '.notice p', '.notice a'])
      expect([css, await measure(css, 'color')]).toEqual([css, expect.toSatisfy((ratio: number) => ratio >= 4.5)]);
    expect(await measure(email, 'borderTopColor')).toBeGreaterThanOrEqual(3);
  });
});

describe('the hosted page', () => {
  test('keeps arrows of selects, borders and ticks in forced colours', async () => {
    await emulate({ 'forced-colors': 'active' });
    await go();
    const read = (css: string) =>
      page.$eval(css, (each) => {
        const { appearance, borderTopStyle, borderTopColor, backgroundColor } = getComputedStyle(each);
        return { appearance, hasBorder: borderTopStyle === 'solid' && borderTopColor !== backgroundColor };
      });
    expect(await read('select')).toEqual({ appearance: 'auto', hasBorder: true });
    expect(await read('[name="form[email]"]')).toMatchObject({ hasBorder: true });
    expect(await read('button')).toMatchObject({ hasBorder: true });
    expect(await read('[type=radio]')).toMatchObject({ appearance: 'auto' });
  });

  test('shows every text with wide spacing at 320 px, and scrolls only vertically', async () => {
    await go();
    await press();
    // The page's policy forbids styles of others; the inspector's do not ask it.
    const client = await page.createCDPSession();
    await client.send('DOM.enable');
    await client.send('CSS.enable');
    const { frameTree } = await client.send('Page.getFrameTree');
    const { styleSheetId } = await client.send('CSS.createStyleSheet', { frameId: frameTree.frame.id });
    await client.send('CSS.setStyleSheetText', { styleSheetId, text: TEXT_SPACING });
    expect(await page.$eval('h1', (each) => getComputedStyle(each).letterSpacing)).not.toBe('normal');
    const { cssContentSize } = await client.send('Page.getLayoutMetrics');
    expect(cssContentSize.width).toBe(320);
    const cut = await page.$$eval('h1, legend, label, .error, .quiet, .notice, button', (all) =>
      all.filter((each) => each.scrollWidth > each.clientWidth + 1).map((each) => each.outerHTML.slice(0, 80)),
    );
    expect(cut).toEqual([]);
  });

  test('has the focus on its errors, which are in its title and not in a preview of its link', async () => {
    await go();
    await press();
    // The browser moves the focus when it draws the page.
    await expect.poll(() => page.evaluate(() => document.activeElement?.className)).toBe('notice');
    const found = await page.evaluate(() => ({
      title: document.title,
      shared: document.querySelector('[property="og:title"]')?.getAttribute('content'),
    }));
    expect(found.title).toMatch(/^Your answers were not accepted.* – Talk to an expert$/);
    expect(found.shared).toBe('Talk to an expert');
  });

  test('has a radio group that is required and says when its answer is missing', async () => {
    await go();
    const read = () =>
      page.$eval('[role=radiogroup]', (group) => ({
        required: group.getAttribute('aria-required'),
        invalid: group.getAttribute('aria-invalid'),
        error: group.ownerDocument.getElementById(group.getAttribute('aria-describedby') ?? '')?.textContent,
      }));
    expect(await read()).toEqual({ required: 'true', invalid: 'false', error: undefined });
    await press();
    expect(await read()).toEqual({ required: 'true', invalid: 'true', error: 'Choose your industry.' });
  });

  test('asks for a date of birth in three fields, keeps them, and sends one answer', async () => {
    await go('?locale=en-GB');
    const part = (name: string) => `[name="form[dob].${name}"]`;
    const order = await page.$$eval('[name^="form[dob]"]', (inputs) =>
      inputs.map((input) => input.getAttribute('name')),
    );
    expect(order).toEqual(['form[dob].day', 'form[dob].month', 'form[dob].year']);
    const typed = (css: string) => page.$eval(css, (input) => (input as HTMLInputElement).value);
    await page.type(part('day'), '7');
    await page.type(part('year'), '1985');
    await press();
    expect([await typed(part('day')), await typed(part('month')), await typed(part('year'))]).toEqual([
      '07',
      '',
      '1985',
    ]);
    const described = await page.$eval(part('day'), (input) => input.getAttribute('aria-describedby') ?? '');
    expect(await page.$eval(`#${described}`, ({ textContent }) => textContent)).toMatch(/^Enter .*birth/);

    await page.type(part('month'), '3');
    await page.type('[name="form[firstName]"]', 'Ada');
    await page.type('[name="form[lastName]"]', 'King');
    await page.type('[name="form[email]"]', 'ada.king@example.com');
    await page.click('[type=radio][value=Retail]');
    for (const box of await page.$$('[type=checkbox][required]')) await box.click();
    await press();
    expect(new URL(page.url()).pathname).toBe('/f/seen/thanks');
    const lead = (await leadwire.leads()).find(({ answers }) => answers['form[email]'] === 'ada.king@example.com');
    expect(lead?.answers['form[dob]']).toBe('1985-03-07');
  });
});
