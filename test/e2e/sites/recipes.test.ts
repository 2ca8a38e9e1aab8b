import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { findFreePort } from '../../../demo/local/ports.ts';
import { launchChromium } from '../../support/chromium.ts';
import { type Leadwire, startLeadwire } from '../../support/leadwire.ts';
import { readSnippets } from './snippets.ts';

const modules = join(import.meta.dirname, '../../../node_modules');
const LIBRARIES: Record<string, string> = {
  '/jquery.js': 'jquery/dist/jquery.js',
  '/swup.js': 'swup/dist/Swup.umd.js',
  '/turbo.js': '@hotwired/turbo/dist/turbo.es2017-umd.js',
  '/cookieconsent.js': 'vanilla-cookieconsent/dist/cookieconsent.umd.js',
};

let leadwire: Leadwire;
let browser: Browser;
let server: Server;
let siteUrl: string;
let page: Page;
/** The site's pages, by path. */
let pages: Record<string, string>;

beforeAll(async () => {
  [leadwire, browser] = await Promise.all([startLeadwire(), launchChromium()]);
  server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://127.0.0.1');
    const library = LIBRARIES[pathname];
    response.setHeader('content-type', `${library ? 'text/javascript' : 'text/html'}; charset=utf-8`);
    response.end(library ? readFileSync(join(modules, library)) : (pages[pathname] ?? ''));
  });
  const port = await findFreePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  siteUrl = `http://127.0.0.1:${port}`;
  await leadwire.saveForm('acme-report', { origins: [siteUrl] });
});

afterAll(async () => {
  await browser?.close();
  server?.close();
  await leadwire?.stop();
});

beforeEach(async () => {
  pages = {};
  page = await browser.newPage();
});

afterEach(() => page.close());

const htmlOf = (recipe: string): string[] => readSnippets(recipe, 'html', leadwire.workerUrl);

const toPage = (head: string, body: string): string =>
  `<!doctype html><html lang="en"><head><title>A site</title>${head}</head><body>${body}</body></html>`;

async function open(body: string, head = ''): Promise<void> {
  pages['/'] = toPage(head, body);
  await page.goto(siteUrl);
}

/** Fills in the only form of a place, and waits for the thanks and for Convertr. */
async function send(place: string): Promise<void> {
  const email = `${crypto.randomUUID()}@example.com`;
  const form = `${place} lead-form >>> `;
  for (const [name, value] of Object.entries({ firstName: 'Ada', lastName: 'King', email }))
    await page.locator(`${form}[name="form[${name}]"]`).fill(value);
  await page.locator(`${form}button[type="submit"]`).click();
  await page.locator(`${form}[part="success"]`).wait();
  const leads = await leadwire.leads();
  expect(leads.filter(({ answers }) => answers['form[email]'] === email)).toHaveLength(1);
}

const countForms = (): Promise<number> => page.evaluate(() => document.querySelectorAll('lead-form').length);

test('WordPress: the form appears where the block is', async () => {
  const [block = ''] = htmlOf('wordpress');
  await open(`<main><div id="before"></div><div id="block">${block}</div></main><footer></footer>`);
  await send('#block');
});

test.each(['html', 'append'])('WordPress: the block draws where jQuery puts it by %s()', async (method) => {
  const [block = ''] = htmlOf('wordpress');
  await open('<main><div id="popup"></div></main><footer></footer>', '<script src="/jquery.js"></script>');
  await page.evaluate(
    (name, markup) => {
      const { jQuery } = globalThis as unknown as { jQuery(css: string): Record<string, (html: string) => void> };
      jQuery('#popup')[name]?.(markup);
    },
    method,
    block,
  );
  await send('#popup');
  expect(await countForms()).toBe(1);
});

test('Webflow: the element in the page, the script in the footer', async () => {
  const [footer = '', embed = ''] = htmlOf('webflow');
  await open(`<div class="w-embed">${embed}</div><footer></footer>${footer}`);
  await send('.w-embed');
});

test('Shopify: the section draws, and again after its HTML is swapped', async () => {
  const section = htmlOf('shopify').join('');
  await open(`<div id="section">${section}</div>`);
  await page.locator('#section lead-form >>> form').wait();
  await page.evaluate((html) => {
    const box = document.querySelector('#section');
    if (box) box.innerHTML = html;
  }, section);
  await send('#section');
  expect(await countForms()).toBe(1);
});

test('Google Tag Manager: the form appears in its place', async () => {
  const [place = '', tag = ''] = htmlOf('google-tag-manager');
  await open(`<main>${place}</main><footer>Imprint</footer>`);
  // The tag manager rewrites each script at the end of the page, without its attributes.
  await page.evaluate((html) => {
    const box = document.createElement('div');
    box.innerHTML = html;
    for (const given of box.querySelectorAll('script')) {
      const script = document.createElement('script');
      if (given.src) script.src = given.src;
      script.text = given.text;
      document.body.append(script);
    }
  }, tag);
  await send('#report-form');
});

test('a popup: opens, keeps what was typed, sends', async () => {
  await open(htmlOf('popup').join(''));
  const isOpen = () => page.evaluate(() => document.querySelector('dialog')?.open);
  await page.locator('aria/Get the report[role="button"]').click();
  await page.locator('lead-form >>> [name="form[firstName]"]').fill('Grace');
  await page.keyboard.press('Escape');
  expect(await isOpen()).toBe(false);
  await page.locator('aria/Get the report[role="button"]').click();
  const typed = await page.$eval(
    'lead-form >>> [name="form[firstName]"]',
    (input) => (input as HTMLInputElement).value,
  );
  expect(typed).toBe('Grace');
  await send('dialog');
  await page.locator('dialog > button').click();
  expect(await isOpen()).toBe(false);
});

test('cookie consent: only the link, and nothing stored, until the visitor agrees', async () => {
  const [markup = ''] = htmlOf('cookie-consent');
  const manager = `<script src="/cookieconsent.js"></script><script>
    addEventListener('load', () => CookieConsent.run({
      hideFromBots: false,
      categories: { necessary: { enabled: true, readOnly: true }, functionality: {} },
      language: { default: 'en', translations: { en: { consentModal: { title: 'Cookies', acceptAllBtn: 'Accept' } } } },
    }));
  </script>`;
  await open(`<main>${markup}</main>${manager}`);
  const accept = await page.waitForSelector('#cc-main button[data-role="all"]');
  expect(await page.$eval('lead-form a', (link) => link.checkVisibility())).toBe(true);
  expect(await page.$('lead-form >>> form')).toBeNull();
  expect(await page.evaluate(() => localStorage.length)).toBe(0);
  await accept?.evaluate((button) => (button as HTMLElement).click());
  // Puppeteer looks at each frame for what is visible. Else it waits for mutations, and misses those in a shadow root
  // that an element gets later.
  await page.waitForSelector('lead-form >>> form', { visible: true });
  await send('main');
  expect(await page.evaluate(() => localStorage.length)).toBeGreaterThan(0);
});

test.each([
  ['swup', '<script src="/swup.js"></script><script defer>addEventListener("load", () => new Swup())</script>'],
  ['Turbo', '<script src="/turbo.js"></script>'],
])('%s: draws on each page, there and back, and the first page’s campaign counts', async (_, router) => {
  const [script = '', element = ''] = htmlOf('swup-and-turbo');
  const makePage = (links: string, form: string) =>
    toPage(script + router, `<nav>${links}</nav><main id="swup" class="transition-main">${form}</main>`);
  pages['/'] = makePage('<a id="next" href="/second">Second</a>', '<h1>First</h1>');
  pages['/second'] = makePage('', `<h1>Second</h1>${element}<a id="back" href="/third">Third</a>`);
  pages['/third'] = makePage('', `<h1>Third</h1>${element}`);
  await page.goto(`${siteUrl}/?utm_source=newsletter&utm_medium=email`);
  await page.evaluate(() => Object.assign(globalThis, { sameDocument: true }));
  await page.locator('#next').click();
  await page.locator('lead-form >>> form').wait();
  await page.locator('#back').click();
  await page.waitForFunction(() => document.querySelector('h1')?.textContent === 'Third');
  await page.goBack();
  await page.waitForFunction(() => document.querySelector('h1')?.textContent === 'Second');
  await send('main');
  expect(await page.evaluate(() => 'sameDocument' in globalThis)).toBe(true);
  const answer = await leadwire.admin('leads?enterprise=acme&limit=1');
  const { leads } = (await answer.json()) as { leads: { channel: string }[] };
  expect(leads[0]?.channel).toBe('Email');
});
