import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { press, servePage, waitForText } from '../../support/console.ts';
import { browser, desk, leadwire, open, page, useDesk } from '../desk.ts';

useDesk({ isSignedIn: true });

let site: { url: string; server: Server };
const folder = mkdtempSync(join(tmpdir(), 'leadwire-reports-'));

/** A visitor follows a partner's link, and fills in the form there. */
async function visit(query: string, [firstName, lastName]: [string, string]): Promise<void> {
  const tab = await browser.newPage();
  await tab.goto(`${site.url}/offer?${query}`);
  const answers = { firstName, lastName, email: `${crypto.randomUUID()}@example.com` };
  for (const [name, value] of Object.entries(answers))
    await tab.locator(`lead-form >>> [name="form[${name}]"]`).fill(value);
  await tab.locator('lead-form >>> button[type="submit"]').click();
  await tab.locator('lead-form >>> [part="success"]').wait();
  await tab.close();
}

beforeAll(async () => {
  site = await servePage(`<script async src="${leadwire.workerUrl}/widget.js?form=partners"></script>`);
  const names = ['firstName', 'lastName', 'email', 'sub', 'submit'].map((name) => `form[${name}]`);
  const fields = JSON.stringify({ fields: { 23: names } });
  await fetch(`${leadwire.convertrUrl}/_control/campaigns/acme/1234`, { method: 'POST', body: fields });
  const form = {
    formId: 23,
    title: 'Compare the offers',
    origins: [site.url],
    fields: [{ name: 'form[sub]', type: 'hidden', from: 'query:sid', report: true }],
  };
  await leadwire.saveForm('partners', form);
  await visit('sid=north-7&utm_medium=email', ['Ada', 'Byron']);
  await visit('sid=north-7&utm_medium=email', ['Nia', 'Okoro']);
  await visit('sid=east-2', ['Otto', 'Brandt']);
  // Test names are judged invalid.
  await visit('sid=east-2', ['Test', 'Test']);
  await visit('sid=%3D1%2B1', ['Mei', 'Tanaka']);
  await vi.waitFor(
    async () => {
      const stats = await leadwire.admin('stats?enterprise=acme&by=verdict');
      const { rows } = (await stats.json()) as { rows: { key: string }[] };
      expect(rows.map(({ key }) => key).sort()).toEqual(['invalid', 'valid']);
    },
    { timeout: 60_000, interval: 500 },
  );
}, 120_000);

afterAll(() => {
  site?.server.close();
  rmSync(folder, { recursive: true });
});

/** Without what has changed. */
const readRows = () =>
  page.$$eval('.sums :is(tbody, tfoot) tr', (rows) =>
    rows.map((row) =>
      [...row.children].map((cell) => {
        const words = [...cell.childNodes].filter(({ nodeName }) => !['SMALL', '#comment'].includes(nodeName));
        return words.map(({ textContent }) => textContent?.trim()).join('');
      }),
    ),
  );
const choose = async (label: string, value: string) => {
  const select = await page.waitForSelector(`aria/${label}[role="combobox"]`);
  await select?.select(value);
};
const search = () => new URL(page.url()).search;

async function download(): Promise<string> {
  const client = await browser.target().createCDPSession();
  const browserContextId = page.browserContext().id ?? '';
  const where = { behavior: 'allow', downloadPath: folder, eventsEnabled: true } as const;
  await client.send('Browser.setDownloadBehavior', { ...where, browserContextId });
  const name = new Promise<string>((resolve) => {
    client.on('Browser.downloadWillBegin', ({ suggestedFilename }) => resolve(suggestedFilename));
  });
  const done = new Promise<void>((resolve) => {
    client.on('Browser.downloadProgress', ({ state }) => state === 'completed' && resolve());
  });
  await press(page, 'Download CSV');
  await done;
  return readFileSync(join(folder, await name), 'utf8');
}

test('a report says which partner’s link brings invalid leads, on the page and as a file', async () => {
  await page.locator('.side a[href="/console/reports"]').click();
  await waitForText(page, '#spoken', /Report loaded: 5 leads in \d rows?/);
  await choose('Group by', 'value');
  await waitForText(page, '#spoken', /Report loaded: 5 leads in 3 rows/);
  await press(page, 'Share invalid');
  await waitForText(page, '.sums [aria-sort="descending"]', /Share invalid/);
  expect(await readRows()).toEqual([
    ['east-2', '2', '50%', '50%', '1', '0', '1', '0'],
    ['north-7', '2', '0%', '100%', '2', '0', '0', '0'],
    ['=1+1', '1', '0%', '100%', '1', '0', '0', '0'],
    ['Total', '5', '20%', '80%', '4', '0', '1', '0'],
  ]);
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toMatch(/Share invalid/);
  const [head, ...lines] = (await download()).trimEnd().split('\r\n');
  expect(head).toMatch(/^\ufeffReport value,Leads,Share invalid,/);
  expect(lines.map((line) => line.split(',').slice(0, 8))).toEqual([
    ['east-2', '2', '50%', '50%', '1', '0', '1', '0'],
    ['north-7', '2', '0%', '100%', '2', '0', '0', '0'],
    ["'=1+1", '1', '0%', '100%', '1', '0', '0', '0'],
  ]);
  expect(desk.complaints).toEqual([]);
});

test('its address is the report: two groups and a form are opened, shared, and gone back to', async () => {
  await open('/reports?by=channel&and=form&form=partners&period=7');
  await waitForText(page, '.sums', /Email\s+Compare the offers \(partners\)/);
  await choose('And by', 'value');
  await waitForText(page, '.sums', /Email\s+north-7/);
  expect(search()).toBe('?by=channel&and=value&form=partners&period=7');
  expect(await page.evaluate(() => document.activeElement?.tagName)).not.toBe('H1');
  await page.goBack();
  await waitForText(page, '.sums', /Email\s+Compare the offers \(partners\)/);
  const select = await page.waitForSelector('aria/And by[role="combobox"]');
  expect(await select?.evaluate((node) => (node as HTMLSelectElement).value)).toBe('form');
});

test('a period is shown beside the one before', async () => {
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  await open(`/reports?by=value&period=custom&from=${tomorrow}&to=${tomorrow}`);
  await waitForText(page, '.report', /compared with \d+ \w+ \d{4}/);
  const tiles = await page.$$eval('.tiles li', (all) =>
    all.map((each) => each.textContent?.replace(/\s+/g, ' ').trim()),
  );
  expect(tiles.slice(0, 3)).toEqual(['Leads 0 −5, 5 before', 'Share invalid – 20% before', 'Valid rate – 80% before']);
  await waitForText(page, '.sums tbody', /east-2\s+0\s+Change:\s+−2/);
  await waitForText(page, 'figure', /No leads in this period/);
});

test('a custom range that is none says so, and a report without leads says what to do', async () => {
  await open('/reports?period=custom&from=2026-11-05&to=2026-11-03');
  await waitForText(page, '[role=alert]', /the first not after the last/);
  await open('/reports?form=acme-advanced');
  await waitForText(page, '.empty', /No leads in these two periods/);
});

test('links are called by their names', async () => {
  const before = await leadwire.countRequests('/links');
  await open('/reports?by=link');
  await waitForText(page, '.sums', /acme-campaign-email \(25\)/);
  expect(await leadwire.countRequests('/links')).toBe(before);
});

test('a long report shows its first rows, all of them on demand, and no name is markup', async () => {
  const row = { delivered: 1, valid: 1, invalid: 0, pending: 0, validRate: 1, leads: 1, count: 1 };
  const rows = Array.from({ length: 250 }, (_, index) => ({ ...row, key: `<img src=x> ${index}` }));
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    const isStats = request.url().includes('/v1/admin/stats');
    void (isStats
      ? request.respond({ contentType: 'application/json', body: JSON.stringify({ rows }) })
      : request.continue());
  });
  await open('/reports?by=page');
  await waitForText(page, '.report', /Show all 250 rows/);
  const count = () => page.$$eval('.sums tbody tr', (all) => all.length);
  expect([await count(), await page.$('.sums img')]).toEqual([200, null]);
  await press(page, 'Show all 250 rows');
  await page.waitForFunction(() => document.activeElement?.matches('.report .scroll'));
  expect(await count()).toBe(250);
  expect((await download()).trimEnd().split('\r\n')).toHaveLength(251);
});

test('every figure that is a link opens a list of as many leads', async () => {
  for (const by of ['channel', 'form', 'day']) {
    await open(`/reports?by=${by}&period=7`);
    await page.waitForSelector('.sums tbody a');
    const figures = await page.$$eval('.report a', (links) =>
      links.map((link) => [link.href, Number((link.querySelector('strong') ?? link).textContent)] as const),
    );
    expect(figures.length).toBeGreaterThan(8);
    for (const [href, count] of new Map(figures)) {
      await page.goto(href);
      await waitForText(page, '.bar [role=status]', /\d+ leads?/);
      const rows = await page.$$eval('table.leads tbody tr', (all) => all.length);
      expect([href, rows]).toEqual([href, count]);
    }
  }
}, 90_000);
