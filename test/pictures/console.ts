/**
 * `npm run pictures:console`: takes the pictures of README.md and docs/console.md from a Worker with made-up leads. With the
 * name of a folder it takes every screen instead, on a desktop and a phone, light, dark and in forced colours.
 */
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { launchChromium } from '../support/chromium.ts';
import { press, signIn, waitForText } from '../support/console.ts';
import { startLeadwire } from '../support/leadwire.ts';
import { startReceiver } from '../support/webhook-receiver.ts';
import { seed } from './console-seed.ts';
import { takeEveryScreen } from './console-shots.ts';

const folder = join(import.meta.dirname, '../../docs/images');
const DESKTOP = { width: 1280, height: 860 };
const PHONE = { width: 390, height: 844 };
/** Charts and the preview have been drawn by then. */
const SETTLE_MS = 2500;

const everywhere = process.argv[2];
mkdirSync(everywhere ?? join(folder, 'console'), { recursive: true });
const vars = { WEBHOOK_SECRET: `whsec_${randomBytes(32).toString('base64')}` };
const leadwire = await startLeadwire({ enterprises: ['acme', 'globex', 'initech'], vars });
const receiver = await startReceiver();
const browser = await launchChromium();
try {
  await seed(leadwire, receiver.url);
  if (everywhere) await takeEveryScreen(browser, leadwire, everywhere);
  else await takePictures();
} finally {
  await browser.close();
  await receiver.close();
  await leadwire.stop();
}

async function takePictures(): Promise<void> {
  await takeLanding();
  const page = await browser.newPage();
  await page.setViewport(DESKTOP);
  await page.goto(`${leadwire.workerUrl}/console`);
  await page.waitForSelector('#token');
  await signIn(page, leadwire);
  await take(page, 'overview', '');
  await take(page, 'form', '/forms/acme-advanced', () => page.locator('[data-name="form[firstName]"] .toggle').click());
  await take(page, 'snippet', '/forms/acme-report/snippet', async () => {
    await page.locator('#test-channel').fill('Email');
    await press(page, 'Send test');
    await waitForText(page, 'lw-test-send .steps', /Valid/);
  });
  await take(page, 'leads', '/leads?enterprise=acme');
  await take(page, 'lead', '/leads?enterprise=acme&status=refused', async () => {
    await page.locator('table.leads tbody a').click();
    await press(page, 'Show answers');
    await page.waitForSelector('.history');
  });
  await take(page, 'reports', '/reports?enterprise=acme&by=value&sort=-invalidShare');
  await take(page, 'check', '/forms/night-shift/check');
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }]);
  await page.setViewport(PHONE);
  await take(page, 'phone', '/leads?enterprise=acme');
}

/** The landing page, on a desktop and on a phone, side by side. */
async function takeLanding(): Promise<void> {
  const shots: string[] = [];
  for (const viewport of [DESKTOP, PHONE]) {
    const page = await browser.newPage();
    await page.setViewport(viewport);
    await page.goto(`${leadwire.workerUrl}/`);
    await page.waitForSelector('lead-form >>> input[type="email"]');
    if (viewport === PHONE) await page.$eval('lead-form', (form) => form.scrollIntoView({ block: 'center' }));
    shots.push(await page.screenshot({ encoding: 'base64' }));
    await page.close();
  }
  const page = await browser.newPage();
  await page.setViewport({ width: 1440, height: 720 });
  const [desktop, phone] = shots.map((shot) => `data:image/png;base64,${shot}`);
  await page.setContent(`<style>
      body { margin: 0; display: flex; gap: 48px; align-items: center; justify-content: center; height: 100vh; background: #e9edf2 }
      img { border-radius: 14px; box-shadow: 0 12px 40px #0f1b2d33; height: 600px }
    </style><img src="${desktop}"><img src="${phone}">`);
  await page.screenshot({ path: join(folder, 'landing.png') as `${string}.png` });
  await page.close();
  console.log('docs/images/landing.png');
}

async function take(page: Page, name: string, path: string, prepare?: () => Promise<unknown>): Promise<void> {
  await page.goto(`${leadwire.workerUrl}/console${path}`);
  await page.waitForSelector('h1');
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  await prepare?.();
  if (prepare) await new Promise((resolve) => setTimeout(resolve, SETTLE_MS / 2));
  await page.screenshot({ path: join(folder, `console/${name}.png`) as `${string}.png` });
  console.log(`docs/images/console/${name}.png`);
}
