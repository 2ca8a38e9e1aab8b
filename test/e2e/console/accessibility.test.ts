import { beforeAll, describe, expect, test } from 'vitest';
import { press, waitForText } from '../../support/console.ts';
import { leadwire, open, page, useDesk } from '../desk.ts';

// What axe does not check.
useDesk({ isSignedIn: true });

beforeAll(async () => {
  await leadwire.admin('forms/acme-report/test', { method: 'POST' });
});

async function emulate(features: Record<string, string>): Promise<void> {
  const client = await page.createCDPSession();
  const list = Object.entries(features).map(([name, value]) => ({ name, value }));
  await client.send('Emulation.setEmulatedMedia', { features: list });
}

describe('in forced colours', () => {
  test.each([
    ['/forms/acme-advanced', '.side [aria-current]', '.side nav a:not([aria-current])'],
    ['/forms/acme-advanced', '.tabs [aria-current]', '.tabs a:not([aria-current])'],
    ['/forms/acme-advanced', '[role=tab][aria-selected=true]', '[role=tab][aria-selected=false]'],
    ['/forms/acme-advanced', '.tools [aria-pressed=true]', '.tools [aria-pressed=false]'],
    ['/leads', '.tabs [aria-current]', '.tabs a:not([aria-current])'],
  ])('%s shows by an outline that %s is selected', async (path, selected, other) => {
    await emulate({ 'forced-colors': 'active' });
    await open(path);
    await page.waitForSelector(selected);
    const outlineOf = (css: string) => page.$eval(css, (each) => getComputedStyle(each).outlineStyle);
    expect([await outlineOf(selected), await outlineOf(other)]).toEqual(['solid', 'none']);
  });

  test('an inactive tab has no underline, and a pill has a border', async () => {
    await emulate({ 'forced-colors': 'active' });
    await open('/leads');
    await page.waitForSelector('.pill');
    const [underline, canvas, border] = await page.evaluate(() => {
      const style = (css: string) => getComputedStyle(document.querySelector(css) as Element);
      const probe = document.body.appendChild(document.createElement('p'));
      probe.style.color = 'Canvas';
      return [
        style('.tabs a:not([aria-current])').borderBottomColor,
        getComputedStyle(probe).color,
        style('.pill').borderTopStyle,
      ];
    });
    expect([underline, border]).toEqual([canvas, 'solid']);
  });
});

describe('resending many', () => {
  test('counts each kind, and leaves out unknown and quarantined leads unless they are ticked', async () => {
    const answers = { 'form[firstName]': 'Bot', 'form[lastName]': 'Bot', 'form[email]': 'bot@example.com' };
    await fetch(`${leadwire.workerUrl}/v1/forms/acme-report/leads`, {
      method: 'POST',
      headers: { accept: 'application/json' },
      body: new URLSearchParams({ ...answers, hp_ref_code: 'x' }),
    });
    await open('/leads?status=attention');
    await waitForText(page, 'table.leads', /Quarantined/);
    await press(page, 'Resend leads…');
    await waitForText(page, 'dialog', /Quarantined: 1[\s\S]*Send none/);
    expect(await page.$eval('#kind-quarantined', (box) => (box as HTMLInputElement).checked)).toBe(false);
    await page.locator('#kind-quarantined').click();
    await waitForText(page, 'dialog', /Send 1 lead/);
    await press(page, 'Cancel');
  });
});

describe('contrast', () => {
  /** Of two colours as the browser computes them; WCAG's relative luminance. */
  function ratio(first: string, second: string): number {
    const luminance = (color: string) => {
      const [r = 0, g = 0, b = 0] = (color.match(/[\d.]+/g) ?? []).map((value) => {
        const part = Number(value) / 255;
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const [light = 0, dark = 0] = [luminance(first), luminance(second)].sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
  }

  test.each(['light', 'dark'])(
    'of a control’s border is at least 3.2, of its placeholder 4.5, in the %s',
    async (scheme) => {
      await emulate({ 'prefers-color-scheme': scheme });
      for (const [path, css] of [
        ['/leads', '.filters input'],
        ['/forms/acme-report?tab=texts', '#text-title'],
        ['/forms/acme-report/snippet', '#test-channel'],
      ] as const) {
        await open(path);
        await page.waitForSelector(css);
        const colors = await page.$eval(css, (input) => {
          const style = getComputedStyle(input);
          const placeholder = getComputedStyle(input, '::placeholder');
          const ground = getComputedStyle(document.documentElement).backgroundColor;
          return [style.borderTopColor, placeholder.color, style.backgroundColor, ground, placeholder.opacity] as const;
        });
        const [border, placeholder, inside, ground, opacity] = colors;
        expect(ratio(border, inside)).toBeGreaterThan(3.2);
        expect(ratio(border, ground)).toBeGreaterThan(3.2);
        expect([ratio(placeholder, inside) > 4.5, opacity]).toEqual([true, '1']);
      }
    },
  );

  test.each(['light', 'dark'])('of text in every state is at least 4.5 in the %s', async (scheme) => {
    await emulate({ 'prefers-color-scheme': scheme });
    const pairs = await page.evaluate(() => {
      const probe = document.createElement('p');
      document.body.append(probe);
      const read = (name: string) => {
        probe.style.color = `var(--${name})`;
        return getComputedStyle(probe).color;
      };
      const tones = ['good', 'warn', 'bad', 'busy'].map((tone) => [tone, `${tone}-soft`]);
      const grounds = ['ground', 'surface', 'raised', 'sunk'];
      const texts = ['text', 'muted', 'accent-text', 'bad'].flatMap((text) => grounds.map((ground) => [text, ground]));
      return [...tones, ...texts, ['on-accent', 'accent'], ['accent-text', 'accent-soft'], ['ground', 'text']].map(
        ([text = '', ground = '']) => [`${text} on ${ground}`, read(text), read(ground)] as const,
      );
    });
    const low = pairs.filter(([, text, ground]) => ratio(text, ground) < 4.5).map(([name]) => name);
    expect(low).toEqual([]);
  });
});

test('a field’s two move buttons are one Tab stop, and arrow keys move between them', async () => {
  await open('/forms/acme-advanced');
  // Fields have their labels once the preview is there.
  await page.waitForSelector('[aria-label="Move Last name up"]');
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
  await page.focus('[data-name="form[lastName]"] .toggle');
  await page.keyboard.press('Tab');
  await expect.poll(focused).toBe('Move Last name up');
  await page.keyboard.press('ArrowRight');
  await expect.poll(focused).toBe('Move Last name down');
  await page.keyboard.press('ArrowLeft');
  await expect.poll(focused).toBe('Move Last name up');
  await page.keyboard.press('Tab');
  await expect.poll(() => page.evaluate(() => document.activeElement?.className)).toBe('toggle');
});

test('with WCAG’s text spacing at 320 px nothing scrolls sideways or is cut off', async () => {
  await page.setViewport({ width: 320, height: 800 });
  const spacing = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
    p { margin-bottom: 2em !important }`;
  for (const [path, css] of [
    ['', 'figure tbody td'],
    ['/forms', '.list'],
    ['/forms/acme-advanced', '.field'],
    ['/forms/acme-report/snippet', '#snippet'],
    ['/leads', 'table.leads'],
    ['/reports?and=day', '.sums tbody td'],
    ['/help', 'dl'],
  ] as const) {
    await open(path);
    await page.waitForSelector(css);
    // Through the inspector: the page's own policy forbids inline styles.
    const client = await page.createCDPSession();
    await client.send('DOM.enable');
    await client.send('CSS.enable');
    const { frameTree } = await client.send('Page.getFrameTree');
    const { styleSheetId } = await client.send('CSS.createStyleSheet', { frameId: frameTree.frame.id });
    await client.send('CSS.setStyleSheetText', { styleSheetId, text: spacing });
    const [width, cut] = await page.evaluate(() => [
      document.documentElement.scrollWidth,
      [...document.querySelectorAll('.field .toggle > *')].filter((each) => each.scrollWidth > each.clientWidth + 1)
        .length,
    ]);
    expect([path, width, cut]).toEqual([path, 320, 0]);
    await client.detach();
  }
});

test('at 320 px the overview does not scroll sideways before its charts are drawn', async () => {
  await page.setViewport({ width: 320, height: 800 });
  await page.setRequestInterception(true);
  // The chart library loads separately, and late on a slow phone.
  page.on('request', (request) => (/\/chart-/.test(request.url()) ? undefined : request.continue()));
  await open('');
  await page.waitForSelector('.canvas canvas');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
});

test('the page’s title names the sign-in, the form and the lead, also after a session has ended', async () => {
  await open('/forms/acme-report');
  await waitForText(page, '.save', /All changes saved/);
  expect(await page.title()).toBe('acme-report – Leadwire');
  await page.evaluate(() => document.querySelector<HTMLElement>('#tab-texts')?.click());
  const title = await page.waitForSelector('#text-title');
  await page.browserContext().deleteCookie(...(await page.browserContext().cookies()));
  // Not by the pointer: the sign-in may cover the field by then.
  await title?.evaluate((input) => {
    (input as HTMLInputElement).value = 'Another';
    input.dispatchEvent(new Event('input', { bubbles: true }));
  });
  await page.waitForSelector('#token');
  await waitForText(page, 'lw-sign-in', /Your session has ended\.[\s\S]*What you typed is kept/);
  expect(await page.title()).toBe('Sign in – Leadwire');
  await page.locator('#token').fill(leadwire.adminToken);
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => !document.querySelector('#token'));
  expect(await page.title()).toBe('acme-report – Leadwire');
});
