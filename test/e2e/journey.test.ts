import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findAxeViolations, launchChromium } from '../support/chromium.ts';
import { servePage } from '../support/console.ts';
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

async function open(path: string): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(leadwire.workerUrl + path);
  await page.waitForSelector(field('email'));
  return page;
}

async function fill(page: Page, answers: Record<string, string>) {
  for (const [name, value] of Object.entries(answers)) await page.locator(field(name)).fill(value);
}

/** Submits and waits for the event that says it arrived. */
async function submit(page: Page) {
  const detail = page.evaluate(
    () =>
      new Promise<{ submission: string; status: string; channel: string; linkId?: number; leadId?: number }>(
        (resolve) => {
          document.addEventListener('lead-form-submitted', (event) => resolve((event as CustomEvent).detail), {
            once: true,
          });
        },
      ),
  );
  await page.locator(button).click();
  return detail;
}

describe('a visitor on the landing page', () => {
  test('arrives from a newsletter, submits, and the lead is at Convertr byte for byte under the email link', async () => {
    const page = await open('/?utm_source=newsletter&utm_medium=email');
    const answers = { firstName: 'Zoë', lastName: 'O’Hara & Sons', email: 'zoe+report@example.com' };
    await fill(page, answers);

    const detail = await submit(page);

    expect(detail).toMatchObject({ status: 'delivered', channel: 'Email', linkId: 25 });
    const lead = (await leadwire.leads()).find(({ id }) => id === detail.leadId);
    expect(lead).toMatchObject({ enterprise: 'acme', campaignId: 1234, formId: 35, linkId: 25 });
    expect(lead?.answers).toEqual({
      'form[firstName]': 'Zoë',
      'form[lastName]': 'O’Hara & Sons',
      'form[email]': 'zoe+report@example.com',
      'form[submit]': 'true',
    });
    await page.close();
  });

  test('needs one login for many leads', async () => {
    const page = await open('/');
    await fill(page, { firstName: 'Ada', lastName: 'Byron', email: 'ada@example.com' });
    await submit(page);
    expect(await leadwire.countRequests('/api/login')).toBe(1);
    await page.close();
  });

  test('submits from another site with one request and no preflight', async () => {
    const site = await servePage(
      `<script async src="${leadwire.workerUrl}/widget.js?form=elsewhere" data-form="elsewhere"></script>`,
    );
    await leadwire.saveForm('elsewhere', { origins: [site.url] });
    const page = await browser.newPage();
    // Preflights are the browser's own: only its network log has them.
    const network = await page.createCDPSession();
    await network.send('Network.enable');
    const methods: string[] = [];
    network.on('Network.requestWillBeSent', ({ request }) => {
      if (request.url.includes('/leads')) methods.push(request.method);
    });
    await page.goto(site.url);
    await page.waitForSelector(field('email'));
    await fill(page, { firstName: 'Grace', lastName: 'Hopper', email: 'grace@example.com' });

    expect(await submit(page)).toMatchObject({ status: 'delivered' });

    expect(methods).toEqual(['POST']);
    await page.close();
    site.server.close();
  });

  test('finds every state accessible by axe-core', async () => {
    const page = await open('/');
    expect(await findAxeViolations(page)).toEqual([]);

    await page.locator(button).click();
    await page.waitForSelector('lead-form >>> [aria-invalid="true"]');
    expect(await findAxeViolations(page)).toEqual([]);

    await fill(page, { firstName: 'Alan', lastName: 'Kay', email: 'alan@example.com' });
    await submit(page);
    expect(await findAxeViolations(page)).toEqual([]);
    await page.close();
  });
});
