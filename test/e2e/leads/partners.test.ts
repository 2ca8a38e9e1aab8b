import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StatsRow } from '../../../worker/account-api.ts';
import { type Leadwire, startLeadwire } from '../../support/leadwire.ts';
import { about, type Receiver, startReceiver, verify } from '../../support/webhook-receiver.ts';

const SECRET = `whsec_${randomBytes(32).toString('base64')}`;
const FORM = 'partners';

let leadwire: Leadwire;
let receiver: Receiver;

beforeAll(async () => {
  [leadwire, receiver] = await Promise.all([startLeadwire({ vars: { WEBHOOK_SECRET: SECRET } }), startReceiver()]);
  await leadwire.saveForm(FORM, {
    fields: [{ name: 'form[subId]', type: 'hidden', from: 'query:sid', report: true }],
    webhooks: [{ url: receiver.url }],
  });
});
afterAll(() => Promise.all([leadwire?.stop(), receiver?.close()]));

const admin = (path: string, method = 'GET', body?: unknown) =>
  leadwire.admin(path, { method, ...(body !== undefined && { body: JSON.stringify(body) }) });

interface Sent {
  submission: string;
  leadId: number;
}

/** A visitor who came by this link. */
async function send(query: string, firstName = 'Zoë'): Promise<Sent> {
  const submission = randomUUID();
  const response = await fetch(`${leadwire.workerUrl}/v1/forms/${FORM}/leads`, {
    method: 'POST',
    headers: { accept: 'application/json', origin: leadwire.workerUrl },
    body: new URLSearchParams({
      submission,
      page: `https://landing.example.com/offer${query}`,
      'form[firstName]': firstName,
      'form[lastName]': 'O’Hara',
      'form[email]': `zoe+${submission}@example.com`,
    }),
  });
  expect(response.status).toBe(201);
  return (await response.json()) as Sent;
}

/** Until the receiver has the verdict. */
const hear = async ({ submission }: Sent, verdict: string) =>
  verify(await receiver.next(about(submission, 'lead.verdict', { verdict })), SECRET).data;

const report = async (keys: string): Promise<StatsRow[]> =>
  ((await (await admin(`stats?enterprise=acme&form=${FORM}&${keys}`)).json()) as { rows: StatsRow[] }).rows;
const byPartner = async () =>
  (await report('by=value')).map(({ key, leads, valid, invalid, pending, validRate }) => [
    key,
    { leads, valid, invalid, pending, validRate },
  ]);

test('a report tells which partner sends invalid leads, and follows each change that receivers hear of', async () => {
  const good = [await send('?sid=p1&gclid=g-1'), await send('?sid=p1')];
  const mixed = [await send('?sid=p2&GCLID=g-2'), await send('?SID=p2', 'Test')];
  const unnamed = await send('');

  expect(await hear(good[0] as Sent, 'valid')).toMatchObject({ form: FORM, value: 'p1', clickIds: { gclid: 'g-1' } });
  expect(await hear(mixed[1] as Sent, 'invalid')).toMatchObject({ leadId: mixed[1]?.leadId, value: 'p2' });
  const plain = await hear(unnamed, 'valid');
  expect(plain).not.toHaveProperty('value');
  expect(plain).not.toHaveProperty('clickIds');
  await Promise.all([hear(good[1] as Sent, 'valid'), hear(mixed[0] as Sent, 'valid')]);
  const row = { pending: 0, invalid: 0, validRate: 1 };
  const unchanged = ['(none)', { ...row, leads: 1, valid: 1 }];
  expect(await byPartner()).toEqual([
    unchanged,
    ['p1', { ...row, leads: 2, valid: 2 }],
    ['p2', { ...row, leads: 2, valid: 1, invalid: 1, validRate: 0.5 }],
  ]);

  // Convertr changes its verdict on an accepted lead.
  const flipped = good[1] as Sent;
  await fetch(`${leadwire.convertrUrl}/_control/verdicts`, {
    method: 'POST',
    body: JSON.stringify({ leads: [flipped.leadId], verdict: 'invalid', reasons: ['Unable to Contact'] }),
  });
  expect((await admin(`leads/acme/${flipped.submission}/verdict`, 'POST')).status).toBe(200);
  expect(await hear(flipped, 'invalid')).toMatchObject({ leadId: flipped.leadId, value: 'p1' });
  expect(await report('by=value,verdict')).toMatchObject([
    { key: '(none)', and: 'valid', leads: 1 },
    { key: 'p1', and: 'invalid', leads: 1 },
    { key: 'p1', and: 'valid', leads: 1 },
    { key: 'p2', and: 'invalid', leads: 1 },
    { key: 'p2', and: 'valid', leads: 1 },
  ]);

  // Convertr's own list, which a person imports.
  const [listed] = mixed as [Sent];
  const leads = [
    { leadId: listed.leadId, verdict: 'invalid', reason: 'Out of area' },
    { leadId: flipped.leadId, verdict: 'valid' },
    { leadId: 999_999_999, verdict: 'invalid' },
  ];
  const reconciled = await admin('reconcile', 'POST', { enterprise: 'acme', leads });
  expect(await reconciled.json()).toEqual({ matched: 2, changed: 2, unknown: [999_999_999] });
  expect(await hear(listed, 'invalid')).toMatchObject({ value: 'p2', clickIds: { gclid: 'g-2' } });
  const isValidAgain = about(flipped.submission, 'lead.verdict', { verdict: 'valid' });
  await receiver.next(() => receiver.received.filter(isValidAgain).length === 2);
  expect(await byPartner()).toEqual([
    unchanged,
    ['p1', { ...row, leads: 2, valid: 2 }],
    ['p2', { ...row, leads: 2, valid: 0, invalid: 2, validRate: 0 }],
  ]);
  expect(await report('by=reason&by=value')).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ key: 'Out of area', and: 'p2', leads: 1 }),
      expect.objectContaining({ key: '(none)', and: 'p1', leads: 2 }),
    ]),
  );

  for (const message of receiver.received) expect(verify(message, SECRET).data.form).toBe(FORM);
  const forged = { ...receiver.received[0], body: '{}' } as (typeof receiver.received)[0];
  expect(() => verify(forged, SECRET)).toThrow();
  expect(receiver.received.map(({ body }) => body).join()).not.toMatch(/zoe|O’Hara|Unable|Out of area/i);
});
