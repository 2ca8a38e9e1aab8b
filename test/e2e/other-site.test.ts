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
  await leadwire.saveForm('abroad', { origins: [siteUrl] });
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

  test('a page that the form does not allow shows the origin to add before anybody types', async () => {
    await leadwire.saveForm('elsewhere', { origins: ['https://example.com'] });
    const page = await open('<script async src="{leads}/widget.js?form=elsewhere" data-form="elsewhere"></script>');
    const warning = new Promise<string>((resolve) => {
      page.on('console', (message) => message.text().includes(siteUrl) && resolve(message.text()));
    });
    await page.reload();
    await page.waitForSelector('lead-form >>> [part="notice"]');
    expect(await warning).toContain('allowed sites of "elsewhere"');
    expect(await page.$eval('lead-form', (form) => (form as unknown as { warnings: string[] }).warnings)).toHaveLength(
      1,
    );
    await page.close();
  });

  test('the hosted page in a frame reports its height, which shrinks with the thank-you page', async () => {
    const page = await open(`<script>
        addEventListener('message', ({ origin, data }) => {
          if (origin === '{leads}' && data.type === 'lead-form-height') frame.style.height = data.height + 'px';
        });
      </script>
      <iframe id="frame" title="Form" src="{leads}/f/abroad?embed" style="width:320px;height:100px;border:0"></iframe>`);
    const isTaller = (pixels: number) =>
      page.waitForFunction((least) => (document.getElementById('frame')?.clientHeight ?? 0) > least, {}, pixels);
    await isTaller(300);
    const frame = page.frames()[1];
    expect(await frame?.evaluate(() => document.documentElement.scrollHeight - innerHeight)).toBe(0);
    for (const name of ['firstName', 'lastName', 'email'])
      await frame?.locator(`[name="form[${name}]"]`).fill(`${name}@example.com`);
    await frame?.locator('button').click();
    await frame?.waitForSelector('.thanks');
    await page.waitForFunction(() => (document.getElementById('frame')?.clientHeight ?? 0) < 150);
    await page.close();
  });
});
