import { expect, test } from 'vitest';
import { press, signIn, waitForText } from '../../support/console.ts';
import { desk, leadwire, open, page, useDesk } from '../desk.ts';

useDesk();

interface Sent {
  submission: string;
  leadId: number;
}

/** Delivers a lead of the demo form. */
async function deliver(email: string, address = ''): Promise<Sent> {
  const response = await fetch(`${leadwire.workerUrl}/v1/forms/acme-report/leads`, {
    method: 'POST',
    headers: { accept: 'application/json' },
    body: new URLSearchParams({
      page: address,
      'form[firstName]': 'Ada',
      'form[lastName]': 'Byron',
      'form[email]': email,
      'form[optin][terms]': '1',
    }),
  });
  expect(response.status).toBe(201);
  return (await response.json()) as Sent;
}

const verdictOf = async ({ submission }: Sent) =>
  ((await (await leadwire.admin(`leads/acme/${submission}?answers=hidden`)).json()) as { verdict: string }).verdict;

test('an operator pastes a list, sees what would change, and imports it', async () => {
  const [first, second] = [await deliver('ada@example.com'), await deliver('byron@example.com')];
  await signIn(page, leadwire);
  await open('/leads?enterprise=acme');
  await press(page, 'Check a list…');
  await page.waitForSelector('#list');
  await page
    .locator('#list')
    .fill(`Lead ID,Status,Reason\n${first.leadId},invalid,Out of area\n999999999,invalid,\nx,y,z`);
  await waitForText(page, 'lw-reconcile', /2 leads in the list\. 1 line can’t be read\./);
  expect(await page.$$eval('lw-reconcile select', (all) => all.map((each) => each.selectedOptions[0]?.text))).toEqual([
    'Lead ID',
    'Status',
    'Reason',
  ]);
  await press(page, 'Compare with the leads');
  await waitForText(
    page,
    'lw-reconcile',
    /1 lead found[\s\S]*1 lead with another verdict[\s\S]*1 lead unknown here: 999999999/,
  );
  expect(await verdictOf(first)).not.toBe('invalid');
  await press(page, 'Change 1 lead');
  await waitForText(page, 'lw-reconcile', /Done[\s\S]*1 lead changed/);
  expect(await verdictOf(first)).toBe('invalid');
  expect(await verdictOf(second)).not.toBe('invalid');
  expect(desk.complaints).toEqual([]);
});

test('a file of Excel’s that is dropped on the page is read like a list that is pasted', async () => {
  const lead = await deliver('dropped@example.com');
  await signIn(page, leadwire);
  await open('/leads/reconcile?enterprise=acme');
  await page.waitForSelector('#list');
  await page.evaluate((leadId) => {
    const dataTransfer = new DataTransfer();
    const list = `\uFEFFlead_id\tnote\tverdict\r\n${leadId}\t"one\ntwo"\trejected\r\n`;
    const bytes = Uint16Array.from(list, (character) => character.charCodeAt(0));
    dataTransfer.items.add(new File([bytes], 'list.txt', { type: 'text/plain' }));
    document
      .querySelector('#list')
      ?.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  }, lead.leadId);
  await waitForText(page, 'lw-reconcile', /1 lead in the list\./);
  await press(page, 'Compare with the leads');
  await waitForText(page, 'lw-reconcile', /1 lead with another verdict/);
});

test('one search box finds a lead by its number, its submission and the email address', async () => {
  const lead = await deliver('searched@example.com');
  await signIn(page, leadwire);
  await open('/leads?enterprise=acme');
  const search = async (text: string) => {
    await page.waitForSelector('lw-leads input[type=search]');
    await page.locator('lw-leads input[type=search]').fill(text);
    await page.keyboard.press('Enter');
  };
  for (const text of [String(lead.leadId), lead.submission.slice(0, 8)]) {
    await search(text);
    await waitForText(page, 'lw-leads .bar', /^1 lead\b/);
    await waitForText(page, 'lw-leads tbody', new RegExp(String(lead.leadId)));
  }
  await search('Searched@example.com');
  await waitForText(page, 'dialog', /1 lead with Searched@example\.com/);
  expect(page.url()).not.toContain('example.com');
});

test('the list as it is filtered can be exported with click ids, and without answers', async () => {
  const clicked = await deliver('clicked@example.com', 'https://landing.example.com/?gclid=g-1&sid=zoe');
  const other = await deliver('other@example.com', 'https://landing.example.com/?gclid=g-2');
  await signIn(page, leadwire);
  await open(`/leads?enterprise=acme&find=${clicked.leadId}`);
  const link = await page.waitForSelector('a[download]::-p-text(Export with click IDs)');
  const csv = await link?.evaluate(async (a) => (await fetch((a as HTMLAnchorElement).href)).text());
  expect(csv).toContain(clicked.submission);
  expect(csv).toMatch(/\bg-1\b/);
  expect(csv).not.toContain(other.submission);
  expect(csv).not.toMatch(/example\.com|zoe/);
});
