/** Every screen of the console, to be looked at. */
import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer-core';
import { press, signIn, waitForText } from '../support/console.ts';
import type { Leadwire } from '../support/leadwire.ts';

const VIEWPORTS = { desktop: { width: 1280, height: 860 }, phone: { width: 390, height: 844 } };
const COLOURS = {
  light: [],
  dark: [{ name: 'prefers-color-scheme', value: 'dark' }],
  forced: [{ name: 'forced-colors', value: 'active' }],
};
/** Charts and the preview have been drawn by then. */
const SETTLE_MS = 900;
const settle = () => new Promise((resolve) => setTimeout(resolve, SETTLE_MS));

interface Screen {
  path: string;
  prepare?: (page: Page) => Promise<unknown>;
}

const openFirstLead = async (page: Page) => {
  await page.locator('table.leads tbody a').click();
  await page.waitForSelector('.history');
};

const SCREENS: Record<string, Screen> = {
  overview: { path: '' },
  forms: { path: '/forms' },
  'new-form': { path: '/forms/new' },
  'new-form-found': {
    path: '/forms/new',
    prepare: async (page) => {
      await page.locator('#campaign').fill('1234');
      await press(page, 'Look up');
      await page.waitForSelector('.choice');
    },
  },
  'editor-field': {
    path: '/forms/acme-advanced',
    prepare: (page) => page.locator('[data-name="form[firstName]"] .toggle').click(),
  },
  'editor-texts': { path: '/forms/acme-advanced?tab=texts' },
  'editor-delivery': { path: '/forms/hooked?tab=delivery' },
  'editor-review': {
    path: '/forms/hooked?tab=texts',
    prepare: async (page) => {
      await page.locator('#text-title').fill('Get our brochure');
      await press(page, 'Review and save');
      await page.waitForSelector('dialog[open]');
    },
  },
  'editor-fault': {
    path: '/forms/hooked?tab=delivery',
    prepare: async (page) => {
      await page.locator('#webhook-0-url').fill('ftp://hooks.example.com');
      await waitForText(page, '#webhook-0-url-fault', /Use/);
    },
  },
  snippet: { path: '/forms/acme-report/snippet' },
  'snippet-html': { path: '/forms/acme-report/snippet', prepare: (page) => press(page, 'Plain HTML') },
  check: { path: '/forms/night-shift/check' },
  leads: { path: '/leads?enterprise=acme' },
  'leads-none': { path: '/leads?enterprise=globex' },
  'leads-resend': {
    path: '/leads?enterprise=acme&status=attention',
    prepare: async (page) => {
      await press(page, 'Resend leads…');
      await page.waitForSelector('dialog[open]');
    },
  },
  'find-person': {
    path: '/leads?enterprise=acme',
    prepare: async (page) => {
      await press(page, 'Find by email…');
      await page.waitForSelector('dialog[open]');
    },
  },
  'lead-refused': {
    path: '/leads?enterprise=acme&status=refused',
    prepare: async (page) => {
      await openFirstLead(page);
      await press(page, 'Show answers');
      await page.waitForSelector('lw-lead-answers form');
    },
  },
  'lead-webhooks': { path: '/leads?enterprise=acme&form=hooked', prepare: openFirstLead },
  reports: { path: '/reports?enterprise=acme' },
  'reports-partners': { path: '/reports?enterprise=acme&by=value&and=page&sort=-invalidShare' },
  'reports-days': { path: '/reports?enterprise=acme&by=day&period=7' },
  'reports-links': { path: '/reports?enterprise=acme&by=link&and=form' },
  'reports-custom': {
    path: '/reports?enterprise=acme&by=reason',
    prepare: (page) => page.select('.filters label:last-of-type select', 'custom'),
  },
  'reports-none': { path: '/reports?enterprise=globex' },
  'not-found': { path: '/forms/unknown' },
};

export async function takeEveryScreen(browser: Browser, leadwire: Leadwire, folder: string): Promise<void> {
  const page = await browser.newPage();
  const devtools = await page.createCDPSession();
  const take = async (name: string): Promise<void> => {
    for (const [colours, features] of Object.entries(COLOURS)) {
      await devtools.send('Emulation.setEmulatedMedia', { features });
      await page.screenshot({ path: join(folder, `${name}-${colours}.png`) as `${string}.png`, fullPage: true });
    }
    await devtools.send('Emulation.setEmulatedMedia', { features: [] });
  };
  await page.goto(`${leadwire.workerUrl}/console`);
  await page.waitForSelector('#token');
  for (const [device, viewport] of Object.entries(VIEWPORTS)) {
    await page.setViewport(viewport);
    await take(`sign-in-${device}`);
  }
  await signIn(page, leadwire);
  // What was typed for one screen must not ask to be saved on the way to the next.
  page.on('dialog', (dialog) => void dialog.accept());
  for (const [device, viewport] of Object.entries(VIEWPORTS)) {
    await page.setViewport(viewport);
    for (const [name, { path, prepare }] of Object.entries(SCREENS)) {
      await page.goto(`${leadwire.workerUrl}/console${path}`);
      await page.waitForSelector('h1');
      await settle();
      await prepare?.(page);
      await settle();
      await take(`${name}-${device}`);
      console.log(`${name}-${device}`);
    }
  }
}
