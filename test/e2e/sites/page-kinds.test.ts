import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchChromium } from '../../support/chromium.ts';
import { type Leadwire, startLeadwire } from '../../support/leadwire.ts';

const modules = join(import.meta.dirname, '../../../node_modules');
const LIBRARIES: Record<string, string> = {
  '/htmx.js': 'htmx.org/dist/htmx.js',
  '/alpine.js': 'alpinejs/dist/cdn.js',
};

interface SitePage {
  type?: string;
  body: string | Buffer;
}

let leadwire: Leadwire;
let other: Leadwire;
let browser: Browser;
let server: Server;
let siteUrl: string;
let page: Page;
/** The site's pages, by path. */
let pages: Record<string, SitePage>;

beforeAll(async () => {
  [leadwire, other, browser] = await Promise.all([startLeadwire(), startLeadwire(), launchChromium()]);
  server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://127.0.0.1');
    const library = LIBRARIES[pathname];
    const { type = 'text/html; charset=utf-8', body } = pages[pathname] ?? { body: '' };
    response.setHeader('content-type', library ? 'text/javascript' : type);
    response.end(library ? readFileSync(join(modules, library)) : body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  siteUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  for (const [worker, submitLabel] of [[leadwire, 'First'] as const, [other, 'Second'] as const])
    await worker.saveForm('acme-report', { origins: [siteUrl], submitLabel });
});

afterAll(async () => {
  await browser?.close();
  server?.close();
  await Promise.all([leadwire?.stop(), other?.stop()]);
});

beforeEach(async () => {
  pages = {};
  page = await browser.newPage();
});

afterEach(() => page.close());

const tagOf = ({ workerUrl }: Leadwire, how = 'async') =>
  `<script ${how} src="${workerUrl}/widget.js?form=acme-report"></script>`;
const registration = () => `<script src="${leadwire.workerUrl}/widget.js"></script>`;
const ELEMENT = '<lead-form form="acme-report"></lead-form>';

const html = (body: string, head = '') =>
  `<!doctype html><html lang="en"><head><title>A site</title>${head}</head><body>${body}</body></html>`;

/** Fills in the only form of a place, and waits for the thanks and for Convertr. */
async function send(place: string, worker = leadwire): Promise<void> {
  const email = `${crypto.randomUUID()}@example.com`;
  const form = `${place} lead-form >>> `;
  for (const [name, value] of Object.entries({ firstName: 'Zoë', lastName: 'King', email }))
    await page.locator(`${form}[name="form[${name}]"]`).fill(value);
  await page.locator(`${form}button[type="submit"]`).click();
  await page.locator(`${form}[part="success"]`).wait();
  const leads = (await worker.leads()).filter(({ answers }) => answers['form[email]'] === email);
  expect(leads.map(({ answers }) => answers['form[firstName]'])).toEqual(['Zoë']);
}

const countForms = (): Promise<number> => page.evaluate(() => document.querySelectorAll('lead-form').length);

test.each<[string, () => SitePage]>([
  [
    'in windows-1252',
    () => ({ type: 'text/html; charset=windows-1252', body: Buffer.from(html(`<main>${tagOf(leadwire)}</main>`)) }),
  ],
  [
    'in UTF-16',
    () => ({
      type: 'text/html; charset=utf-16le',
      body: Buffer.from(html(`<main>${tagOf(leadwire)}</main>`), 'utf16le'),
    }),
  ],
  ['in quirks mode', () => ({ body: `<title>A site</title><main>${tagOf(leadwire)}</main>` })],
  [
    'with a base on another host',
    () => ({ body: html(`<main>${tagOf(leadwire)}</main>`, '<base href="https://other.example/a/">') }),
  ],
  [
    'that writes the tag with document.write',
    () => ({
      body: html(
        `<main><script>document.write(${JSON.stringify(tagOf(leadwire)).replace('</', '<\\/')})</script></main>`,
      ),
    }),
  ],
  ...['content.cloneNode(true)', 'content'].map((copy): [string, () => SitePage] => [
    `that takes the tag from a template: ${copy}`,
    () => ({
      body: html(`<template>${tagOf(leadwire)}</template><main></main>
        <script>document.querySelector('main').append(document.querySelector('template').${copy})</script>`),
    }),
  ]),
])('a form is sent from a page %s', async (_, toPage) => {
  pages['/'] = toPage();
  await page.goto(siteUrl);
  await send('main');
});

test('a form is sent each time that htmx swaps it in', async () => {
  const button = '<button hx-get="/part" hx-target="main">Show</button>';
  pages['/'] = { body: html(`${button}<main></main><script src="/htmx.js"></script>`) };
  pages['/part'] = { body: `<section>${tagOf(leadwire)}</section>` };
  await page.goto(siteUrl);
  for (const _ of ['first', 'again']) {
    await page.locator('body > button').click();
    await send('main');
    expect(await countForms()).toBe(1);
  }
});

test.each<[string, () => string]>([
  ['x-if', () => `<template x-if="shown"><section>${tagOf(leadwire)}</section></template>`],
  ['x-html', () => `<section x-html="shown ? '${ELEMENT.replaceAll('"', '&quot;')}' : ''"></section>${registration()}`],
])('a form comes, goes and comes back with Alpine: %s', async (_, toMarkup) => {
  const body = `<div x-data="{ shown: false }"><button @click="shown = !shown">Show</button><main>${toMarkup()}</main></div>`;
  pages['/'] = { body: html(`${body}<script defer src="/alpine.js"></script>`) };
  await page.goto(siteUrl);
  await page.locator('div > button').click();
  await send('main');
  await page.locator('div > button').click();
  await page.waitForFunction(() => !document.querySelector('lead-form'));
  await page.locator('div > button').click();
  await send('main');
});

test.each(['async', ''])('two Workers may have forms with the same id on one page, tags %s', async (how) => {
  pages['/'] = {
    body: html(`<section id="one">${tagOf(leadwire, how)}</section><section id="two">${tagOf(other, how)}</section>`),
  };
  await page.goto(siteUrl);
  for (const [place, worker, label] of [['#one', leadwire, 'First'] as const, ['#two', other, 'Second'] as const]) {
    const button = await page.locator(`${place} lead-form >>> button[type="submit"]`).waitHandle();
    expect(await button.evaluate((element) => element.textContent)).toContain(label);
    await send(place, worker);
  }
});

test("an element in the page's own shadow root and a tag elsewhere are two forms", async () => {
  const host = `<div id="host"><template shadowrootmode="open">${ELEMENT}</template></div>`;
  pages['/'] = { body: html(`${host}<main>${tagOf(leadwire)}</main>`) };
  await page.goto(siteUrl);
  await send('main');
  await send('#host >>>');
});
