import { beforeEach, describe, expect, test } from 'vitest';
import { type Convertr, stubConvertr } from './support/convertr.ts';
import {
  ANSWERS,
  admin,
  ask,
  changeForm,
  newAddress,
  PAGE,
  readProblem,
  rowsOf,
  saveForm,
  submit,
} from './support/leadwire.ts';

let convertr: Convertr;
beforeEach(() => {
  convertr = stubConvertr();
});

/** Overflow objects that do not answer. */
const GONE = { idFromName: () => 'id', get: () => ({}) } as never;

describe('a submission is answered', () => {
  test('201 with the lead id once Convertr has confirmed it', async () => {
    const form = await saveForm();
    const submission = crypto.randomUUID();
    const response = await submit(form, { submission, answers: { ...ANSWERS, page: `${PAGE}/?utm_medium=email` } });
    expect(response.status).toBe(201);
    expect(await response.json()).toEqual({
      submission,
      status: 'delivered',
      leadId: expect.any(Number),
      channel: 'Email',
      linkId: 25,
    });
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(convertr.leads.at(-1)?.path).toBe('/api/v2.4/publisher/12/forms/35/campaign/1234/leads?linkId=25');
    expect(Object.fromEntries(convertr.leads.at(-1)?.body ?? [])).toEqual({ ...ANSWERS, 'form[submit]': 'true' });
  });

  test('202 when Convertr takes longer than the visitor should wait', async () => {
    const form = await saveForm();
    convertr.leadAfterMs = 400;
    const submission = crypto.randomUUID();
    const response = await submit(form, { submission, vars: { ANSWER_WITHIN_MS: '50' } });
    expect(response.status).toBe(202);
    expect(await response.json()).toEqual({ submission, status: 'queued', channel: 'Direct' });
    await scheduler.wait(600);
    const state = await ask(`/v1/forms/${form}/leads/${submission}`);
    expect(await state.json()).toMatchObject({ submission, status: 'delivered', leadId: expect.any(Number) });
  });

  test('200 and the first answer again, unchanged, when it is repeated', async () => {
    const form = await saveForm();
    const submission = crypto.randomUUID();
    const first = await (await submit(form, { submission })).json();
    const again = await submit(form, { submission });
    expect(again.status).toBe(200);
    expect(await again.json()).toEqual({ ...(first as object), replayed: true });
    expect(convertr.leads).toHaveLength(1);
  });

  test('once, when the same arrives many times at once', async () => {
    const form = await saveForm();
    const submission = crypto.randomUUID();
    const answers = await Promise.all(Array.from({ length: 8 }, () => submit(form, { submission })));
    const leadIds = await Promise.all(answers.map(async (each) => ((await each.json()) as { leadId: number }).leadId));
    expect(new Set(leadIds).size).toBe(1);
    expect(convertr.leads).toHaveLength(1);
  });

  test('409 when the same id comes with other answers, and nothing more is sent', async () => {
    const form = await saveForm();
    const submission = crypto.randomUUID();
    await submit(form, { submission });
    const other = await submit(form, { submission, answers: { ...ANSWERS, 'form[firstName]': 'Zoe' } });
    expect(other.status).toBe(409);
    expect(await readProblem(other)).toMatchObject({ type: 'urn:leadwire:problem:conflict' });
    expect(convertr.leads).toHaveLength(1);
  });

  test('422 with each fault on its field, in the visitor’s language, and the id is not used up', async () => {
    const form = await saveForm();
    const submission = crypto.randomUUID();
    const answers = { 'form[firstName]': ' ', 'form[lastName]': 'B', 'form[email]': 'nobody', locale: 'de' };
    const response = await submit(form, { submission, answers });
    expect(response.status).toBe(422);
    const { errors } = (await readProblem(response)) as unknown as { errors: Record<string, { code: string }[]> };
    expect(errors).toEqual({
      'form[firstName]': [{ code: 'required', message: expect.stringContaining('Vorname') }],
      'form[email]': [{ code: 'email', message: expect.any(String) }],
    });
    expect(await rowsOf(form)).toEqual([]);
    expect((await submit(form, { submission })).status).toBe(201);
  });

  test('422 with Convertr’s complaint on its field but without its words, and corrected answers are sent', async () => {
    const form = await saveForm();
    const submission = crypto.randomUUID();
    const children = { email: { errors: ['zoe+report@example.com is already known'] } };
    convertr.lead = { status: 400, body: { code: 400, message: 'Validation Failed', errors: { children } } };
    const refused = await submit(form, { submission });
    expect(refused.status).toBe(422);
    const text = JSON.stringify(await readProblem(refused));
    expect(text).toContain('"form[email]"');
    expect(text).not.toContain('already known');
    delete convertr.lead;
    const corrected = await submit(form, { submission, answers: { ...ANSWERS, 'form[email]': 'zoe@example.com' } });
    expect(corrected.status).toBe(201);
  });

  test('410 with the closed message, and nothing stored, once the campaign is known to be closed', async () => {
    const closedMessage = { en: 'This offer has ended.', de: 'Vorbei.' };
    const form = await saveForm({ enterprise: 'globex', campaignId: 7001, closedMessage });
    convertr.lead = { status: 403, body: { message: 'Campaign has been fulfilled' } };
    expect((await submit(form)).status).toBe(202);
    const later = await submit(form, { answers: { ...ANSWERS, locale: 'de' } });
    expect(later.status).toBe(410);
    expect(await readProblem(later)).toMatchObject({ detail: 'Vorbei.' });
    const html = { Accept: 'text/html', 'Accept-Language': 'en' };
    const page = await (await submit(form, { headers: html, answers: { ...ANSWERS, locale: 'de' } })).text();
    expect(page).toContain('<html lang="de" dir="ltr">');
    expect(page).toContain('Vorbei.');
    const rows = (await (await admin(`leads?enterprise=globex&form=${form}`)).json()) as { leads: unknown[] };
    expect(rows.leads).toHaveLength(1);
  });

  test('503 with Retry-After, and nothing stored, when the backlog is full and the overflow is gone', async () => {
    const form = await saveForm();
    const full = { submit: async () => ({ kind: 'full', retryAfterSeconds: 300 }) };
    const ACCOUNTS = { idFromName: () => 'id', get: () => full } as never;
    const response = await submit(form, { vars: { ACCOUNTS, OVERFLOW: GONE } });
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('300');
    expect(await readProblem(response)).toMatchObject({ retryAfter: 300 });
  });

  test('503 with Retry-After when neither the account’s object nor the overflow answers', async () => {
    const form = await saveForm();
    const silent = () => Promise.reject(new Error('zoe+report@example.com'));
    const ACCOUNTS = { idFromName: () => 'id', get: () => ({ submit: silent, campaign: silent }) } as never;
    const response = await submit(form, { vars: { ACCOUNTS, OVERFLOW: GONE } });
    expect(response.status).toBe(503);
    expect(response.headers.get('access-control-expose-headers')).toBe('Retry-After');
    expect(JSON.stringify(await readProblem(response))).not.toContain('zoe');
    expect(await rowsOf(form)).toEqual([]);
  });

  test('429 with Retry-After after thirty in a minute from one address, while others go on', async () => {
    const form = await saveForm();
    const headers = { 'CF-Connecting-IP': newAddress() };
    const answers = await Promise.all(Array.from({ length: 64 }, () => submit(form, { headers, answers: {} })));
    const taken = answers.filter(({ status }) => status === 422).length;
    expect(taken).toBeGreaterThanOrEqual(30);
    // A new minute may begin in between.
    expect(taken).toBeLessThanOrEqual(60);
    const limited = answers.find(({ status }) => status === 429);
    expect(limited?.headers.get('retry-after')).toBe('60');
    expect(limited?.headers.get('access-control-allow-origin')).toBe(PAGE);
    expect(limited && (await readProblem(limited))).toMatchObject({ retryAfter: 60 });
    expect((await submit(form)).status).toBe(201);
    expect((await submit(await saveForm(), { headers })).status).toBe(201);
  });

  test.each([
    ['nobody would look at twice', { ticket: '' }, 1],
    ['looks a little odd', { ticket: '', 'form[email]': 'info@example.com' }, 2],
    ['looks like a bot’s', { hp_ref_code: 'x' }, 2],
  ])('429 sooner when it looks like spam: one that %s', async (_, more, counts) => {
    const form = await saveForm();
    const asked: string[] = [];
    const SUBMIT_LIMIT = { limit: async ({ key }: { key: string }) => ({ success: asked.push(key) <= counts }) };
    const post = () => submit(form, { vars: { SUBMIT_LIMIT }, answers: { ...ANSWERS, ...more } });
    expect([201, 202]).toContain((await post()).status);
    expect(asked).toHaveLength(counts);
    expect((await post()).status).toBe(429);
    expect(await rowsOf(form)).toHaveLength(1);
  });

  test('no 429 for forty people behind one address who opened the form, half of them with a role’s mailbox', async () => {
    const form = await saveForm();
    const headers = { 'CF-Connecting-IP': newAddress() };
    const { ticket } = (await (await ask(`/v1/forms/${form}`)).json()) as { ticket: string };
    const send = (n: number) => {
      const mailbox = { 'form[email]': n % 2 ? `info@office${n}.example` : `ada${n}@example.com` };
      return submit(form, { headers, answers: { ...ANSWERS, ...mailbox, ticket } });
    };
    const statuses = await Promise.all(Array.from({ length: 40 }, async (_, n) => (await send(n)).status));
    expect(statuses.filter((status) => status > 299)).toEqual([]);
  });

  test('429 when a form is flooded from many addresses', async () => {
    const form = await saveForm();
    const asked: string[] = [];
    const FORM_LIMIT = { limit: async ({ key }: { key: string }) => ({ success: asked.push(key) <= 3 }) };
    const statuses = [];
    for (let n = 0; n < 5; n += 1) statuses.push((await submit(form, { vars: { FORM_LIMIT } })).status);
    expect(statuses).toEqual([201, 201, 201, 429, 429]);
    expect(new Set(asked)).toEqual(new Set([form]));
  });

  test('201 while the limits’ bindings are down', async () => {
    const form = await saveForm();
    const limit = { limit: () => Promise.reject(new Error('down')) };
    expect((await submit(form, { vars: { SUBMIT_LIMIT: limit, FORM_LIMIT: limit } })).status).toBe(201);
  });

  test('404 for an unknown form, readable by any page', async () => {
    const response = await submit('no-such-form');
    expect(response.status).toBe(404);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    await readProblem(response);
  });
});

describe('a submission that is repeated after the form has changed', () => {
  const replayed = { status: 200, body: { replayed: true } };
  const read = async (response: Response) => ({ status: response.status, body: await response.json() });

  test('gets the first answer, even if a field was removed', async () => {
    const form = await saveForm();
    const submission = crypto.randomUUID();
    expect((await submit(form, { submission })).status).toBe(201);
    await changeForm(form, { fields: [{ name: 'form[lastName]', hide: true }] });
    expect(await read(await submit(form, { submission }))).toMatchObject(replayed);
    expect(convertr.leads).toHaveLength(1);
  });

  test('gets the first answer, even if it would no longer be valid', async () => {
    convertr.fields[42] = [...Object.keys(ANSWERS), 'form[company]'];
    const form = await saveForm({ campaignId: 7042, formId: 42 });
    const submission = crypto.randomUUID();
    expect((await submit(form, { submission })).status).toBe(201);
    await changeForm(form, { campaignId: 7042, formId: 42, fields: [{ name: 'form[company]', required: true }] });
    expect(await read(await submit(form, { submission }))).toMatchObject(replayed);
    const others = { ...ANSWERS, 'form[firstName]': 'Ada' };
    expect((await submit(form, { submission, answers: others })).status).toBe(422);
    expect((await submit(form)).status).toBe(422);
    expect(convertr.leads).toHaveLength(1);
  });
});

describe('the public state of a submission', () => {
  test('has no personal data, and is not cached', async () => {
    const form = await saveForm();
    const submission = crypto.randomUUID();
    await submit(form, { submission });
    const response = await ask(`/v1/forms/${form}/leads/${submission}`, { headers: { Origin: PAGE } });
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('access-control-allow-origin')).toBe(PAGE);
    expect(Object.keys((await response.json()) as object).sort()).toEqual(
      ['at', 'leadId', 'status', 'submission', 'verdict'].sort(),
    );
  });

  test.each(['', 'nonsense', crypto.randomUUID(), '%00', '..%2f..%2fhealthz'])('is 404 for %j', async (id) => {
    const form = await saveForm();
    const response = await ask(`/v1/forms/${form}/leads/${id}`);
    expect([404, 405]).toContain(response.status);
    await readProblem(response);
  });

  test('is queued when the lead was put aside, and a person can release it', async () => {
    const form = await saveForm();
    const submission = crypto.randomUUID();
    const response = await submit(form, { submission, answers: { ...ANSWERS, hp_ref_code: 'x' } });
    expect(response.status).toBe(202);
    expect(await response.json()).toEqual({ submission, status: 'queued', channel: 'Direct' });
    expect(convertr.leads).toHaveLength(0);
    const state = await (await ask(`/v1/forms/${form}/leads/${submission}`)).json();
    expect(state).toMatchObject({ status: 'queued', verdict: null });
    expect((await rowsOf(form))[0]).toMatchObject({ status: 'quarantined', flags: ['honeypot', 'ticket_missing'] });
    expect((await admin(`leads/acme/${submission}/retry`, { method: 'POST' })).status).toBe(200);
    await expect.poll(() => convertr.leads.length).toBe(1);
  });

  test('lets a person withdraw a consent with "false"', async () => {
    const terms = 'form[optin][terms]';
    convertr.fields[41] = [...Object.keys(ANSWERS), terms];
    const form = await saveForm({ campaignId: 7041, formId: 41, fields: [{ name: terms, type: 'consent' }] });
    const submission = crypto.randomUUID();
    await submit(form, { submission, answers: { ...ANSWERS, [terms]: '1', hp_ref_code: 'x' } });
    const body = JSON.stringify({ answers: { [terms]: 'false' } });
    expect((await admin(`leads/acme/${submission}/retry`, { method: 'POST', body })).status).toBe(200);
    await expect.poll(() => convertr.leads.length).toBe(1);
    expect(convertr.leads[0]?.body.has(terms)).toBe(false);
  });

  test('lets a person release all leads of a filter, unless their number has changed', async () => {
    const form = await saveForm();
    for (let n = 0; n < 2; n += 1) await submit(form, { answers: { ...ANSWERS, hp_ref_code: 'x' } });
    const retry = (more: object) =>
      admin('retry', { method: 'POST', body: JSON.stringify({ enterprise: 'acme', filter: { form }, ...more }) });
    expect(await (await retry({})).json()).toEqual({ count: 2 });
    expect((await retry({ expect: 3 })).status).toBe(409);
    expect(await (await retry({ expect: 2 })).json()).toEqual({ retried: 2, remaining: 0 });
    await expect.poll(() => convertr.leads.length).toBe(2);
    expect((await retry({ enterprise: 'nobody' })).status).toBe(404);
    expect((await retry({ filter: 'all' })).status).toBe(400);
    const misspelled = await retry({ filter: { stauts: 'held' } });
    expect(misspelled.status).toBe(400);
    expect((await readProblem(misspelled)).detail).toContain('filter.stauts');
  });
});
