import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { type Leadwire, startLeadwire } from '../support/leadwire.ts';

let leadwire: Leadwire;
let browser: Browser;
let site: Server;
let siteUrl: string;
let body = '';

beforeAll(async () => {
  [leadwire, browser] = await Promise.all([startLeadwire(), launchChromium()]);
  site = createServer((_, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(`<!doctype html><html lang="en"><title>Another site</title><body>${body}</body></html>`);
  });
  await once(site.listen(0, '127.0.0.1'), 'listening');
  siteUrl = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
  await leadwire.admin('forms/abroad', {
    method: 'PUT',
    body: JSON.stringify({ enterprise: 'acme', campaignId: 1234, formId: 35, origins: [siteUrl] }),
  });
});

afterAll(async () => {
  await browser?.close();
  site?.close();
  await leadwire?.stop();
});

async function open(html: string): Promise<Page> {
  body = html.replaceAll('{leads}', leadwire.workerUrl);
  const page = await browser.newPage();
  await page.goto(siteUrl);
  return page;
}

const field = (name: string) => `lead-form >>> [name="form[${name}]"]`;

describe('on a site of another origin', () => {
  for (const [what, html] of Object.entries({
    'the element, before the script': `<lead-form form="abroad"><a href="{leads}/f/abroad">Open the form</a></lead-form>
      <script async src="{leads}/widget.js"></script>`,
    'the tag': '<script async src="{leads}/widget.js" data-form="abroad"></script>',
    'the tag with the definition': '<script async src="{leads}/widget.js?form=abroad" data-form="abroad"></script>',
  }))
    test(`${what} asks the script's origin, and the lead arrives`, async () => {
      const page = await open(html);
      for (const [name, value] of Object.entries({ firstName: 'Ada', lastName: 'King', email: 'ada@example.com' }))
        await page.locator(field(name)).fill(value);
      await page.locator('lead-form >>> button[type="submit"]').click();
      expect(await page.waitForSelector('lead-form >>> [part="success"]')).not.toBeNull();
      await page.close();
    });
});
