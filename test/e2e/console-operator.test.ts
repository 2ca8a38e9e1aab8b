import type { Browser, Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { type Desk, openDesk, press, signIn, waitForText } from '../support/console.ts';
import { type Leadwire, startLeadwire } from '../support/leadwire.ts';

let leadwire: Leadwire;
let browser: Browser;
let desk: Desk;
let page: Page;
const open = (path: string) => desk.open(path);

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
  desk = await openDesk(browser, leadwire);
  page = desk.page;
});

afterEach(() => page.browserContext().close());

const control = (path: string, body: unknown) =>
  fetch(`${leadwire.convertrUrl}/_control/${path}`, { method: 'POST', body: JSON.stringify(body) });
const submitTo = (form: string, answers: Record<string, string>) =>
  fetch(`${leadwire.workerUrl}/v1/forms/${form}/leads`, {
    method: 'POST',
    headers: { accept: 'application/json' },
    body: new URLSearchParams(answers),
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
