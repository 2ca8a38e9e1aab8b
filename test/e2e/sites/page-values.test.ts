import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, HTTPRequest, Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchChromium } from '../../support/chromium.ts';
import { type Leadwire, startLeadwire } from '../../support/leadwire.ts';
import { readSnippets } from './snippets.ts';

let leadwire: Leadwire;
let browser: Browser;
let server: Server;
let siteUrl: string;
let page: Page;
let body = '';

const CERTIFICATE = 'https://cert.trustedform.example/0123456789abcdef';
const TOKEN = '01234567-89AB-CDEF-0123-456789ABCDEF';
/** What the two services' scripts do, as late as the visitor's first key. */
const SCRIPTS: Record<string, string> = {
  'https://api.trustedform.com/': `document.addEventListener('input', () => {
    for (const form of document.forms)
      form.append(Object.assign(document.createElement('input'), { type: 'hidden', name: 'xxTrustedFormCertUrl', value: '${CERTIFICATE}' }));
  }, { once: true });`,
  'https://create.lidstatic.com/': `document.addEventListener('input', () => {
    document.getElementById('leadid_token').value = '${TOKEN}';
  }, { once: true });`,
};

beforeAll(async () => {
  [leadwire, browser] = await Promise.all([startLeadwire(), launchChromium()]);
  server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(`<!doctype html><html lang="en"><title>A site</title><body>${body}</body></html>`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  siteUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const names = ['firstName', 'lastName', 'email', 'trustedForm', 'jornaya', 'partner', 'sub', 'submit'];
  await fetch(`${leadwire.convertrUrl}/_control/campaigns/acme/1234`, {
    method: 'POST',
    body: JSON.stringify({ fields: { 23: names.map((name) => `form[${name}]`) } }),
  });
  const [recipe = ''] = readSnippets('trustedform-and-jornaya', 'json', leadwire.workerUrl);
  const hidden = ['trustedForm', 'jornaya', 'partner', 'sub'].map((name) => ({
    name: `form[${name}]`,
    type: 'hidden',
    hide: true,
  }));
  const certified = JSON.parse(recipe);
  await leadwire.saveForm('acme-report', {
    ...certified,
    origins: [siteUrl],
    fields: [...certified.fields, ...hidden.slice(2)],
  });
  await leadwire.saveForm('partners', {
    ...certified,
    origins: [siteUrl],
    fields: [
      ...hidden.slice(0, 2),
      { name: 'form[partner]', type: 'hidden', from: 'page:partner-id' },
      { name: 'form[sub]', type: 'hidden', from: 'query:sid', report: true },
    ],
  });
});

afterAll(async () => {
  await browser?.close();
  server?.close();
  await leadwire?.stop();
});

beforeEach(async () => {
  page = await browser.newPage();
});

afterEach(() => page.close());

/** In the form, which may have a shadow root or none. */
const deep = (css: string): string => (body.includes('render="light"') ? `lead-form ${css}` : `lead-form >>> ${css}`);

async function open(html: string, query = ''): Promise<void> {
  body = html;
  await page.goto(`${siteUrl}/${query}`);
  await page.locator(deep('form')).wait();
}

async function fillIn(): Promise<string> {
  const email = `${crypto.randomUUID()}@example.com`;
  for (const [name, value] of Object.entries({ firstName: 'Ada', lastName: 'King', email }))
    await page.locator(deep(`[name="form[${name}]"]`)).fill(value);
  return email;
}

async function press(): Promise<void> {
  await page.locator(deep('button[type="submit"]')).click();
  await page.locator(deep('[part="success"]')).wait();
}

async function send(): Promise<Record<string, unknown>> {
  const email = await fillIn();
  await press();
  return findLead(email);
}

async function findLead(email: string): Promise<Record<string, unknown>> {
  const found = (await leadwire.leads()).filter(({ answers }) => answers['form[email]'] === email);
  expect(found).toHaveLength(1);
  return found[0]?.answers ?? {};
}

/** Replaces the services, and the Worker where `intercept` answers. */
async function standIn(intercept?: (request: HTTPRequest) => boolean): Promise<void> {
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    if (intercept?.(request)) return;
    const script = Object.entries(SCRIPTS).find(([address]) => request.url().startsWith(address))?.[1];
    void (script ? request.respond({ contentType: 'text/javascript', body: script }) : request.continue());
  });
}

describe('TrustedForm and Jornaya', () => {
  const recipe = () => readSnippets('trustedform-and-jornaya', 'html', leadwire.workerUrl).join('');

  test('reach Convertr, although their scripts load late', async () => {
    await standIn();
    await open(recipe());
    expect(await send()).toMatchObject({ 'form[trustedForm]': CERTIFICATE, 'form[jornaya]': TOKEN });
  });

  test('do not make a second attempt a different submission when they come after the first', async () => {
    const ids: (string | null)[] = [];
    await standIn((request) => {
      if (request.method() !== 'POST') return false;
      ids.push(new URLSearchParams(request.postData()).get('submission'));
      if (ids.length > 1) return false;
      // A wait that long leaves the next try to the visitor.
      void request.respond({
        status: 503,
        headers: {
          'access-control-allow-origin': '*',
          'access-control-expose-headers': 'retry-after',
          'retry-after': '60',
        },
        contentType: 'application/problem+json',
        body: '{"retryAfter":60}',
      });
      return true;
    });
    await open(recipe().replace(/<script async src="https:\/\/api.*?<\/script>/, ''));
    const email = await fillIn();
    await page.locator(deep('button[type="submit"]')).click();
    await page.locator(deep('[part="notice"]')).wait();
    await page.evaluate(SCRIPTS['https://api.trustedform.com/'] ?? '');
    await page.evaluate(() => document.dispatchEvent(new Event('input')));
    await press();
    expect(new Set(ids).size).toBe(1);
    expect(await findLead(email)).toMatchObject({ 'form[trustedForm]': CERTIFICATE });
  });
});

describe('a value of the page reaches Convertr', () => {
  const tag = (more: string) => `<script async src="${leadwire.workerUrl}/widget.js?form=partners" ${more}></script>`;
  const element = (more: string) =>
    `<lead-form form="partners" ${more}></lead-form><script async src="${leadwire.workerUrl}/widget.js"></script>`;

  test.each([
    ['from the tag', () => tag('data-value-partner-id="p-7"')],
    [
      'from a tag that draws elsewhere',
      () => `${tag('data-value-partner-id="p-7" data-target="#place"')}<p id="place"></p>`,
    ],
    ['from the element', () => element('value-partner-id="p-7"')],
    ['from the element drawn in the page', () => element('value-partner-id="p-7" render="light"')],
    ['and parameters of its address with it', () => element('value-partner-id="p-7"')],
  ])('%s', async (_, html) => {
    await open(html(), '?sid=42');
    expect(await send()).toMatchObject({ 'form[partner]': 'p-7', 'form[sub]': '42' });
  });

  test('from the property, before the attribute and as late as the press of the button', async () => {
    await open(element('value-partner-id="p-7"'));
    const email = await fillIn();
    await page.$eval('lead-form', (form) => Object.assign(form, { pageValues: { 'partner-id': 'p-8' } }));
    await press();
    expect(await findLead(email)).toMatchObject({ 'form[partner]': 'p-8' });
  });
});
