import { describe, expect, test } from 'vitest';
import { press, servePage, signIn, waitForText } from '../../../support/console.ts';
import { browser, desk, leadwire, open, page, useDesk } from '../../desk.ts';

useDesk({ enterprises: ['acme', 'globex', 'initech'] });

describe('a newcomer', () => {
  test('gets from a campaign id to a lead with a verdict', async () => {
    const site = await servePage('');
    await signIn(page, leadwire);
    await press(page, 'New form');
    await page.waitForSelector('#campaign');
    await page.locator('#campaign').fill('https://acme.cvtr.io/campaigns/1234');
    await press(page, 'Look up');
    await waitForText(page, '.choices', /Acme Campaign - Simple Form/);
    await page.locator('#id').fill('First form');
    await page.keyboard.press('Tab');
    await page.locator('#page').fill(`${site.url}/offer`);
    await press(page, 'Continue');

    await waitForText(page, '.fields', /First name[\s\S]*Email/i);
    await page.locator('[data-name="form[email]"] .toggle').click();
    await page.locator('.field.open input[id$="-label"]').fill('Work email');
    const frame = await (await page.waitForSelector('.preview iframe'))?.contentFrame();
    await frame?.waitForFunction(() =>
      document.querySelector('lead-form')?.shadowRoot?.textContent?.includes('Work email'),
    );
    await press(page, 'Review and save');
    const changes = await waitForText(page, 'dialog', /Work email/);
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
    expect(desk.complaints).toEqual([]);
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
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.closest('li')?.getAttribute('data-name')))
      .toBe('form[firstName]');
    await waitForText(page, '.save', /Unsaved changes/);

    await page.locator('.side a[href="/console/leads"]').click();
    await waitForText(page, 'dialog', /Leave without saving/);
    await press(page, 'Stay');
    expect(page.url()).toContain('/forms/acme-report');
  });

  test('finds unsaved changes again after the session has ended', async () => {
    await signIn(page, leadwire);
    await open('/forms/acme-report');
    await waitForText(page, '.save', /All changes saved/);
    await page.locator('#tab-texts').click();
    await page.browserContext().deleteCookie(...(await page.browserContext().cookies()));
    // At once: the sign-in comes over the page while somebody would still be typing.
    await page.$eval('#text-title', (input) => {
      (input as HTMLInputElement).value = 'A better title';
      input.dispatchEvent(new Event('input', { bubbles: true }));
    });
    await page.waitForSelector('#token');
    await page.keyboard.type(leadwire.adminToken);
    await page.keyboard.press('Enter');
    await waitForText(page, '.save', /Unsaved changes/);
    expect(await page.$eval('#text-title', (input) => (input as HTMLInputElement).value)).toBe('A better title');
  });

  test('types options and conditions, which are tidied only afterwards', async () => {
    await signIn(page, leadwire);
    await open('/forms/acme-advanced');
    await (await page.waitForSelector('[data-name="form[companySize]"] .toggle'))?.click();
    const options = await page.waitForSelector('.field.open textarea[id$="-options"]');
    await options?.click({ count: 3 });
    await page.keyboard.down('Control');
    await page.keyboard.press('a');
    await page.keyboard.up('Control');
    await page.keyboard.type('Small\n\nLarge = Rather large');
    expect(await options?.evaluate((area) => (area as HTMLTextAreaElement).value)).toBe(
      'Small\n\nLarge = Rather large',
    );
    await page.keyboard.press('Tab');
    await waitForText(page, '.save', /Unsaved changes/);
    await press(page, 'Review and save');
    await waitForText(page, 'dialog', /Options of .*: .*→ Small, Large \(Rather large\)/);
  });

  test('sends a test lead and sees each step', async () => {
    await signIn(page, leadwire);
    await open('/forms/acme-advanced/snippet');
    await page.locator('#test-channel').fill('Email');
    await press(page, 'Send test');
    await waitForText(page, 'lw-test-send .steps', /Stored[\s\S]*link 25[\s\S]*lead \d+[\s\S]*Valid/);
  });

  test('sees wherever a form is that no page may show it yet, with a link to the setting', async () => {
    await leadwire.saveForm('homeless');
    await signIn(page, leadwire);
    await open('/forms/homeless/check');
    await waitForText(page, '.steps .bad', /No page may show the form yet/);
    await open('/forms/homeless/snippet');
    await waitForText(page, '.advice', /No page may show this form yet/);
    await open('/forms');
    const row = 'li:has(> a[href="/console/forms/homeless"])';
    await page.waitForSelector(`${row} a.pill`);
    expect(await page.$eval(row, (item) => /Matches/.test(item.textContent ?? ''))).toBe(false);
    await page.locator(`${row} a.pill`).click();
    await page.waitForSelector('#origins');
  });
});
