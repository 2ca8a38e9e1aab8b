import { beforeAll, describe, expect, test } from 'vitest';
import { press, waitForText } from '../../support/console.ts';
import { leadwire, open, page, useDesk } from '../desk.ts';

useDesk({ isSignedIn: true });

const save = (id: string, title: string) =>
  leadwire.admin(`forms/${id}`, {
    method: 'PUT',
    body: JSON.stringify({ enterprise: 'acme', campaignId: 1234, formId: 35, origins: [], title }),
  });
const titleOf = async (id: string) => ((await (await leadwire.admin(`forms/${id}`)).json()) as { title: string }).title;
const countLeads = async (query: string) =>
  ((await (await leadwire.admin(`leads?enterprise=acme&${query}`)).json()) as { leads: unknown[] }).leads.length;
/** The trap field and no ticket: it is put aside. */
const sendBot = async (email: string) => {
  const names = { 'form[firstName]': 'Ada', 'form[lastName]': 'Byron', 'form[email]': email };
  await fetch(`${leadwire.workerUrl}/v1/forms/acme-report/leads`, {
    method: 'POST',
    headers: { accept: 'application/json' },
    body: new URLSearchParams({ ...names, hp_ref_code: 'x' }),
  });
};
const dialogIsGone = () => page.waitForFunction(() => !document.querySelector('dialog'));

async function changeTitle(id: string, title: string): Promise<void> {
  await save(id, 'Before');
  await open(`/forms/${id}?tab=texts`);
  await waitForText(page, '.save', /All changes saved/);
  await page.locator('#text-title').fill(title);
}
async function findPerson(): Promise<void> {
  await open('/leads');
  await press(page, 'Find by email…');
  await page.locator('#person-email').fill('found@example.com');
}

beforeAll(async () => {
  await sendBot('found@example.com');
});

describe('Enter in a dialog', () => {
  test('presses its main button from a field', async () => {
    await findPerson();
    await page.keyboard.press('Enter');
    await waitForText(page, 'dialog', /1 lead with found@example\.com/);
  });

  test('presses its main button from a tick box', async () => {
    await sendBot('sent@example.com');
    await open('/leads?status=quarantined');
    await press(page, 'Resend leads…');
    await page.locator('#kind-quarantined').click();
    await page.keyboard.press('Enter');
    await waitForText(page, '#toasts', /added to the queue/);
    expect(await countLeads('status=quarantined')).toBe(0);
  });

  test('presses its main button where there is no field', async () => {
    await changeTitle('entered', 'After');
    await press(page, 'Review and save');
    await page.waitForSelector('dialog');
    await page.keyboard.press('Enter');
    await waitForText(page, '.save', /All changes saved/);
    expect(await titleOf('entered')).toBe('After');
  });

  test.each([
    [
      'erasing',
      async () => {
        await findPerson();
        await page.keyboard.press('Enter');
      },
      /Erase answers/,
    ],
    [
      'leaving without saving',
      async () => {
        await changeTitle('left', 'Lost');
        await page.locator('.side a[href="/console"]').click();
      },
      /will be lost/,
    ],
    [
      'saving over somebody else’s changes',
      async () => {
        await changeTitle('overtaken', 'Mine');
        await save('overtaken', 'Theirs');
        await press(page, 'Review and save');
      },
      /Somebody else/,
    ],
  ])('never means %s', async (_, begin, words) => {
    const changes: string[] = [];
    await begin();
    await waitForText(page, 'dialog', words);
    const before = page.url();
    page.on('request', (request) => /PUT|erase/.test(request.method() + request.url()) && changes.push(request.url()));
    await page.keyboard.press('Enter');
    await dialogIsGone();
    await page.evaluate(() => new Promise(requestAnimationFrame));
    expect([page.url(), changes]).toEqual([before, []]);
  });
});

describe('for ten seconds, Undo takes back', () => {
  /** From `hurry` on, a second of the console passes in a hundredth: nobody waits for ten. */
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
    await save('deleted', 'Deleted');
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
    await page.locator('#toasts button').click();
    await waitForText(page, '#toasts', /Undone/);
    expect(await count()).toBe(before);
  });

  test.each(CASES)('%s, and the time stands still under the pointer', async (_, prepare, name, count) => {
    await control();
    await prepare();
    const before = await count();
    await press(page, name);
    await page.hover('#toasts p');
    await hurry();
    await page.waitForFunction(() => (globalThis as unknown as { ticks: number }).ticks > 30);
    expect(await count()).toBe(before);
    await page.mouse.move(5, 5);
    await waitForText(page, '#toasts', /discarded\.|is deleted\./);
    expect(await count()).toBe(before - 1);
  });
});
