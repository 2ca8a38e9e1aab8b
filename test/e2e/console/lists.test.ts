import type { HTTPRequest } from 'puppeteer-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { press, waitForText } from '../../support/console.ts';
import { leadwire, open, page, useDesk } from '../desk.ts';

useDesk({ enterprises: ['acme', 'globex'], isSignedIn: true });

let visitors = 0;
const submitTo = (form: string, answers: Record<string, string> = {}) =>
  fetch(`${leadwire.workerUrl}/v1/forms/${form}/leads`, {
    method: 'POST',
    headers: { accept: 'application/json', 'cf-connecting-ip': `198.51.100.${visitors++}` },
    body: new URLSearchParams({
      'form[firstName]': 'Ada',
      'form[lastName]': 'Byron',
      'form[email]': `ada.${visitors}@example.com`,
      ...answers,
    }),
  });

beforeAll(async () => {
  for (const id of ['first', 'second']) {
    await leadwire.saveForm(id);
    for (const channel of ['Email', 'Referral']) await submitTo(id, { channel });
    await submitTo(id, { hp_ref_code: 'x' });
  }
});

describe('the names of links and buttons', () => {
  test.each([
    ['the overview', '', 'figure tbody a'],
    ['the forms', '/forms', '.activity a'],
    ['the leads', '/leads', 'table.leads tbody tr'],
    ['a form', '/forms/acme-advanced', '.fields .field'],
    ['its sites and links', '/forms/acme-advanced?tab=delivery', '#origins'],
    ['its snippet', '/forms/first/snippet', '#snippet'],
    ['its check-up', '/forms/first/check', '.steps li'],
  ])('of %s lead each to one thing', async (_, path, css) => {
    await open(path);
    await page.waitForSelector(css);
    await page.waitForFunction(
      () => !document.querySelector('.loading') && !/Checking…/.test(document.querySelector('main')?.textContent ?? ''),
    );
    const repeated = await page.$$eval('main :is(a, button)', (all) => {
      const targets = new Map<string, Set<unknown>>();
      for (const each of all) {
        const name = each.getAttribute('aria-label') ?? each.textContent?.replace(/\s+/g, ' ').trim() ?? '';
        // A link may be repeated; a button is another each time.
        const target = each instanceof HTMLAnchorElement ? each.href : each;
        targets.set(name, (targets.get(name) ?? new Set()).add(target));
      }
      return [...targets].filter(([, found]) => found.size > 1).map(([name]) => name);
    });
    expect(repeated).toEqual([]);
  });
});

test('a form’s row names its languages', async () => {
  await leadwire.saveForm('bilingual', { title: { en: 'Report', de: 'Bericht' } });
  await open('/forms');
  await waitForText(page, 'a[href="/console/forms/bilingual"]', /form 35 · English, German/);
});

test('the count of a form’s leads is that of the list that it opens, wherever the operator sits', async () => {
  await page.emulateTimezone('Pacific/Kiritimati');
  await open('/forms');
  const words = await waitForText(page, 'a[href*="form=first"]', /\d+ leads?/);
  const href = await page.$eval('a[href*="form=first"]', (link) => (link as HTMLAnchorElement).href);
  await page.goto(href);
  await waitForText(page, '.bar [role=status]', /\d+ leads?/);
  const rows = await page.$$eval('table.leads tbody tr', (all) => all.length);
  expect([rows, Number.parseInt(words, 10)]).toEqual([2, 2]);
});

describe('the list of leads', () => {
  const names = () => page.$$eval('table.leads tbody a', (links) => links.map((link) => link.textContent));

  test('is searched by Convertr’s number and by a submission’s first characters', async () => {
    await open('/leads?form=first&status=delivered');
    const [number = ''] = (await page.waitForSelector('table.leads tbody a')) ? await names() : [];
    for (const wanted of [number ?? '', await submissionOf(number ?? '')]) {
      await open('/leads');
      await page.waitForSelector('table.leads tbody tr');
      await page.locator('.filters input[type=search]').fill(wanted);
      await page.keyboard.press('Enter');
      await waitForText(page, '.bar [role=status]', /^1 lead$/);
      expect(await names()).toEqual([number]);
    }
  });

  test('is sorted and selected on a phone, too', async () => {
    await page.setViewport({ width: 375, height: 800 });
    await open('/leads?form=first');
    await page.waitForSelector('table.leads tbody tr:nth-child(3)');
    await page.locator('.sort').click();
    await page.waitForSelector('th[aria-sort=ascending]');
    await page.locator('thead input').click();
    await waitForText(page, '.bar [role=status]', /3 selected/);
  });

  test('is sorted by age, either way', async () => {
    await open('/leads?form=first');
    await page.waitForSelector('table.leads tbody tr:nth-child(3)');
    const newestFirst = await names();
    await page.locator('.sort').click();
    await page.waitForSelector('th[aria-sort=ascending]');
    await page.waitForFunction(
      (first: string) => document.querySelector('table.leads tbody a')?.textContent === first,
      {},
      newestFirst.at(-1) ?? '',
    );
    expect(await names()).toEqual(newestFirst.toReversed());
  });

  test('is narrowed by a range of days', async () => {
    const day = (shift: number) => new Date(Date.now() + shift * 86_400_000).toISOString().slice(0, 10);
    for (const [from, to, words] of [
      [day(-3), day(0), /^6 leads$/],
      [day(-3), day(-1), /^0 leads$/],
      [day(1), day(2), /^0 leads$/],
    ] as const) {
      await open(`/leads?from=${from}&to=${to}`);
      await waitForText(page, '.bar [role=status]', words);
    }
  });

  test('offers its actions once it knows the account that they are for', async () => {
    await page.setRequestInterception(true);
    const accounts = new Promise<HTTPRequest>((resolve) => {
      page.on('request', (request) =>
        request.url().endsWith('/admin/accounts') ? resolve(request) : void request.continue(),
      );
    });
    await open('/leads?status=attention');
    await waitForText(page, 'main', /Loading leads/);
    expect(await page.$('main button, main .head a')).toBeNull();
    await (await accounts).continue();
    await press(page, 'Resend leads…');
    await waitForText(page, 'dialog', /Quarantined: 2/);
  });

  test('resends and discards what is selected, and only that', async () => {
    await open('/leads?status=attention');
    await page.waitForSelector('table.leads tbody tr:nth-child(2)');
    await page.locator('table.leads tbody input').click();
    await waitForText(page, '.bar [role=status]', /2 leads · 1 selected/);
    await press(page, 'Resend selected…');
    await waitForText(page, 'dialog', /Quarantined: 1/);
    await page.locator('#kind-quarantined').click();
    await press(page, 'Send 1 lead');
    await waitForText(page, '#toasts', /1 lead added to the queue/);
    await waitForText(page, '.bar [role=status]', /^1 lead$/);
  });
});

async function submissionOf(leadId: string): Promise<string> {
  const answer = await leadwire.admin(`leads?enterprise=acme&find=${leadId}`);
  const { leads } = (await answer.json()) as { leads: { submission: string }[] };
  return leads[0]?.submission.slice(0, 8) ?? '';
}
