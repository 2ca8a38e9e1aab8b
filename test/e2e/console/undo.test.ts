import { describe, expect, test } from 'vitest';
import { press, waitForText } from '../../support/console.ts';
import { countLeads, leadwire, open, page, sendBot, useDesk } from '../desk.ts';

useDesk({ isSignedIn: true });

/** False if the focused button was removed and nothing else got the focus. */
const hasFocus = () => page.waitForFunction(() => document.activeElement !== document.body, { timeout: 5000 });

describe('for ten seconds, Undo takes back', () => {
  /** After `hurry`, the console's seconds are a hundred times shorter, so that the tests need not wait. */
  const control = () =>
    page.evaluateOnNewDocument(() => {
      const set = globalThis.setInterval;
      const clock = Object.assign(globalThis, { ticks: 0, isHurried: false });
      globalThis.setInterval = ((work: () => void, ms: number) =>
        set(
          () => {
            clock.ticks += 1;
            if (ms !== 1000 || clock.isHurried || clock.ticks % 100 === 0) work();
          },
          ms === 1000 ? 10 : ms,
        )) as typeof setInterval;
    });
  const hurry = () => page.evaluate(() => Object.assign(globalThis, { ticks: 0, isHurried: true }));
  const openBot = async () => {
    await sendBot(`undo.${Math.random()}@example.com`);
    await open('/leads?status=quarantined');
    await page.locator('table.leads tbody a').click();
    await page.waitForSelector('.history');
  };
  const selectBot = async () => {
    await sendBot(`undo.${Math.random()}@example.com`);
    await open('/leads?status=quarantined');
    await page.locator('table.leads tbody input').click();
  };
  const openForm = async () => {
    await leadwire.saveForm('deleted', { title: 'Deleted' });
    await open('/forms/deleted');
    await waitForText(page, '.save', /All changes saved/);
  };
  const CASES = [
    ['discarding a lead', openBot, 'Discard', () => countLeads('status=quarantined')],
    ['discarding the selected leads', selectBot, 'Discard selected', () => countLeads('status=quarantined')],
    [
      'deleting a form',
      openForm,
      'Delete form',
      async () => Number((await leadwire.admin('forms/deleted')).status === 200),
    ],
  ] as const;

  test.each(CASES)('%s', async (_, prepare, name, count) => {
    await prepare();
    const before = await count();
    await press(page, name);
    await hasFocus();
    await page.locator('#toasts button').click();
    await waitForText(page, '#toasts', /Undone/);
    await hasFocus();
    expect(await count()).toBe(before);
  });

  test.each(CASES)('%s, and the time stands still under the pointer', async (_, prepare, name, count) => {
    await control();
    await prepare();
    const before = await count();
    await press(page, name);
    await page.locator('#toasts p').hover();
    await hurry();
    await page.waitForFunction(() => (globalThis as unknown as { ticks: number }).ticks > 30);
    expect(await count()).toBe(before);
    await page.mouse.move(5, 5);
    await waitForText(page, '#toasts', /discarded\.|is deleted\./);
    expect(await count()).toBe(before - 1);
  });

  test('discarding a lead by the keys, from the Undo on its page that has the focus', async () => {
    await openBot();
    await press(page, 'Discard');
    await waitForText(page, 'lw-lead', /discarded in a few seconds/);
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Undo');
    await page.keyboard.press('Enter');
    await waitForText(page, '#toasts', /Undone/);
    await waitForText(page, 'lw-lead .facts', /Quarantined/);
    await waitForText(page, 'lw-lead', /Discard/);
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
  });
});
