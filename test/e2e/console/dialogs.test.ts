import { beforeAll, describe, expect, test } from 'vitest';
import { press, waitForText } from '../../support/console.ts';
import { countLeads, leadwire, open, page, sendBot, useDesk } from '../desk.ts';

useDesk({ isSignedIn: true });

const titleOf = async (id: string) => ((await (await leadwire.admin(`forms/${id}`)).json()) as { title: string }).title;
const dialogIsGone = () => page.waitForFunction(() => !document.querySelector('dialog'));

async function changeTitle(id: string, title: string): Promise<void> {
  await leadwire.saveForm(id, { title: 'Before' });
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
        await leadwire.saveForm('overtaken', { title: 'Theirs' });
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
