import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { press, servePage, waitForText } from '../../../support/console.ts';
import { browser, desk, leadwire, open, page, useDesk } from '../../desk.ts';

useDesk({ isSignedIn: true });

let site: Awaited<ReturnType<typeof servePage>>;

beforeAll(async () => {
  site = await servePage('');
  await leadwire.saveForm('snippets', { origins: [site.url], title: { en: 'Report', de: 'Bericht' } });
});

afterAll(() => {
  site?.server.close();
});

beforeEach(async () => {
  await open('/forms/snippets/snippet');
  await waitForText(page, '#snippet', /data-form="snippets"/);
});

const PEOPLE = { firstName: 'Zoë', lastName: 'Byron', email: 'zoe@example.com' };
/** Another browser's window, on the publisher's page. */
async function visit(snippet: string): Promise<Page> {
  site.setBody(snippet);
  const visitor = await (await browser.createBrowserContext()).newPage();
  return visitor;
}

describe('the snippet page', () => {
  test('changes snippet and preview together as options are set', async () => {
    await page.select('#option-theme', 'dark');
    await page.select('#option-locale', 'de');
    await page.locator('#option-accent').fill('#aa0000');
    await page.locator('#option-channel').fill('Email');
    await page.locator('#option-analytics').click();
    const text = await waitForText(page, '#snippet', /data-analytics="datalayer"/);
    for (const each of ['data-theme="dark"', 'data-locale="de"', 'data-accent="#aa0000"', 'data-channel="Email"']) {
      expect(text).toContain(each);
    }
    expect(text).toContain(`src="${leadwire.workerUrl}/widget.js?form=snippets"`);
    const frame = await (await page.waitForSelector('.stage iframe'))?.contentFrame();
    await frame?.waitForSelector('lead-form[theme="dark"][accent="#aa0000"][locale="de"]');
    await frame?.waitForFunction(() =>
      document.querySelector('lead-form')?.shadowRoot?.textContent?.includes('Bericht'),
    );
    expect(desk.complaints).toEqual([]);
  });

  test.each([
    ['Element', /<lead-form form="snippets"/, 6, true],
    ['Plain HTML', /<form method="post"/, 2, false],
    ['Iframe', /<iframe id="lead-form-snippets"/, 3, true],
    ['Tag manager', /createElement\('lead-form'\)/, 6, false],
    ['React', /export function LeadForm/, 6, true],
    ['Fixed version (SRI)', /integrity="sha384-/, 6, true],
  ])('has a tab for %s, with the options that it can carry', async (name, text, options, reserves) => {
    await waitForText(page, '#snippet + .help', /The snippet reserves that height/);
    await press(page, name);
    await waitForText(page, '#snippet', text);
    expect(await page.$$eval('.options .control', (all) => all.length)).toBe(options);
    expect((await page.$('#snippet + .help')) !== null).toBe(reserves);
  });
});

test('the tabs are all in sight on a desktop', async () => {
  const isWhole = await page.$eval('.segments', ({ scrollWidth, clientWidth }) => scrollWidth <= clientWidth);
  expect(isWhole).toBe(true);
});

describe('what is copied', () => {
  test('as plain HTML is filled in and posted on a page of the publisher’s, without a script', async () => {
    await page.locator('#option-channel').fill('Email');
    await press(page, 'Plain HTML');
    const markup = await waitForText(page, '#snippet', /name="channel" value="Email"/);
    const visitor = await visit(markup);
    await visitor.setJavaScriptEnabled(false);
    await visitor.goto(site.url);
    // A locator waits for frames of an animation, which a page without scripts has not.
    for (const [name, value] of Object.entries(PEOPLE)) await visitor.type(`[name="form[${name}]"]`, value);
    await Promise.all([visitor.waitForNavigation(), visitor.keyboard.press('Enter')]);
    expect(new URL(visitor.url()).pathname).toBe('/f/snippets/thanks');
    const [lead] = (await leadwire.leads()).filter(({ answers }) => answers['form[email]'] === PEOPLE.email);
    expect(lead?.answers['form[firstName]']).toBe('Zoë');
    expect(lead?.linkId).toBe(25);
    await visitor.browserContext().close();
  });

  test.each([
    ['Tag manager', '<div id="lead-form"></div>'],
    ['Element', ''],
  ])('for %s draws the form with its options', async (name, around) => {
    await page.select('#option-theme', 'dark');
    await press(page, name);
    const visitor = await visit(`${around}${await waitForText(page, '#snippet', /dark/)}`);
    await visitor.goto(site.url);
    await visitor.waitForSelector('lead-form[theme="dark"] >>> [name="form[email]"]');
    await visitor.browserContext().close();
  });

  test('as an iframe shows the hosted form, as high as it is', async () => {
    await press(page, 'Iframe');
    const visitor = await visit(await waitForText(page, '#snippet', /<iframe/));
    await visitor.goto(site.url);
    const frame = await (await visitor.waitForSelector('iframe'))?.contentFrame();
    await frame?.waitForSelector('[name="form[email]"]');
    await visitor.waitForFunction(() => {
      const { height } = document.querySelector('iframe')?.style ?? {};
      return height !== undefined && !/^(480|0)px$/.test(height);
    });
    await visitor.browserContext().close();
  });
});

test('reserves the height of a form that is only a button', async () => {
  const hidden = (name: string) => ({ name: `form[${name}]`, type: 'hidden', from: `query:${name}` });
  await leadwire.saveForm('button', { fields: ['firstName', 'lastName', 'email'].map(hidden) });
  await open('/forms/button/snippet');
  await waitForText(page, '#snippet', /min-height:\d\dpx/);
});

test('carries the values that a page gives for hidden fields', async () => {
  const fields = [{ name: 'form[partner]', type: 'hidden', from: 'page:partner-id' }];
  await leadwire.saveForm('partners', { origins: [site.url], fields });
  await open('/forms/partners/snippet');
  await page.locator('aria/partner-id[role="textbox"]').fill('p-7');
  await waitForText(page, '#snippet', /data-value-partner-id="p-7"/);
  await press(page, 'Element');
  await waitForText(page, '#snippet', / value-partner-id="p-7"/);
  await press(page, 'Plain HTML');
  await waitForText(page, '#snippet', /<form[\s\S]*<\/form>/);
  expect(await page.$('aria/partner-id[role="textbox"]')).toBeNull();
});
