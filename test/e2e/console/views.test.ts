import { brotliCompressSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { findAxeViolations } from '../../support/chromium.ts';
import { press, signIn } from '../../support/console.ts';
import { desk, leadwire, open, page, useDesk } from '../desk.ts';

useDesk({ enterprises: ['acme', 'globex', 'initech'] });

/** Something to see: a lead, and the charts that it brings. */
beforeAll(async () => {
  await leadwire.admin('forms/acme-report/test', { method: 'POST' });
});

describe('every view', () => {
  const VIEWS: [path: string, selector: string][] = [
    ['', '.charts canvas'],
    ['/forms', '.list .pill'],
    ['/forms/new', '#campaign'],
    ['/forms/acme-advanced', '.fields .field'],
    ['/forms/acme-report/snippet', '#snippet'],
    ['/forms/acme-report/check', '.steps li'],
    ['/help', 'dl'],
    ['/reports?and=page', '.report canvas'],
    ['/leads', 'table.leads tbody tr'],
  ];

  test.each(['light', 'dark'])('passes axe in %s and on a phone, and violates no policy', async (scheme) => {
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
    await page.locator('table.leads tbody a').click();
    await page.waitForSelector('.history');
    await press(page, 'Show answers');
    await page.waitForSelector('.facts code');
    expect(await findAxeViolations(page)).toEqual([]);
    expect(desk.complaints).toEqual([]);
  });

  test('of the editor passes axe, with a field open and with changes to confirm', async () => {
    await signIn(page, leadwire);
    await open('/forms/acme-advanced');
    await page.locator('[data-name="form[title]"] .toggle').click();
    await page.locator('.field.open input[id$="-label"]').fill('Form of address');
    expect(await findAxeViolations(page)).toEqual([]);
    for (const tab of ['texts', 'delivery']) {
      await page.locator(`#tab-${tab}`).click();
      expect([tab, await findAxeViolations(page)]).toEqual([tab, []]);
    }
    await press(page, 'Review and save');
    await page.waitForSelector('dialog[open]');
    expect(await findAxeViolations(page)).toEqual([]);
    expect(desk.complaints).toEqual([]);
  });

  test('loads under 100 KB, and the chart only where one is shown', async () => {
    const loaded = new Set<string>();
    page.on('response', (response) => {
      if (response.url().includes('/console/assets/')) loaded.add(response.url());
    });
    await signIn(page, leadwire);
    await open('/forms');
    await page.waitForSelector('.list');
    const files = [...loaded].filter((url) => !/\/chart-/.test(url));
    const bytes = await Promise.all(files.map(async (url) => (await fetch(url)).arrayBuffer()));
    const total = bytes.reduce((sum, each) => sum + brotliCompressSync(new Uint8Array(each)).length, 0);
    expect(total).toBeLessThan(100_000);
  });
});
