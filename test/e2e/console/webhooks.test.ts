import { randomBytes, randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { press, waitForText } from '../../support/console.ts';
import { type Receiver, startReceiver } from '../../support/webhook-receiver.ts';
import { desk, leadwire, open, page, useDesk } from '../desk.ts';

useDesk({ isSignedIn: true, vars: { WEBHOOK_SECRET: `whsec_${randomBytes(32).toString('base64')}` } });

let receiver: Receiver;

beforeEach(async () => {
  receiver = await startReceiver();
});
afterEach(() => receiver.close());

const read = async (id: string) => (await leadwire.admin(`forms/${id}`)).json() as Promise<Record<string, unknown>>;

async function submit(form: string): Promise<string> {
  const submission = randomUUID();
  const email = `ada+${submission}@example.com`;
  const body = new URLSearchParams({
    submission,
    'form[firstName]': 'Ada',
    'form[lastName]': 'Byron',
    'form[email]': email,
  });
  const headers = { accept: 'application/json' };
  expect((await fetch(`${leadwire.workerUrl}/v1/forms/${form}/leads`, { method: 'POST', headers, body })).ok).toBe(
    true,
  );
  return submission;
}

/** With the keyboard, because a pointer would miss what moves while the campaign's links arrive. */
async function use(selector: string): Promise<void> {
  await (await page.waitForSelector(selector))?.focus();
  await page.keyboard.press('Space');
}

test('a receiver is added to a form, restricted, and tried without a lead', async () => {
  await leadwire.saveForm('hooked');
  await open('/forms/hooked?tab=delivery');
  await use('aria/Add a receiver');
  await page.locator('#webhook-0-url').fill(receiver.url);
  await use('#webhook-0-lead-stored');
  await use('#webhook-0-answers');
  await waitForText(page, 'lw-webhooks-panel', /Personal data goes to this address[\s\S]*Save first/);
  await press(page, 'Review and save');
  await waitForText(page, 'dialog', /Webhooks:/);
  await page.locator('dialog button[value="yes"]').click();
  await waitForText(page, '.save', /All changes saved/);
  const events = ['lead.delivered', 'lead.refused', 'lead.held', 'lead.verdict'];
  expect((await read('hooked')).webhooks).toEqual([{ url: receiver.url, events, answers: true }]);

  await use('aria/Send a test message');
  await waitForText(page, '.tries', /Arrived[\s\S]*Answered 200/);
  expect(JSON.parse(receiver.received[0]?.body ?? '')).toMatchObject({ type: 'webhook.test' });
  receiver.answer = 410;
  await use('aria/Send a test message');
  await waitForText(page, '.tries', /Failed[\s\S]*Answered 410/);

  await use('aria/Remove receiver 1');
  await press(page, 'Review and save');
  await page.locator('dialog button[value="yes"]').click();
  await waitForText(page, '.save', /All changes saved/);
  expect(await read('hooked')).not.toHaveProperty('webhooks');
  expect(desk.complaints).toEqual([]);
});

test('an address that no receiver can have is refused at its field', async () => {
  await leadwire.saveForm('faulty');
  await open('/forms/faulty?tab=delivery');
  await use('aria/Add a receiver');
  await page.locator('#webhook-0-url').fill('ftp://hooks.example.com');
  await waitForText(page, '#webhook-0-url-fault', /Use an https address/);
});

test('a lead’s page lists the messages to its receivers, and sends one again', async () => {
  await leadwire.saveForm('told', { webhooks: [{ url: receiver.url, events: ['lead.stored'] }] });
  const submission = await submit('told');
  const first = await receiver.next(({ body }) => body.includes(submission));
  await open(`/leads/acme/${submission}?form=told`);
  await waitForText(page, 'lw-lead-webhooks', /lead\.stored[\s\S]*Arrived[\s\S]*Answered 200 after \d+ ms/);
  await press(page, `Send lead.stored again to ${receiver.url}`);
  const again = await receiver.next((message) => message !== first);
  expect(again.headers['webhook-id']).toBe(first.headers['webhook-id']);
  await waitForText(page, 'lw-lead-webhooks', /(Answered 200[\s\S]*){2}/);
  expect(desk.complaints).toEqual([]);
});

test('two receivers at one address have buttons of different names', async () => {
  await leadwire.saveForm('twice', { webhooks: [{ url: receiver.url }, { url: receiver.url, answers: true }] });
  const submission = await submit('twice');
  await open(`/leads/acme/${submission}?form=twice`);
  for (const number of [1, 2])
    await page.waitForSelector(`aria/Send lead.stored again to ${receiver.url} (${number})[role="button"]`);
});

test('Convertr is asked for its verdict from a lead’s page', async () => {
  await leadwire.saveForm('judged');
  const submission = await submit('judged');
  await open(`/leads/acme/${submission}?form=judged`);
  const asked = page.waitForResponse((response) => response.url().includes('/verdict'));
  await press(page, 'Ask Convertr now');
  expect((await asked).status()).toBe(200);
  await waitForText(page, '#toasts', /Convertr has been asked/);
});
