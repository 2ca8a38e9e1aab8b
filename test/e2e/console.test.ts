import type { Browser, Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findAxeViolations, launchChromium } from '../support/chromium.ts';
import { press, servePage, signIn, waitForText } from '../support/console.ts';
import { type Leadwire, startLeadwire } from '../support/leadwire.ts';

let leadwire: Leadwire;
let browser: Browser;
let page: Page;
/** What the browser complained about: above all, anything that the policy forbids. */
let complaints: string[];

beforeAll(async () => {
  [leadwire, browser] = await Promise.all([
    startLeadwire({ enterprises: ['acme', 'globex', 'initech'] }),
    launchChromium(),
  ]);
});

afterAll(async () => {
  await browser?.close();
  await leadwire?.stop();
});

beforeEach(async () => {
  const context = await browser.createBrowserContext();
  page = await context.newPage();
  await page.setViewport({ width: 1280, height: 900 });
  complaints = [];
  page.on('console', (message) => {
    if (/Content Security Policy|TrustedHTML|Trusted Type/.test(message.text())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
});

afterEach(async () => {
  await page.browserContext().close();
});

const control = (path: string, body: unknown) =>
  fetch(`${leadwire.convertrUrl}/_control/${path}`, { method: 'POST', body: JSON.stringify(body) });
const open = (path: string) => page.goto(`${leadwire.workerUrl}/console${path}`);
const submitTo = (form: string, answers: Record<string, string>) =>
  fetch(`${leadwire.workerUrl}/v1/forms/${form}/leads`, {
    method: 'POST',
    headers: { accept: 'application/json' },
    body: new URLSearchParams(answers),
  });

describe('a newcomer', () => {
  test('gets from a campaign id to a lead with a verdict', async () => {
    const site = await servePage('');
    await signIn(page, leadwire);
    await press(page, 'New form');
    await page.waitForSelector('#campaign');
    await page.locator('#campaign').fill('https://acme.cvtr.io/campaigns/1234');
    await press(page, 'Look up');
    await waitForText(page, '.choices', /Acme Campaign - Simple Form/);
    await page.locator('#id').fill('first-form');
    await press(page, 'Go on to the fields');

    await waitForText(page, '.fields', /First name[\s\S]*E-mail/i);
    await page.locator('[data-name="form[email]"] .toggle').click();
    await page.locator('.field.open input[id$="-label"]').fill('Work e-mail');
    await press(page, 'Pages and links');
    await page.locator('#origins').fill(`${site.url}/path`);
    await waitForText(page, '#origins-fault', /without a path/);
    await page.locator('#origins').fill(site.url);
    await page.waitForFunction(() => !document.querySelector('#origins-fault'));
    const frame = await (await page.waitForSelector('.preview iframe'))?.contentFrame();
    await frame?.waitForFunction(() =>
      document.querySelector('lead-form')?.shadowRoot?.textContent?.includes('Work e-mail'),
    );
    await press(page, 'Review and save');
    const changes = await waitForText(page, 'dialog', /Work e-mail/);
    expect(changes).toContain(site.url);
    await page.locator('dialog button.primary').click();

    const snippet = await waitForText(page, '#snippet', /data-form="first-form"[\s\S]*min-height:\d+px/);
    expect(snippet).toContain('<noscript>');
    site.setBody(snippet);
    const visitor = await browser.newPage();
    await visitor.goto(`${site.url}/?utm_source=news&utm_medium=email`);
    for (const [name, value] of [
      ['firstName', 'Ines'],
      ['lastName', 'Moreau'],
      ['email', 'ines@example.com'],
    ] as const) {
      await visitor.locator(`lead-form >>> [name="form[${name}]"]`).fill(value);
    }
    await visitor.locator('lead-form >>> button[type="submit"]').click();
    await visitor.waitForSelector('lead-form >>> [part="success"]');
    await visitor.close();
    site.server.close();

    await open('/leads?enterprise=acme&form=first-form');
    await waitForText(page, 'table.leads tbody', /Delivered[\s\S]*Valid[\s\S]*Email → 25/);
    expect(complaints).toEqual([]);
  });

  test('is warned before unsaved changes are lost, and moves fields by keyboard', async () => {
    await signIn(page, leadwire);
    await open('/forms/acme-report');
    await waitForText(page, '.save', /All changes saved/);
    await (await page.waitForSelector('[data-name="form[firstName]"] .toggle'))?.focus();
    await page.keyboard.down('Alt');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.up('Alt');
    await waitForText(page, '.fields', /Last name[\s\S]*First name/);
    expect(await page.evaluate(() => document.activeElement?.closest('li')?.getAttribute('data-name'))).toBe(
      'form[firstName]',
    );
    await waitForText(page, '.save', /Unsaved changes/);

    await page.locator('.side a[href="/console/leads"]').click();
    await waitForText(page, 'dialog', /Leave without saving/);
    await press(page, 'Stay');
    expect(page.url()).toContain('/forms/acme-report');
  });

  test('finds unsaved changes again after a session has ended meanwhile', async () => {
    await signIn(page, leadwire);
    await open('/forms/acme-report');
    await waitForText(page, '.save', /All changes saved/);
    await page.locator('#tab-texts').click();
    await page.browserContext().deleteCookie(...(await page.browserContext().cookies()));
    await page.locator('#text-title').fill('A better title');
    await page.locator('#token').fill(leadwire.adminToken);
    await page.keyboard.press('Enter');
    await waitForText(page, '.save', /Unsaved changes/);
    expect(await page.$eval('#text-title', (input) => (input as HTMLInputElement).value)).toBe('A better title');
  });

  test('sends a test lead and sees each step', async () => {
    await signIn(page, leadwire);
    await open('/forms/acme-advanced/snippet');
    await page.locator('#test-channel').fill('Email');
    await press(page, 'Send a test');
    await waitForText(page, 'lw-test-send .steps', /Stored[\s\S]*link 25[\s\S]*lead \d+[\s\S]*Valid/);
  });
});

describe('an operator', () => {
  test('is asked for the code from a text message, and gives it', async () => {
    await signIn(page, leadwire);
    await open('/forms/new');
    await page.locator('#account').fill('initech');
    await page.locator('#campaign').fill('90');
    await press(page, 'Look up');
    await waitForText(page, '[role=alert]', /code from a text message/);

    await open('');
    await waitForText(page, 'lw-account-card', /initech[\s\S]*Code needed/);
    await page.locator('#mfa-initech').fill('999999');
    await page.keyboard.press('Enter');
    await waitForText(page, '.mfa .fault', /did not take the code/);
    // The overview refreshes meanwhile; who types is not disturbed.
    await page.waitForResponse((response) => response.url().endsWith('/v1/admin/accounts'), { timeout: 15_000 });
    expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).value)).toBe('999999');
    await page.locator('#mfa-initech').fill('123456');
    await page.keyboard.press('Enter');
    await waitForText(page, 'lw-account-card', /initech\s+Signed in/);
  });

  test('corrects a refused lead, which is then delivered, and is seen to have looked', async () => {
    const saved = await leadwire.admin('forms/titles', {
      method: 'PUT',
      body: JSON.stringify({
        enterprise: 'acme',
        campaignId: 1234,
        formId: 23,
        origins: [],
        fields: [{ name: 'form[title]', type: 'text' }],
      }),
    });
    expect(saved.status).toBe(201);
    const refused = await submitTo('titles', {
      'form[title]': 'Lord',
      'form[firstName]': 'Otto',
      'form[lastName]': 'Brandt',
      'form[email]': 'otto@example.com',
      'form[optin][terms]': '1',
    });
    expect(refused.status).toBe(422);

    await signIn(page, leadwire);
    await open('/leads?enterprise=acme&status=refused');
    await waitForText(page, 'table.leads tbody', /titles/);
    await page.locator('table.leads tbody a').click();
    await waitForText(page, 'lw-lead', /They are personal/);
    expect(await page.content()).not.toContain('otto@example.com');
    await press(page, 'Show the answers');
    await waitForText(page, 'lw-lead .history', /Somebody looked at the answers/);
    await page.locator('input[name="form[title]"]').fill('Dr');
    await press(page, 'Save corrections and send again');
    await waitForText(page, 'lw-lead .facts', /Delivered[\s\S]*Valid/);
    expect((await leadwire.leads()).at(-1)?.answers).toMatchObject({ 'form[title]': 'Dr', 'form[lastName]': 'Brandt' });
  });

  test('retries what a filter finds, after its number', async () => {
    const answers = {
      'form[firstName]': 'Nia',
      'form[lastName]': 'Okoro',
      'form[optin][terms]': '1',
      'form[title]': 'Baron',
    };
    for (const name of ['a', 'b']) await submitTo('titles', { ...answers, 'form[email]': `nia.${name}@example.com` });
    await signIn(page, leadwire);
    await open('/leads?enterprise=acme&status=refused&form=titles');
    await waitForText(page, 'table.leads tbody', /Refused/);
    await press(page, 'Retry these…');
    await waitForText(page, 'dialog', /Retry 2 leads/);
    await page.locator('dialog button.primary').click();
    await waitForText(page, '#toasts', /2 queued/);
  });

  test('adopts what Convertr changed', async () => {
    await control('campaigns/globex/77', { fields: { '51': ['form[firstName]', 'form[email]', 'form[submit]'] } });
    const config = {
      enterprise: 'globex',
      campaignId: 77,
      formId: 51,
      origins: [],
      fields: [{ name: 'form[firstName]' }, { name: 'form[email]' }],
    };
    await leadwire.admin('forms/drifting', { method: 'PUT', body: JSON.stringify(config) });
    await leadwire.admin('forms/drifting/drift?fresh');
    await control('campaigns/globex/77', { fields: { '51': ['form[email]', 'form[company]', 'form[submit]'] } });

    await signIn(page, leadwire);
    await open('/forms/drifting');
    await waitForText(page, '.drift', /New: form\[company\][\s\S]*Gone[\s\S]*form\[firstName\]/);
    await press(page, 'Adopt the changes');
    await page.waitForFunction(() => !document.querySelector('.drift'));
    await waitForText(page, '.fields', /Company/);
    const stored = (await (await leadwire.admin('forms/drifting')).json()) as { fields: unknown };
    expect(stored.fields).toEqual([{ name: 'form[email]' }, { name: 'form[company]' }]);
    await open('/forms');
    await waitForText(page, 'li', /drifting[\s\S]*Fits/);
  });
});

describe('every view', () => {
  const VIEWS: [path: string, selector: string][] = [
    ['', '.charts canvas'],
    ['/forms', '.list .pill'],
    ['/forms/new', '#campaign'],
    ['/forms/acme-advanced', '.fields .field'],
    ['/forms/acme-report/snippet', '#snippet'],
    ['/forms/acme-report/check', '.steps li'],
    ['/leads', 'table.leads tbody tr'],
  ];

  test.each(['light', 'dark'])('passes axe, in %s and on a phone, and keeps to its policy', async (scheme) => {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await open('');
    await page.waitForSelector('#token');
    expect(await findAxeViolations(page)).toEqual([]);
    await signIn(page, leadwire);
    for (const [path, selector] of VIEWS) {
      await page.setViewport({ width: 1280, height: 900 });
      await open(path);
      await page.waitForSelector(selector);
      expect([path, await findAxeViolations(page)]).toEqual([path, []]);
      await page.setViewport({ width: 375, height: 800 });
      expect([path, await findAxeViolations(page)]).toEqual([path, []]);
      const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      expect([path, wide]).toEqual([path, Math.min(wide ?? 0, room ?? 0)]);
    }
    expect(complaints).toEqual([]);
  });

  test('loads under 100 KB without the chart, which comes only where there is one', async () => {
    const loaded = new Set<string>();
    page.on('response', (response) => {
      if (response.url().includes('/console/assets/')) loaded.add(response.url());
    });
    await signIn(page, leadwire);
    await open('/forms');
    await page.waitForSelector('.list');
    const files = [...loaded].filter((url) => !/\/chart-/.test(url));
    const bytes = await Promise.all(files.map(async (url) => (await fetch(url)).arrayBuffer()));
    const { brotliCompressSync } = await import('node:zlib');
    const total = bytes.reduce((sum, each) => sum + brotliCompressSync(new Uint8Array(each)).length, 0);
    expect(total).toBeLessThan(100_000);
  });
});
