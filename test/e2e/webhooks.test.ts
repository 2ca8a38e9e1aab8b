import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { LeadDetail } from '../../worker/account-api.ts';
import { type Leadwire, startLeadwire } from '../support/leadwire.ts';
import {
  about,
  type Message,
  type Received,
  type Receiver,
  startReceiver,
  verify as verifySigned,
} from '../support/webhook-receiver.ts';

const SECRET = `whsec_${randomBytes(32).toString('base64')}`;

let leadwire: Leadwire;
let receivers: Receiver[] = [];

beforeAll(async () => {
  leadwire = await startLeadwire({ vars: { WEBHOOK_SECRET: SECRET } });
});
afterAll(() => leadwire?.stop());
beforeEach(() => {
  receivers = [];
});
afterEach(() => Promise.all(receivers.map((receiver) => receiver.close())));

async function receive(): Promise<Receiver> {
  const receiver = await startReceiver();
  receivers.push(receiver);
  return receiver;
}

const verify = (received: Received): Message => verifySigned(received, SECRET);

async function save(form: string, webhooks: unknown): Promise<Response> {
  const config = { ...(await readForm()), webhooks };
  return leadwire.admin(`forms/${form}`, { method: 'PUT', body: JSON.stringify(config) });
}

const readForm = async () => (await (await leadwire.admin('forms/acme-report')).json()) as Record<string, unknown>;

/** @returns the submission's id. */
async function submit(form: string, answers: Record<string, string> = {}): Promise<string> {
  const submission = randomUUID();
  const given = { firstName: 'Zoë', lastName: 'O’Hara', email: `zoe+${submission}@example.com`, ...answers };
  const body = new URLSearchParams({ submission, channel: 'Email' });
  for (const [name, value] of Object.entries(given)) body.set(`form[${name}]`, value);
  const response = await fetch(`${leadwire.workerUrl}/v1/forms/${form}/leads`, {
    method: 'POST',
    headers: { accept: 'application/json', origin: leadwire.workerUrl },
    body,
  });
  expect(response.status).toBeLessThan(300);
  return submission;
}

const look = async (submission: string): Promise<LeadDetail> =>
  (await leadwire.admin(`leads/acme/${submission}`)).json() as Promise<LeadDetail>;

describe('a receiver of webhooks', () => {
  test('gets signed messages that a lead is stored, delivered and decided', async () => {
    const receiver = await receive();
    expect((await save('hooked', [{ url: receiver.url }])).status).toBe(201);
    const submission = await submit('hooked');
    const [stored, delivered, verdict] = await Promise.all(
      ['lead.stored', 'lead.delivered', 'lead.verdict'].map((type) => receiver.next(about(submission, type))),
    );

    const lead = (await leadwire.leads()).find(({ id }) => id === verify(delivered as Received).data.leadId);
    const data = { form: 'hooked', enterprise: 'acme', submission, channel: 'Email' };
    expect(verify(stored as Received)).toMatchObject({ type: 'lead.stored', data: { ...data, status: 'queued' } });
    expect(verify(delivered as Received).data).toEqual({
      ...data,
      leadId: lead?.id,
      status: 'delivered',
      verdict: 'pending',
      linkId: 25,
    });
    expect(verify(verdict as Received).data).toMatchObject({ leadId: lead?.id, verdict: 'valid' });
    expect(receiver.received.map(({ body }) => body).join()).not.toContain('zoe');
  });

  test('gets the answers and Convertr’s words where the form says so, and only there', async () => {
    const [receiver, other] = [await receive(), await receive()];
    const events = ['lead.verdict'];
    await save('with-answers', [
      { url: receiver.url, events, answers: true },
      { url: other.url, events },
    ]);
    const submission = await submit('with-answers', { firstName: 'Test' });
    const { data } = verify(await receiver.next(about(submission, 'lead.verdict')));
    expect(data.answers).toMatchObject({ 'form[email]': `zoe+${submission}@example.com` });
    expect(data).toMatchObject({ verdict: 'invalid', reasons: [expect.stringContaining('firstName')] });
    const told = verify(await other.next(about(submission, 'lead.verdict'))).data;
    expect(told).toMatchObject({ verdict: 'invalid', leadId: data.leadId });
    expect(told).not.toHaveProperty('answers');
    expect(told).not.toHaveProperty('reasons');
    expect(receiver.received).toHaveLength(1);
  });

  test.each([[500], [302]])(
    'that answers %s is asked again under the same id, and each try is on the lead’s page',
    async (status) => {
      const [receiver, elsewhere] = [await receive(), await receive()];
      receiver.answer = status;
      receiver.location = elsewhere.url;
      await save('failing', [{ url: receiver.url, events: ['lead.stored'] }]);
      const submission = await submit('failing');
      const first = await receiver.next(about(submission, 'lead.stored'));
      receiver.answer = 204;
      const second = await receiver.next((message) => message !== first && about(submission, 'lead.stored')(message));

      expect(second.headers['webhook-id']).toBe(first.headers['webhook-id']);
      expect(second.at - first.at).toBeGreaterThanOrEqual(4_900);
      const { webhooks } = await look(submission);
      expect(webhooks[0]).toMatchObject({
        message: first.headers['webhook-id'],
        type: 'lead.stored',
        url: receiver.url,
        state: 'arrived',
        nextAt: null,
      });
      expect(webhooks[0]?.tries.map(({ status }) => status)).toEqual([status, 204]);
      expect(elsewhere.received).toEqual([]);
    },
  );

  test('that hangs keeps neither a lead nor another receiver waiting', async () => {
    const [slow, quick] = [await receive(), await receive()];
    slow.answer = 'hang';
    await save('slow', [{ url: slow.url }, { url: quick.url }]);
    const started = Date.now();
    const submissions = await Promise.all(Array.from({ length: 12 }, () => submit('slow')));
    await Promise.all(submissions.map((submission) => quick.next(about(submission, 'lead.delivered'))));
    // One try of the slow one takes ten seconds.
    expect(Date.now() - started).toBeLessThan(10_000);
    expect(slow.received).toHaveLength(1);
  });

  test('gets a message once more when a person sends it again', async () => {
    const receiver = await receive();
    await save('again', [{ url: receiver.url, events: ['lead.stored'] }]);
    const submission = await submit('again');
    const first = await receiver.next(about(submission, 'lead.stored'));
    const path = `leads/acme/${submission}/webhooks/${first.headers['webhook-id']}`;
    expect((await leadwire.admin(path, { method: 'POST' })).status).toBe(200);
    const second = await receiver.next((message) => message !== first);
    expect(second.headers['webhook-id']).toBe(first.headers['webhook-id']);
    expect((await leadwire.admin(path.replace('msg_', 'no_'), { method: 'POST' })).status).toBe(404);
  });

  test('that a form no longer has gets nothing more', async () => {
    const receiver = await receive();
    await save('removed', [{ url: receiver.url, events: ['lead.stored'] }]);
    await save('removed', []);
    const other = await receive();
    await save('witness', [{ url: other.url, events: ['lead.stored'] }]);
    await submit('removed');
    const witness = await submit('witness');
    await other.next(about(witness, 'lead.stored'));
    expect(receiver.received).toEqual([]);
  });

  test('can be tried without a lead', async () => {
    const receiver = await receive();
    await save('tried', [{ url: receiver.url }]);
    const response = await leadwire.admin('forms/tried/webhooks/test', { method: 'POST' });
    expect(await response.json()).toMatchObject({ tries: [{ url: receiver.url, status: 200 }] });
    expect(verify(receiver.received[0] as Received)).toMatchObject({ type: 'webhook.test', data: { form: 'tried' } });
  });

  test.each([
    'http://hooks.example.com/leads',
    'https://localhost/leads',
    'https://10.0.0.1/leads',
    'https://[::1]/leads',
    'https://2130706433/leads',
    'https://intranet/leads',
    'https://printer.local/leads',
    'https://user:secret@hooks.example.com/leads',
    'ftp://hooks.example.com/leads',
    'hooks.example.com',
  ])('is refused at %s', async (url) => {
    const response = await save('refused', [{ url }]);
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ faults: [{ path: 'webhooks[0].url' }] });
  });
});
