import { describe, expect, test } from 'vitest';
import { press, signIn, waitForText } from '../../support/console.ts';
import { leadwire, open, page, useDesk } from '../desk.ts';

useDesk({ enterprises: ['acme', 'globex', 'initech'] });

const control = (path: string, body: unknown) =>
  fetch(`${leadwire.convertrUrl}/_control/${path}`, { method: 'POST', body: JSON.stringify(body) });
let visitors = 0;
/** Each from an address of its own: they are counted. */
const submitTo = (form: string, answers: Record<string, string>) =>
  fetch(`${leadwire.workerUrl}/v1/forms/${form}/leads`, {
    method: 'POST',
    headers: { accept: 'application/json', 'cf-connecting-ip': `198.51.100.${visitors++ % 250}` },
    body: new URLSearchParams(answers),
  });

/** As the system does, which says so too. */
async function setOffline(isOffline: boolean): Promise<void> {
  await page.setOfflineMode(isOffline);
  await page.evaluate((name) => dispatchEvent(new Event(name)), isOffline ? 'offline' : 'online');
}

/** A heading, when the control that was used has gone. */
const focusedText = () => page.evaluate(() => document.activeElement?.textContent?.trim());

describe('an operator', () => {
  test('enters the code from a text message when asked for it', async () => {
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
    await waitForText(page, '.mfa .fault', /That code didn’t work/);
    // The overview refreshes meanwhile, without disturbing typing.
    await page.waitForResponse((response) => response.url().endsWith('/v1/admin/accounts'), { timeout: 15_000 });
    expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).value)).toBe('999999');
    await page.locator('#mfa-initech').fill('123456');
    await page.keyboard.press('Enter');
    await waitForText(page, 'lw-account-card', /initech\s+Signed in/);
    await expect.poll(focusedText).toBe('Overview');
  });

  test('corrects a refused lead, which is delivered, and the history shows who looked', async () => {
    await leadwire.saveForm('titles', { formId: 23, fields: [{ name: 'form[title]', type: 'text' }] });
    const refused = await submitTo('titles', {
      'form[title]': 'Lord',
      'form[firstName]': 'Otto',
      'form[lastName]': 'Brandt',
      'form[email]': 'otto@example.com',
      'form[comments]': 'First line.\nSecond line.',
      'form[optin][terms]': '1',
    });
    expect(refused.status).toBe(422);

    await signIn(page, leadwire);
    await open('/leads?enterprise=acme&status=refused');
    await waitForText(page, 'table.leads tbody', /titles/);
    const filtered = page.url();
    await page.locator('table.leads tbody a').click();
    await waitForText(page, 'lw-lead', /Personal data/);
    expect(await page.content()).not.toContain('otto@example.com');
    await press(page, 'Show answers');
    await waitForText(page, 'lw-lead .history', /Answers viewed by an operator/);
    await expect.poll(focusedText).toBe('Answers');
    await page.locator('input[name="form[title]"]').fill('Dr');
    await page.setOfflineMode(true);
    await press(page, 'Save corrections and send again');
    await waitForText(page, '#toasts [role=alert]', /not responding/);
    await page.setOfflineMode(false);
    expect(await page.$eval('input[name="form[title]"]', (input) => (input as HTMLInputElement).value)).toBe('Dr');
    await press(page, 'Save corrections and send again');
    await waitForText(page, 'lw-lead .facts', /Delivered[\s\S]*Valid/);
    await expect.poll(focusedText).toMatch(/^Lead/);
    await page.locator('.trail a').click();
    await page.waitForSelector('lw-leads .empty');
    expect(page.url()).toBe(filtered);
    expect((await leadwire.leads()).at(-1)?.answers).toMatchObject({
      'form[title]': 'Dr',
      'form[lastName]': 'Brandt',
      'form[comments]': 'First line.\nSecond line.',
    });
  });

  test('gives the answer that Convertr misses, also when an address is long', async () => {
    await leadwire.saveForm('misses', { formId: 23 });
    const children = { company: { errors: ['This value should not be blank.'] } };
    const body = { code: 400, message: 'Validation Failed', errors: { children } };
    await control('faults', [{ on: 'leads', kind: 'status', status: 400, times: 1, body }]);
    const refused = await submitTo('misses', {
      'form[firstName]': 'Ida',
      'form[lastName]': 'Holm',
      'form[email]': 'ida@example.com',
      'form[optin][terms]': '1',
      page: `https://landing.example.com/?utm_source=facebook&fbclid=${'x'.repeat(300)}`,
    });
    expect(refused.status).toBe(422);
    await signIn(page, leadwire);
    await open('/leads?enterprise=acme&status=refused&form=misses');
    await page.locator('table.leads tbody a').click();
    await press(page, 'Show answers');
    await page.waitForSelector('input[name="form[company]"]');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(1280);
    await page.locator('input[name="form[company]"]').fill('Holm & Co');
    await press(page, 'Save corrections and send again');
    await waitForText(page, 'lw-lead .history', /Corrected and queued by an operator/);
  });

  test('keeps the focus on a lead while newer ones appear above it', async () => {
    const answers = { 'form[firstName]': 'Mei', 'form[lastName]': 'Tanaka' };
    await submitTo('acme-report', { ...answers, 'form[email]': 'mei.1@example.com' });
    await signIn(page, leadwire);
    await open('/leads?enterprise=acme&form=acme-report');
    const link = await page.waitForSelector('table.leads tbody a');
    await link?.focus();
    const focused = () => page.evaluate(() => (document.activeElement as HTMLAnchorElement).href);
    const before = await focused();
    await submitTo('acme-report', { ...answers, 'form[email]': 'mei.2@example.com' });
    await page.waitForFunction(() => document.querySelectorAll('table.leads tbody tr').length === 2);
    expect(await focused()).toBe(before);
    expect(await page.$eval('table.leads tbody a', (first) => (first as HTMLAnchorElement).href)).not.toBe(before);
  });

  test('sees immediately that the view is out of date, and it recovers automatically', async () => {
    await leadwire.admin('forms/acme-report/test', { method: 'POST' });
    await signIn(page, leadwire);
    for (const view of ['/console', '/console/leads']) {
      await page.locator(`.side a[href="${view}"]`).click();
      await page.waitForSelector(view === '/console' ? 'lw-account-card h2' : 'table.leads tbody tr');
      await setOffline(true);
      await waitForText(page, '.stale', /Last updated at \d\d:\d\d:\d\d\. The Worker is not responding/);
      await setOffline(false);
      await page.waitForFunction(() => !document.querySelector('.stale'));
    }
  });

  test('filters the ledger, pages through it, and exports what it shows', async () => {
    await leadwire.saveForm('many', { enterprise: 'globex', campaignId: 77, formId: 51 });
    const send = (index: number, channel: string) =>
      submitTo('many', {
        'form[firstName]': 'Ada',
        'form[lastName]': 'Byron',
        'form[email]': `ada.${index}@example.com`,
        channel,
      });
    for (let index = 0; index < 53; index += 1) await send(index, index === 0 ? 'Email' : 'Direct');
    await signIn(page, leadwire);
    await open('/leads?enterprise=globex&form=many');
    const rows = () => page.$$eval('table.leads tbody tr', (all) => all.length);
    await page.waitForSelector('table.leads tbody tr:nth-child(50)');
    expect(await rows()).toBe(50);
    await press(page, 'Load more leads');
    await waitForText(page, 'lw-leads', /End of list/);
    expect(await rows()).toBe(53);
    await page.waitForFunction(() => document.activeElement?.closest('tr')?.rowIndex === 51);

    await page.locator('aria/Channel').fill('Email');
    await page.waitForFunction(() => document.querySelectorAll('table.leads tbody tr').length === 1);
    const csv = await page.evaluate(async () => {
      const link = document.querySelector<HTMLAnchorElement>('a[download]');
      return (await fetch(link?.href ?? '')).text();
    });
    expect(csv.trim().split('\r\n')).toHaveLength(2);
    expect(csv).not.toContain('@example.com');
    for (const [label, value] of [
      ['Status', 'held'],
      ['Verdict', 'invalid'],
      ['To', '2001-01-01'],
    ] as const) {
      await open('/leads?enterprise=globex&form=many');
      await page.waitForSelector('table.leads tbody tr');
      await page.locator(`aria/${label}`).fill(value);
      await page.keyboard.press('Tab');
      await waitForText(page, '.empty', /No leads match these filters/);
    }
    await press(page, 'Show all leads');
    await page.waitForSelector('table.leads tbody tr:nth-child(50)');
  });

  test('retries what a filter finds, after seeing how many leads that are', async () => {
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
    await press(page, 'Resend leads…');
    await waitForText(page, 'dialog', /Refused: 2[\s\S]*Send 2 leads/);
    await page.locator('dialog button.primary').click();
    await waitForText(page, '#toasts', /2 leads added to the queue/);
  });

  test('finds a person’s leads, erases their answers, and sees which only Convertr can erase', async () => {
    const email = 'forget.me@example.com';
    await leadwire.saveForm('forgetful');
    const sent = await submitTo('forgetful', {
      'form[email]': email,
      'form[firstName]': 'Ada',
      'form[lastName]': 'Byron',
    });
    expect(sent.status).toBe(201);
    const { submission, leadId } = (await sent.json()) as { submission: string; leadId: number };

    await signIn(page, leadwire);
    await open('/leads?enterprise=acme&form=forgetful');
    await press(page, 'Find by email…');
    await page.locator('dialog #person-email').fill('not an address');
    await page.locator('dialog button.primary').click();
    expect(await page.$eval('#person-email', (input) => (input as HTMLInputElement).validity.typeMismatch)).toBe(true);
    await page.locator('dialog #person-email').fill(email);
    await page.locator('dialog button.primary').click();
    await waitForText(page, 'dialog', /1 lead with forget\.me@example\.com[\s\S]*acme, forgetful[\s\S]*Delivered/);
    await page.locator('dialog button.danger').click();
    const told = await waitForText(page, 'dialog', /Answers erased/);
    expect(told).toContain('acme: 1 lead found, answers of 1 deleted, 0 discarded.');
    expect(told).toContain(`Convertr has 1 lead, which only Convertr can erase: ${leadId}`);
    const [, until = ''] = /keeps the storage as it was, encrypted, until (.+?), for a recovery/.exec(told) ?? [];
    expect(Math.round((Date.parse(`${until} UTC`) - Date.now()) / 86_400_000)).toBe(30);
    const lead = (await (await leadwire.admin(`leads/acme/${submission}`)).json()) as { answers: unknown };
    expect(lead.answers).toBeNull();
    await page.locator('dialog button').click();

    await press(page, 'Find by email…');
    await page.locator('dialog #person-email').fill(email);
    await page.locator('dialog button.primary').click();
    await waitForText(page, 'dialog', /No lead has the address forget\.me@example\.com/);

    await open(`/leads/acme/${submission}`);
    await waitForText(page, 'lw-lead', /Answers erased/);

    await open('/leads?enterprise=acme&form=forgetful');
    await press(page, 'Find by email…');
    await page.locator('dialog #person-email').fill('nobody@example.com');
    await page.locator('dialog button.primary').click();
    await waitForText(page, 'dialog', /No lead has the address nobody@example.com/);
  });

  test('adopts what Convertr changed', async () => {
    await control('campaigns/globex/77', { fields: { '51': ['form[firstName]', 'form[email]', 'form[submit]'] } });
    const config = {
      enterprise: 'globex',
      campaignId: 77,
      formId: 51,
      origins: ['https://www.example.com'],
      fields: [{ name: 'form[firstName]' }, { name: 'form[email]' }],
    };
    await leadwire.saveForm('drifting', config);
    await leadwire.admin('forms/drifting/drift?fresh');
    await control('campaigns/globex/77', { fields: { '51': ['form[email]', 'form[company]', 'form[submit]'] } });

    await signIn(page, leadwire);
    await leadwire.admin('forms/drifting/drift?fresh');
    await open('/forms');
    await waitForText(page, 'li', /drifting[\s\S]*Fields changed\s*1 new, 1 removed/);
    await open('/forms/drifting');
    await waitForText(
      page,
      '.drift',
      /New, shown at the end of the form: form\[company\][\s\S]*Removed[\s\S]*form\[firstName\]/,
    );
    await press(page, 'Adopt changes');
    await page.waitForFunction(() => !document.querySelector('.drift'));
    await waitForText(page, '.fields', /Company/);
    const stored = (await (await leadwire.admin('forms/drifting')).json()) as { fields: unknown };
    expect(stored.fields).toEqual([{ name: 'form[email]' }, { name: 'form[company]' }]);
    await open('/forms');
    await waitForText(page, 'li', /drifting[\s\S]*Matches Convertr/);
  });
});
