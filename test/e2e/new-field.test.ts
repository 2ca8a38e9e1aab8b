import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { type Leadwire, startLeadwire } from '../support/leadwire.ts';

let leadwire: Leadwire;
let browser: Browser;

beforeAll(async () => {
  [leadwire, browser] = await Promise.all([startLeadwire(), launchChromium()]);
});

afterAll(async () => {
  await browser?.close();
  await leadwire?.stop();
});

const field = (name: string) => `lead-form >>> [name="form[${name}]"]`;
const button = 'lead-form >>> button[type="submit"]';

test('a visitor is shown a field that Convertr requires since the form was drawn, keeps what was typed, and gets through', async () => {
  const page = await browser.newPage();
  await page.goto(leadwire.workerUrl);
  await page.waitForSelector(field('email'));
  const answers = { firstName: 'Ada', lastName: 'Byron', email: 'ada.new@example.com' };
  for (const [name, value] of Object.entries(answers)) await page.locator(field(name)).fill(value);
  expect(await page.$(field('company'))).toBeNull();
  const names = ['firstName', 'lastName', 'email', 'submit'].map((name) => `form[${name}]`);
  const company = { key: 'form[company]', hidden: false, required: true };
  await fetch(`${leadwire.convertrUrl}/_control/campaigns/acme/1234`, {
    method: 'POST',
    body: JSON.stringify({ fields: { 35: [...names, company] } }),
  });

  await page.locator(button).click();
  const added = await page.waitForSelector(field('company'));
  expect(await added?.evaluate((input) => input.getAttribute('aria-invalid'))).toBe('true');
  await page.waitForFunction(
    () => document.querySelector('lead-form')?.shadowRoot?.activeElement?.getAttribute('name') === 'form[company]',
  );
  for (const [name, value] of Object.entries(answers))
    expect(await page.$eval(field(name), (input) => (input as HTMLInputElement).value)).toBe(value);

  const submitted = page.evaluate(
    () =>
      new Promise<{ status: string; leadId?: number }>((resolve) => {
        document.addEventListener('lead-form-submitted', (event) => resolve((event as CustomEvent).detail), {
          once: true,
        });
      }),
  );
  await page.locator(field('company')).fill('Analytical Engines');
  await page.locator(button).click();
  const detail = await submitted;
  expect(detail.status).toBe('delivered');
  const lead = (await leadwire.leads()).find(({ id }) => id === detail.leadId);
  expect(lead?.answers).toMatchObject({ 'form[email]': answers.email, 'form[company]': 'Analytical Engines' });
});
