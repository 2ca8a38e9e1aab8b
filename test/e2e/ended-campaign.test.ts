import type { Server } from 'node:http';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findAxeViolations, launchChromium } from '../support/chromium.ts';
import { servePage } from '../support/console.ts';
import { type Leadwire, startLeadwire } from '../support/leadwire.ts';

/** A campaign ends while one visitor fills in its form, and others come later. Another form replaces it. */
let leadwire: Leadwire;
let browser: Browser;
let site: { url: string; server: Server };
let early: Page;

const MESSAGE = 'The spring offer has ended.';
const field = (name: string) => `lead-form >>> [name="form[${name}]"]`;
const ANSWERS = { firstName: 'Ada', lastName: 'Byron', email: 'ada@example.com' };

const setCampaign = (state: string) =>
  fetch(`${leadwire.convertrUrl}/_control/campaigns/acme/1301`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ state }),
  });

const save = (id: string, form: object) => leadwire.saveForm(id, { origins: [site.url], ...form });

/** A new visitor, whose browser has stored nothing. */
async function open(url: string): Promise<Page> {
  const page = await (await browser.createBrowserContext()).newPage();
  await page.goto(url);
  return page;
}

async function fill(page: Page, answers: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(answers)) await page.locator(field(name)).fill(value);
}

/** Presses the button, and waits for an event of the element. */
async function press(page: Page, type: string): Promise<Record<string, unknown>> {
  const detail = page.evaluate(
    (name) =>
      new Promise<Record<string, unknown>>((resolve) => {
        document.addEventListener(name, (event) => resolve((event as CustomEvent).detail), { once: true });
      }),
    type,
  );
  await page.locator('lead-form >>> button[type="submit"]').click();
  return detail;
}

beforeAll(async () => {
  [leadwire, browser] = await Promise.all([startLeadwire(), launchChromium()]);
  site = await servePage(
    `<script async src="${leadwire.workerUrl}/widget.js?form=spring"></script>
     <iframe src="${leadwire.workerUrl}/f/spring?embed" title="Form"></iframe>`,
  );
  await setCampaign('open');
  await save('summer', { title: 'The summer offer' });
  await save('spring', {
    campaignId: 1301,
    formId: 36,
    title: 'The spring offer',
    closedMessage: MESSAGE,
    closedForm: 'summer',
  });
  early = await open(site.url);
  await fill(early, ANSWERS);
  const last = await open(site.url);
  await fill(last, { ...ANSWERS, email: 'last@example.com' });
  await setCampaign('fulfilled');
  // Convertr refuses this lead, and from now on the campaign is known to have ended.
  expect(await press(last, 'lead-form-submitted')).toMatchObject({ form: 'spring', status: 'queued' });
  await last.close();
});

afterAll(async () => {
  await browser?.close();
  site?.server.close();
  await leadwire?.stop();
});

test('who was filling in the form gets the other one with the answers, is told why, and sends it', async () => {
  expect(await press(early, 'lead-form-ready')).toEqual({ form: 'summer' });
  await early.waitForSelector('lead-form >>> [part="summary"]');
  const text = await early.$eval('lead-form', (element) => element.shadowRoot?.textContent ?? '');
  expect(text).toContain('The summer offer');
  expect(text).toContain(MESSAGE);
  expect(await early.$eval(field('email'), (input) => (input as HTMLInputElement).value)).toBe(ANSWERS.email);
  expect(await findAxeViolations(early)).toEqual([]);
  const lead = await press(early, 'lead-form-submitted');
  expect(lead).toMatchObject({ form: 'summer', status: 'delivered' });
  const found = (await leadwire.leads()).find(({ id }) => id === lead.leadId);
  expect(found).toMatchObject({ campaignId: 1234, formId: 35, answers: { 'form[email]': ANSWERS.email } });
});

test('who comes later gets it at once, and it can be sent, in the page as in a frame', async () => {
  const page = await open(site.url);
  await fill(page, { ...ANSWERS, email: 'later@example.com' });
  expect(await press(page, 'lead-form-submitted')).toMatchObject({ form: 'summer', status: 'delivered' });
  const frame = await (await page.waitForSelector('iframe'))?.contentFrame();
  for (const [name, value] of Object.entries({ ...ANSWERS, email: 'framed@example.com' }))
    await frame?.locator(`[name="form[${name}]"]`).fill(value);
  const told = page.evaluate(
    () =>
      new Promise((resolve) => {
        addEventListener('message', ({ data }) => data.type === 'lead-form-submitted' && resolve(data.form));
      }),
  );
  await frame?.locator('button[type="submit"]').click();
  expect(await told).toBe('summer');
  await page.close();
});

test('who has no script gets it as the hosted page, and from a page that was opened before', async () => {
  const page = await browser.newPage();
  await page.setJavaScriptEnabled(false);
  await page.goto(`${leadwire.workerUrl}/f/spring`);
  expect(await page.$eval('h1', (heading) => heading.textContent)).toBe('The summer offer');
  await page.setContent(
    `<form method="post" action="${leadwire.workerUrl}/v1/forms/spring/leads">
      ${Object.entries(ANSWERS).map(([name, value]) => `<input name="form[${name}]" value="${value}" />`)}<button>Go</button></form>`,
  );
  await Promise.all([page.waitForNavigation(), page.click('button')]);
  expect(await page.$eval('h1', (heading) => heading.textContent)).toBe('The summer offer');
  expect(await page.$eval('[role="alert"]', (alert) => alert.textContent)).toBe(MESSAGE);
  await Promise.all([page.waitForNavigation(), page.click('button')]);
  expect(page.url()).toContain('/f/summer/thanks');
  await page.close();
});
