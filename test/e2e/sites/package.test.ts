/** What a developer does with the package's tarball: install, check types, build, open the page, send. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium } from '../../support/chromium.ts';
import { type Leadwire, startLeadwire } from '../../support/leadwire.ts';
import { installSite, run, type Site } from './package-site.ts';
import { readSnippets } from './snippets.ts';

let leadwire: Leadwire;
let browser: Browser;
let site: Site;

beforeAll(async () => {
  [leadwire, browser, site] = await Promise.all([startLeadwire(), launchChromium(), installSite()]);
  site.writeRecipes(leadwire.workerUrl);
  await leadwire.saveForm('acme-report', { origins: [site.url] });
});

afterAll(async () => {
  await browser?.close();
  site?.stop();
  await leadwire?.stop();
});

/** @returns what a failed command printed, or nothing. */
async function complaintsOf(command: Promise<unknown>): Promise<string> {
  try {
    await command;
    return '';
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    return `${stdout}${stderr}` || String(error);
  }
}

describe('the package from its tarball', () => {
  test('depends only on lit', () => {
    const { packages } = JSON.parse(readFileSync(join(site.folder, 'node_modules/.package-lock.json'), 'utf8')) as {
      packages: Record<string, { dependencies?: Record<string, string> }>;
    };
    expect(Object.keys(packages['node_modules/leadwire']?.dependencies ?? {})).toEqual(['lit']);
  });

  test('may be imported where pages are rendered on a server', async () => {
    const code = "import 'leadwire/define'; console.log('done')";
    const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', code], { cwd: site.folder });
    expect(stdout).toBe('done\n');
  });

  test.concurrent.each([
    ['TypeScript, React 19 and Vue', 'types'],
    ['Svelte', 'types:svelte'],
  ])(
    'has types for %s',
    async (_, script) => {
      expect(await complaintsOf(site.npm('run', '--silent', script))).toBe('');
      // Ten seconds of work each, on a machine that may be busy with others.
    },
    120_000,
  );

  test('is built with the compiler’s option that the recipe for Vue names', () => {
    const [option = ''] = readSnippets('vue', 'ts', leadwire.workerUrl);
    expect(readFileSync(join(site.folder, 'vite.config.ts'), 'utf8')).toContain(option.trim().replace(/;$/, ''));
  });

  describe('in a site that Vite builds', () => {
    beforeAll(async () => {
      expect(await complaintsOf(site.npm('run', '--silent', 'build'))).toBe('');
    });

    test.each(['plain', 'react', 'vue', 'svelte'])('sends a lead from a page made with %s', async (name) => {
      const page = await browser.newPage();
      await page.goto(`${site.url}/${name}.html?leads=${encodeURIComponent(leadwire.workerUrl)}`);
      await send(page);
      expect(await page.title()).toMatch(/^[\da-f-]{36}$/);
      await page.close();
    });
  });

  test('in a site built by Next, renders where React puts it, is removed with its page and comes back', async () => {
    expect(await complaintsOf(site.npm('run', '--silent', 'build:next'))).toBe('');
    const page = await browser.newPage();
    await page.goto(`${site.url}/next/first`);
    await page.locator('main > lead-form >>> form').wait();
    await follow(page, 'Second');
    expect(await countForms(page)).toBe(0);
    await follow(page, 'First');
    await send(page);
    expect(await page.title()).toMatch(/^[\da-f-]{36}$/);
    await page.close();
  }, 120_000);

  test('in a site built by Astro, renders after its router swaps pages, with the element and with the tag', async () => {
    expect(await complaintsOf(site.npm('run', '--silent', 'build:astro'))).toBe('');
    const page = await browser.newPage();
    await page.goto(`${site.url}/astro?utm_source=newsletter&utm_medium=email`);
    for (const [heading, forms] of Object.entries({ Second: 1, Third: 1, First: 0 })) {
      await follow(page, heading);
      if (forms) await page.locator('main > lead-form >>> form').wait();
      expect([heading, await countForms(page)]).toEqual([heading, forms]);
    }
    for (const heading of ['Third', 'Second']) {
      await page.goBack();
      await page.locator(`h1::-p-text(${heading})`).wait();
      await send(page);
      expect(await countForms(page)).toBe(1);
    }
    const answer = await leadwire.admin('leads?enterprise=acme&limit=1');
    const { leads } = (await answer.json()) as { leads: { channel: string }[] };
    expect(leads[0]?.channel).toBe('Email');
    await page.close();
  });
});

const countForms = (page: Page): Promise<number> => page.$$eval('lead-form', (forms) => forms.length);

/** A link to another page of the site, whose router keeps the document. */
async function follow(page: Page, heading: string): Promise<void> {
  await page.evaluate(() => Object.assign(globalThis, { sameDocument: true }));
  // The mouse's click would be lost while the router animates its last swap.
  await page.$eval(`a::-p-text(${heading})`, (link) => (link as HTMLAnchorElement).click());
  await page.locator(`h1::-p-text(${heading})`).wait();
  expect(await page.evaluate(() => 'sameDocument' in globalThis)).toBe(true);
}

async function send(page: Page): Promise<void> {
  const email = `${crypto.randomUUID()}@example.com`;
  for (const [field, value] of Object.entries({ firstName: 'Ada', lastName: 'King', email }))
    await page.locator(`lead-form >>> [name="form[${field}]"]`).fill(value);
  await page.locator('lead-form >>> button[type="submit"]').click();
  await page.locator('lead-form >>> [part="success"]').wait();
  const leads = await leadwire.leads();
  expect(leads.filter(({ answers }) => answers['form[email]'] === email)).toHaveLength(1);
}
