import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, ElementHandle, HTTPRequest, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { type Leadwire, startLeadwire } from '../support/leadwire.ts';

let leadwire: Leadwire;
let browser: Browser;
let site: Server;
let siteUrl: string;

const { features } = JSON.parse(readFileSync(new URL('../../dist/widget.json', import.meta.url), 'utf8')) as {
  features: Record<string, { file: string }>;
};

const OPTIONS = 'prefill="on" analytics="datalayer" storage="on" theme="purple" debug';
const inputs = (...names: string[]) => names.map((name) => `<input name="form[${name}]" aria-label="${name}" />`);

/** Pages that need features which the last one does without. */
const PAGES: Record<string, (leads: string) => string> = {
  'light-dom': () => `<lead-form form="everything" render="light"></lead-form>`,
  'own-markup': (leads) => `<lead-form form="everything">
    <form method="post" action="${leads}/v1/forms/everything/leads">
      ${inputs('firstName', 'lastName', 'email').join('')}
      <input type="checkbox" name="form[optin][terms]" value="1" aria-label="terms" /><button>Send</button>
    </form>
  </lead-form>`,
  others: () => `<lead-form form="everything" ${OPTIONS}></lead-form>`,
};

/** Without these a form is not drawn, and the link to the hosted page is. */
const DRAWN_BY = ['choices', 'dates', 'field-kinds', 'phone', 'light-dom'];

const HOW: Record<string, (request: HTTPRequest) => unknown> = {
  'is blocked': (request) => request.abort('blockedbyclient'),
  'never arrives': () => undefined,
};
/** Waiting takes seconds, so only one file for each way of waiting is tested. */
const WAITED_FOR = ['submission', 'phone', 'own-markup'];

beforeAll(async () => {
  [leadwire, browser] = await Promise.all([startLeadwire(), launchChromium()]);
  // Each test's page comes in its address: tests run side by side.
  site = createServer((request, response) => {
    const body = new URL(request.url ?? '', 'http://site').searchParams.get('body');
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(`<!doctype html><html lang="en"><title>A site</title><main>${body}</main></html>`);
  });
  await once(site.listen(0, '127.0.0.1'), 'listening');
  siteUrl = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
  const config = {
    formId: 23,
    origins: [siteUrl],
    turnstile: '0x4AAAAAAAAAAAAAAAAAAAAA',
    phone: 'split',
    fields: [
      { name: 'form[firstName]', required: true, step: 1 },
      { name: 'form[lastName]', required: true, step: 1 },
      { name: 'form[telephone]', step: 1 },
      { name: 'form[title]', type: 'select', options: ['Dr', 'Ms'], step: 1 },
      { name: 'form[email]', required: true, step: 2 },
      { name: 'form[optin][terms]', type: 'consent', required: true, step: 2 },
    ],
  };
  await leadwire.saveForm('everything', config);
  // Convertr is asked for the fields once; later pages find them.
  const { status } = await fetch(`${leadwire.workerUrl}/v1/forms/everything`);
  expect(status).toBe(200);
});

afterAll(async () => {
  await browser?.close();
  site?.close();
  await leadwire?.stop();
});

async function open(html: string, withhold: (file: string, request: HTTPRequest) => boolean): Promise<Page> {
  const page = await browser.newPage();
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    const { pathname, origin } = new URL(request.url());
    if (origin !== leadwire.workerUrl && origin !== siteUrl) return void request.abort();
    if (!withhold(pathname, request)) void request.continue();
  });
  const body = `${html}<script src="${leadwire.workerUrl}/widget.js"></script>`;
  const query = new URLSearchParams({ utm_medium: 'email', utm_source: 'news', body });
  await page.goto(`${siteUrl}/?${query}`, { waitUntil: 'domcontentloaded' });
  return page;
}

const withholding =
  (feature: string, how: keyof typeof HOW) =>
  (path: string, request: HTTPRequest): boolean => {
    if (path !== features[feature]?.file) return false;
    void HOW[how]?.(request);
    return true;
  };

const named = (name: string) => `[name="form[${name}]"]`;
const BUTTON = '[part="submit"], main button';
/** Wherever it is drawn. */
const deep = (selector: string) => `pierce/${selector}`;

const see = async (page: Page, selector: string) =>
  (await page.waitForSelector(deep(selector), { visible: true, timeout: 20_000 })) as ElementHandle<HTMLElement>;

const press = async (page: Page) => (await see(page, BUTTON)).press('Enter');

/** Each is done by a visitor who sees it: a form in steps shows the rest after a press. */
async function fillIn(page: Page, lastName: string): Promise<void> {
  await (await see(page, named('firstName'))).type('Ada');
  await (await see(page, named('lastName'))).type(lastName);
  const email = await page.$(deep(named('email')));
  if (!(await email?.isVisible())) await press(page);
  await (await see(page, named('email'))).type('ada@example.com');
  await (await see(page, named('optin][terms'))).press('Space');
}

/** Waits for the thanks: the widget's, or those of a hosted page. */
async function seeThanks(page: Page): Promise<void> {
  const isThanked = async () => expect(await page.$(deep('[part="success"], .thanks')), page.url()).not.toBeNull();
  // Asked again and again, because the press may lead to another site, and a failure then names where it ended.
  await vi.waitFor(isThanked, { timeout: 20_000, interval: 100 });
}

/** This visitor's leads at Convertr. */
const leadsOf = async (lastName: string) =>
  (await leadwire.leads()).filter(({ answers }) => answers['form[lastName]'] === lastName);

const nameSomebody = () => `Lovelace${randomUUID()}`;

for (const how of Object.keys(HOW))
  describe(`a file that ${how}`, () => {
    for (const feature of how === 'never arrives' ? WAITED_FOR : Object.keys(features))
      test(`leaves a form that can be sent, or a link to one: ${feature}`, async () => {
        const lastName = nameSomebody();
        const page = await open(
          (PAGES[feature] ?? PAGES.others ?? String)(leadwire.workerUrl),
          withholding(feature, how),
        );
        const isDrawn = !DRAWN_BY.includes(feature);
        if (!isDrawn) {
          const link = await see(page, 'a[href*="/f/everything"]');
          await page.goto(await link.evaluate((each) => (each as HTMLAnchorElement).href));
        }
        await fillIn(page, lastName);
        await press(page);
        await seeThanks(page);
        const leads = await leadsOf(lastName);
        expect(leads).toHaveLength(1);
        if (isDrawn) expect(leads[0]?.linkId).toBe(25);
        await page.close();
      });
  });

/** Keeps back the first request for a feature's file until it is decided on. */
function hold(feature: string) {
  const { promise, resolve } = Promise.withResolvers<HTTPRequest>();
  let isHeld = false;
  return {
    requested: promise,
    withhold(path: string, request: HTTPRequest): boolean {
      if (isHeld || path !== features[feature]?.file) return false;
      isHeld = true;
      resolve(request);
      return true;
    },
  };
}

test('a file that arrives late, after the press, sends the answers once and from the page', async () => {
  const lastName = nameSomebody();
  const submission = hold('submission');
  const page = await open(PAGES.others?.(leadwire.workerUrl) ?? '', submission.withhold);
  await fillIn(page, lastName);
  await press(page);
  await see(page, '[part="submit"][aria-disabled="true"]');
  await (await submission.requested).continue();
  await see(page, '[part="success"]');
  expect(await leadsOf(lastName)).toHaveLength(1);
  await page.close();
});

test('own markup that is given up after the press, before the sending code is there, is posted all the same', async () => {
  const lastName = nameSomebody();
  const ownMarkup = hold('own-markup');
  const submission = hold('submission');
  const page = await open(
    PAGES['own-markup']?.(leadwire.workerUrl) ?? '',
    (path, request) => ownMarkup.withhold(path, request) || submission.withhold(path, request),
  );
  await fillIn(page, lastName);
  // Before that, the browser itself posts the markup.
  const file = await ownMarkup.requested;
  await press(page);
  const givenUp = page.evaluate(() =>
    new Promise((resolve) => addEventListener('lead-form-failed', resolve)).then(() => 'given up'),
  );
  await file.abort('blockedbyclient');
  expect(await givenUp).toBe('given up');
  await (await submission.requested).continue();
  await seeThanks(page);
  expect(await leadsOf(lastName)).toHaveLength(1);
  await page.close();
});
