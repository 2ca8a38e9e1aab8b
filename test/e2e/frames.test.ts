import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Frame, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { type Leadwire, startLeadwire } from '../support/leadwire.ts';

let leadwire: Leadwire;
let browser: Browser;
let site: Server;
let siteUrl: string;

/** A page comes in its own address, with a referrer policy. */
const pageAt = (body: string, policy = ''): string =>
  `${siteUrl}/?${new URLSearchParams({ body: body.replaceAll('{leads}', leadwire.workerUrl), policy })}`;

beforeAll(async () => {
  [leadwire, browser] = await Promise.all([startLeadwire(), launchChromium()]);
  site = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '', 'http://site');
    const policy = searchParams.get('policy');
    response.setHeader('content-type', 'text/html; charset=utf-8');
    if (policy) response.setHeader('referrer-policy', policy);
    response.end(`<!doctype html><html lang="en"><title>A site</title><body>${searchParams.get('body') ?? ''}</body>`);
  });
  await once(site.listen(0, '127.0.0.1'), 'listening');
  siteUrl = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
  const origins = [siteUrl];
  await leadwire.saveForm('framed', { origins });
  await leadwire.saveForm('redirecting', { origins, success: { redirect: `${siteUrl}/?body=Welcome` } });
});

afterAll(async () => {
  await browser?.close();
  site?.close();
  await leadwire?.stop();
});

async function open(url: string): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(url);
  return page;
}

async function fillIn(frame: Frame): Promise<void> {
  for (const [name, value] of Object.entries({ firstName: 'Ada', lastName: 'King', email: 'ada@example.com' }))
    await (await frame.waitForSelector(`[name="form[${name}]"]`))?.type(value);
}

const pressIn = async (frame: Frame) => (await frame.waitForSelector('button'))?.press('Enter');

const frameOf = async (page: Page): Promise<Frame> => {
  const frame = await (await page.waitForSelector('iframe'))?.contentFrame();
  if (!frame) throw new Error('No frame');
  return frame;
};

describe('the hosted page in an iframe', () => {
  for (const address of ['/f/redirecting?embed', '/f/redirecting'])
    test(`redirects the whole window, or offers a link that does: ${address}`, async () => {
      const page = await open(pageAt(`<iframe title="Form" src="{leads}${address}"></iframe>`));
      const frame = await frameOf(page);
      await fillIn(frame);
      await pressIn(frame);
      const arrived = () => page.waitForFunction(() => document.body.textContent === 'Welcome', { timeout: 5000 });
      const linked = async () => {
        const link = await frame.waitForSelector('a[target="_top"]', { timeout: 5000 });
        await link?.press('Enter');
        return arrived();
      };
      await Promise.any([arrived(), linked()]);
      await page.close();
    });

  test('notifies the embedding page of the lead, without anything that was typed', async () => {
    const page = await open(
      pageAt(`<script>addEventListener('message', ({ data }) => { if (data.submission) self.told = data })</script>
        <iframe title="Form" src="{leads}/f/framed?embed"></iframe>`),
    );
    const frame = await frameOf(page);
    await fillIn(frame);
    await pressIn(frame);
    const told = await (await page.waitForFunction('self.told')).jsonValue();
    const [lead] = (await leadwire.leads()).slice(-1);
    expect(told).toEqual({
      type: 'lead-form-submitted',
      form: 'framed',
      submission: expect.stringMatching(/^[0-9a-f-]{36}$/),
      status: 'delivered',
      leadId: lead?.id,
      channel: expect.any(String),
      ...(lead?.linkId && { linkId: lead.linkId }),
    });
    await page.close();
  });
});

const OWN = `<form method="post" action="{leads}/v1/forms/framed/leads">
  <input name="form[firstName]" aria-label="First name" /><input name="form[lastName]" aria-label="Last name" />
  <input name="form[email]" aria-label="Email" /><button>Send</button></form>`;

describe('own markup without a script', () => {
  for (const policy of ['no-referrer', 'same-origin'])
    test(`on a page with the referrer policy ${policy}: the answers come back on a hosted page, to be sent from there`, async () => {
      const page = await open(pageAt(OWN, policy));
      await fillIn(page.mainFrame());
      await pressIn(page.mainFrame());
      await page.waitForSelector('.notice');
      expect(page.url()).toContain(leadwire.workerUrl);
      expect(await page.$eval('[name="form[email]"]', (input) => (input as HTMLInputElement).value)).toBe(
        'ada@example.com',
      );
      await pressIn(page.mainFrame());
      await page.waitForSelector('.thanks');
      await page.close();
    });

  test('in a sandboxed frame: the same', async () => {
    const inner = pageAt(OWN).replaceAll('&', '&amp;');
    const page = await open(
      pageAt(`<iframe title="Form" sandbox="allow-forms allow-scripts" src="${inner}"></iframe>`),
    );
    const frame = await frameOf(page);
    await fillIn(frame);
    await pressIn(frame);
    await frame.waitForSelector('.notice');
    await pressIn(frame);
    await frame.waitForSelector('.thanks');
    await page.close();
  });
});

test('in a sandbox without an origin, the address of the hosted page can be copied, and a warning shows what to add', async () => {
  const tag = pageAt('<script async src="{leads}/widget.js?form=framed"></script>').replaceAll('&', '&amp;');
  const page = await browser.newPage();
  const warned = new Promise<string>((resolve) => {
    page.on('console', (message) => /lead-form/.test(message.text()) && resolve(message.text()));
  });
  await page.goto(pageAt(`<iframe title="Form" sandbox="allow-scripts" src="${tag}"></iframe>`));
  const notice = await (await frameOf(page)).waitForSelector('lead-form >>> [part="notice"]');
  expect(await notice?.evaluate(({ textContent }) => textContent)).toContain(`${leadwire.workerUrl}/f/framed`);
  expect(await warned).toContain('Add allow-same-origin to the sandbox');
  await page.close();
});
