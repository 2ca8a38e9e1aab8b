/** `npm run pictures:console`: takes the pictures of README.md and docs/console.md from a Worker with made-up leads. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { launchChromium } from '../support/chromium.ts';
import { press, signIn, waitForText } from '../support/console.ts';
import { type Leadwire, startLeadwire } from '../support/leadwire.ts';

const folder = join(import.meta.dirname, '../../docs/images');
const DESKTOP = { width: 1280, height: 860 };
const PHONE = { width: 390, height: 844 };
/** Charts and the preview have been drawn by then. */
const SETTLE_MS = 2500;

const PEOPLE = ['Ada Byron', 'Ines Moreau', 'Otto Brandt', 'Nia Okoro', 'Maren Lindqvist', 'Tomas Vega', 'Mei Tanaka'];
const CHANNELS = ['Email', 'Paid Search', 'Direct', 'Email', 'Organic Social', 'Referral', 'Email', 'Paid Search'];

mkdirSync(join(folder, 'console'), { recursive: true });
const leadwire = await startLeadwire({ enterprises: ['acme', 'globex', 'initech'] });
const browser = await launchChromium();
try {
  await takeLanding();
  await seed(leadwire);
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
  await take(page, 'check', '/forms/night-shift/check');
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }]);
  await page.setViewport(PHONE);
  await take(page, 'phone', '/leads?enterprise=acme');
} finally {
  await browser.close();
  await leadwire.stop();
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

/** A day's work: leads from several channels, one refused, one that waits for its campaign, and a code to enter. */
async function seed({ admin, workerUrl }: Leadwire): Promise<void> {
  const save = (id: string, config: object) => admin(`forms/${id}`, { method: 'PUT', body: JSON.stringify(config) });
  const acme = { enterprise: 'acme', origins: ['https://landing.example.com'] };
  await save('night-shift', { ...acme, campaignId: 1300, formId: 36, title: 'Join the night shift' });
  const title = { name: 'form[title]', type: 'text' };
  await save('titles', { ...acme, campaignId: 1234, formId: 23, title: 'Book a seat', fields: [title] });
  const send = (form: string, person: string, index: number, more: Record<string, string> = {}) => {
    const [firstName = '', lastName = ''] = person.split(' ');
    const email = `${firstName}.${lastName}.${index}@example.com`.toLowerCase();
    const names = { 'form[firstName]': firstName, 'form[lastName]': lastName, 'form[email]': email };
    const body = new URLSearchParams({ ...names, channel: CHANNELS[index % CHANNELS.length] ?? '', ...more });
    return fetch(`${workerUrl}/v1/forms/${form}/leads`, {
      method: 'POST',
      headers: { accept: 'application/json' },
      body,
    });
  };
  for (let index = 0; index < 14; index += 1) {
    const person = index % 6 === 5 ? 'Test Test' : (PEOPLE[index % PEOPLE.length] ?? '');
    await send('acme-report', person, index);
  }
  await send('titles', 'Otto Brandt', 20, { 'form[title]': 'Lord', 'form[optin][terms]': '1' });
  await send('night-shift', 'Nia Okoro', 21);
  await admin('accounts/initech/campaigns/90');
  // Verdicts come after a while.
  for (let pending = 1; pending > 0; await new Promise((resolve) => setTimeout(resolve, 1000))) {
    const page = await admin('leads?enterprise=acme&verdict=pending');
    pending = ((await page.json()) as { leads: unknown[] }).leads.length;
  }
}
