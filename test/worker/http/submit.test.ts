import { beforeEach, describe, expect, test } from 'vitest';
import { type Convertr, stubConvertr } from './convertr.ts';
import { ANSWERS, admin, ask, env, newAddress, PAGE, readProblem, rowsOf, saveForm, submit } from './leadwire.ts';

let convertr: Convertr;
beforeEach(() => {
  convertr = stubConvertr();
});

const newId = () => crypto.randomUUID();

describe('a submission is answered', () => {
  test('201 with the lead id once Convertr has confirmed it', async () => {
    const form = await saveForm();
    const submission = newId();
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
    const submission = newId();
    const response = await submit(form, { submission, vars: { ANSWER_WITHIN_MS: '50' } });
    expect(response.status).toBe(202);
    expect(await response.json()).toEqual({ submission, status: 'queued', channel: 'Direct' });
    await scheduler.wait(600);
    const state = await ask(`/v1/forms/${form}/leads/${submission}`);
    expect(await state.json()).toMatchObject({ submission, status: 'delivered', leadId: expect.any(Number) });
  });

  test('200 and the first answer again, to the letter, when it is repeated', async () => {
    const form = await saveForm();
    const submission = newId();
    const first = await (await submit(form, { submission })).json();
    const again = await submit(form, { submission });
    expect(again.status).toBe(200);
    expect(await again.json()).toEqual({ ...(first as object), replayed: true });
    expect(convertr.leads).toHaveLength(1);
  });

  test('once, however many of the same arrive at once', async () => {
    const form = await saveForm();
    const submission = newId();
    const answers = await Promise.all(Array.from({ length: 8 }, () => submit(form, { submission })));
    const leadIds = await Promise.all(answers.map(async (each) => ((await each.json()) as { leadId: number }).leadId));
    expect(new Set(leadIds).size).toBe(1);
    expect(convertr.leads).toHaveLength(1);
  });

  test('409 when the same id comes with other answers, and nothing more is sent', async () => {
    const form = await saveForm();
    const submission = newId();
    await submit(form, { submission });
    const other = await submit(form, { submission, answers: { ...ANSWERS, 'form[firstName]': 'Zoe' } });
    expect(other.status).toBe(409);
    expect(await readProblem(other)).toMatchObject({ type: 'urn:leadwire:problem:conflict' });
    expect(convertr.leads).toHaveLength(1);
  });

  test('422 with each fault on its field, in the visitor’s language, and the id is not used up', async () => {
    const form = await saveForm();
    const submission = newId();
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

  test('422 with Convertr’s complaint on its field, without its words, and corrected answers go again', async () => {
    const form = await saveForm();
    const submission = newId();
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
    const rows = (await (await admin(`leads?enterprise=globex&form=${form}`)).json()) as { leads: unknown[] };
    expect(rows.leads).toHaveLength(1);
  });

  test('503 with Retry-After, and nothing stored, when the backlog is full', async () => {
    const form = await saveForm();
    const full = { submit: async () => ({ kind: 'full', retryAfterSeconds: 300 }) };
    const ACCOUNTS = { idFromName: () => 'id', get: () => full } as never;
    const response = await submit(form, { vars: { ACCOUNTS } });
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('300');
    expect(await readProblem(response)).toMatchObject({ retryAfter: 300 });
  });

  test('503 with Retry-After when the account’s object does not answer', async () => {
    const form = await saveForm();
    const silent = () => Promise.reject(new Error('zoe+report@example.com'));
    const ACCOUNTS = { idFromName: () => 'id', get: () => ({ submit: silent, campaign: silent }) } as never;
    const response = await submit(form, { vars: { ACCOUNTS } });
    expect(response.status).toBe(503);
    expect(response.headers.get('access-control-expose-headers')).toBe('Retry-After');
    expect(JSON.stringify(await readProblem(response))).not.toContain('zoe');
    expect(await rowsOf(form)).toEqual([]);
  });

  test('429 with Retry-After after thirty in a minute from one address, while others go on', async () => {
    const form = await saveForm();
    const headers = { 'CF-Connecting-IP': newAddress() };
    const answers = await Promise.all(Array.from({ length: 34 }, () => submit(form, { headers, answers: {} })));
    expect(answers.filter(({ status }) => status === 422)).toHaveLength(30);
    const limited = answers.find(({ status }) => status === 429);
    expect(limited?.headers.get('retry-after')).toBe('60');
    expect(limited?.headers.get('access-control-allow-origin')).toBe(PAGE);
    expect(limited && (await readProblem(limited))).toMatchObject({ retryAfter: 60 });
    expect((await submit(form)).status).toBe(201);
    expect((await submit(await saveForm(), { headers })).status).toBe(201);
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

  test('as always when the limits’ bindings are down', async () => {
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

describe('what the visitor’s body may say', () => {
  test('names that the form does not have are ignored, those that reach for prototypes too', async () => {
    const form = await saveForm();
    const response = await submit(form, {
      answers: {
        ...ANSWERS,
        __proto__: 'x',
        constructor: 'x',
        'form[__proto__]': 'x',
        'form[__proto__][polluted]': 'x',
        'form[constructor][prototype][polluted]': 'x',
        'form[isAdmin]': '1',
        'form[submit]': 'false',
        'form[email][]': 'other@example.com',
      },
    });
    expect(response.status).toBe(201);
    expect(Object.fromEntries(convertr.leads.at(-1)?.body ?? [])).toEqual({ ...ANSWERS, 'form[submit]': 'true' });
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  test('answers are kept as typed, in NFC, trimmed, without control characters', async () => {
    const form = await saveForm();
    const answers = {
      'form[firstName]': '  Zoe\u0308\u0000\u202e  ',
      'form[lastName]': "<script>alert(1)</script> ' OR 1=1 --\r\nSet-Cookie: x",
      'form[email]': 'zoe+report@example.com',
    };
    expect((await submit(form, { answers })).status).toBe(201);
    const body = convertr.leads.at(-1)?.body;
    expect(body?.get('form[firstName]')).toBe('Zo\u00eb');
    expect(body?.get('form[lastName]')).toBe("<script>alert(1)</script> ' OR 1=1 -- Set-Cookie: x");
  });

  test('two values where one belongs are 422', async () => {
    const form = await saveForm();
    const answers: [string, string][] = [...Object.entries(ANSWERS), ['form[email]', 'other@example.com']];
    const response = await submit(form, { answers });
    expect(response.status).toBe(422);
    const { errors } = (await readProblem(response)) as unknown as { errors: object };
    expect(Object.keys(errors)).toEqual(['form[email]']);
    expect(convertr.leads).toHaveLength(0);
  });

  test('an explicit link that the campaign lacks is ignored and flagged', async () => {
    const form = await saveForm();
    const response = await submit(form, { answers: { ...ANSWERS, link: '999', channel: 'Email' } });
    expect(await response.json()).toMatchObject({ channel: 'Email', linkId: 25 });
    expect((await rowsOf(form))[0]?.flags).toEqual(['link_ignored']);
  });

  test.each([
    ['missing fields', '', 422, 'invalid-answers'],
    ['no UUID', 'submission=1&form[email]=a', 400, 'malformed'],
    ['a UUID in upper case', `submission=${crypto.randomUUID().toUpperCase()}`, 400, 'malformed'],
    ['two ids', `submission=${crypto.randomUUID()}&submission=${crypto.randomUUID()}`, 400, 'malformed'],
    ['text that is no form at all', '{"form[email]":"a"}', 422, 'invalid-answers'],
    ['10,000 parameters', Array.from({ length: 10_000 }, (_, n) => `a${n % 10}=`).join('&'), 400, 'malformed'],
    ['10,000 times one name', 'form[email]=a&'.repeat(4000), 400, 'malformed'],
    ['percent-encoded bytes that are no UTF-8', 'form[email]=%ff%fe', 400, 'malformed'],
    ['an overlong encoding', 'form[email]=%c0%af', 400, 'malformed'],
    ['70 KB', `form[comments]=${'x'.repeat(70_000)}`, 413, 'too-large'],
    ['per cent signs that encode nothing', 'form[email]=%&form[%zz]=%%%', 422, 'invalid-answers'],
    ['only separators', '&&&===&&', 422, 'invalid-answers'],
  ])('%s is answered with a problem, and nothing is stored', async (_, body, status, type) => {
    const form = await saveForm();
    const response = await submit(form, { body });
    expect(response.status).toBe(status);
    expect((await readProblem(response)).type).toBe(`urn:leadwire:problem:${type}`);
    expect(await rowsOf(form)).toEqual([]);
    expect(convertr.leads).toHaveLength(0);
  });

  test('raw bytes that are no UTF-8 are 400', async () => {
    const form = await saveForm();
    const body = new Uint8Array([...new TextEncoder().encode('form[firstName]='), 0xff, 0xfe, 0x80]);
    expect((await submit(form, { body })).status).toBe(400);
  });

  test('70 KB in chunks, their length unnamed, are 413', async () => {
    const form = await saveForm();
    const chunk = new TextEncoder().encode(`&form[firstName]=${'x'.repeat(7000)}`);
    let sent = 0;
    const body = new ReadableStream({
      pull(controller) {
        sent += 1;
        if (sent > 10) controller.close();
        else controller.enqueue(chunk);
      },
    });
    expect((await submit(form, { body })).status).toBe(413);
  });

  test('chunks that fit are read to the end', async () => {
    const form = await saveForm();
    const bytes = new TextEncoder().encode(new URLSearchParams(ANSWERS).toString());
    const body = new ReadableStream({
      start(controller) {
        for (const byte of bytes) controller.enqueue(new Uint8Array([byte]));
        controller.close();
      },
    });
    expect((await submit(form, { body })).status).toBe(201);
  });

  test.each(['application/json', 'multipart/form-data; boundary=x', 'text/plain', ''])(
    'the content type %j is 415',
    async (type) => {
      const form = await saveForm();
      const response = await submit(form, { headers: { 'Content-Type': type }, body: '{}' });
      expect(response.status).toBe(415);
      await readProblem(response);
    },
  );

  test('a content type with a charset, in any case, is fine', async () => {
    const form = await saveForm();
    const headers = { 'Content-Type': 'Application/X-WWW-Form-URLEncoded; charset=UTF-8' };
    const body = new URLSearchParams(ANSWERS).toString();
    expect((await submit(form, { headers, body })).status).toBe(201);
  });
});

describe('what became of it', () => {
  test('is told without anything personal, and not to caches', async () => {
    const form = await saveForm();
    const submission = newId();
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

  test('reads as queued when it was put aside, and a person can release it', async () => {
    const form = await saveForm();
    const submission = newId();
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
});

describe('Turnstile', () => {
  const SITEVERIFY = 'POST https://challenges.cloudflare.com/turnstile/v0/siteverify';
  const vars = { TURNSTILE_SECRET: '1x0000000000000000000000000000000AA' };
  const withToken = { ...ANSWERS, 'cf-turnstile-response': 'token', ticket: 'x' };
  const config = { turnstile: '0x4AAAAAAAAAAAA' };
  const verify = (body: object, status = 200) => {
    const convertrFetch = globalThis.fetch;
    globalThis.fetch = async (input, init) => {
      const url = String(input instanceof Request ? input.url : input);
      if (!url.includes('siteverify')) return convertrFetch(input, init);
      convertr.calls.push(SITEVERIFY);
      return Response.json(body, { status });
    };
  };

  test('a failed challenge and a forged ticket put a submission aside', async () => {
    const form = await saveForm(config);
    verify({ success: false, 'error-codes': ['invalid-input-response'] });
    expect((await submit(form, { vars, answers: withToken })).status).toBe(202);
    expect((await rowsOf(form))[0]).toMatchObject({ status: 'quarantined' });
  });

  test('a failed challenge alone does not', async () => {
    const form = await saveForm(config);
    verify({ success: true, hostname: 'elsewhere.example.com' });
    const { ticket } = (await (await ask(`/v1/forms/${form}`)).json()) as { ticket: string };
    await scheduler.wait(2600);
    expect((await submit(form, { vars, answers: { ...withToken, ticket } })).status).toBe(201);
  });

  test('is asked once: a repeated submission has shown its token before', async () => {
    const form = await saveForm(config);
    verify({ success: true, hostname: 'landing.example.com', action: 'lead-form' });
    const submission = newId();
    const answers = { ...ANSWERS, 'cf-turnstile-response': 'token' };
    expect((await submit(form, { vars, submission, answers })).status).toBe(201);
    verify({ success: false, 'error-codes': ['timeout-or-duplicate'] });
    expect((await submit(form, { vars, submission, answers })).status).toBe(200);
    expect(convertr.calls.filter((call) => call === SITEVERIFY)).toHaveLength(1);
  });

  test.each([
    ['answers 500', {}, 500],
    ['names its own fault', { success: false, 'error-codes': ['internal-error'] }, 200],
  ])('blocks nobody when it %s', async (_, body, status) => {
    const form = await saveForm(config);
    verify(body, status);
    expect((await submit(form, { vars, answers: { ...withToken, ticket: '' } })).status).toBe(201);
  });

  test('is drawn on the hosted page, whose policy then names it', async () => {
    const form = await saveForm(config);
    const page = await ask(`/f/${form}`, {}, { ...env, ...vars });
    expect(await page.text()).toContain('data-sitekey="0x4AAAAAAAAAAAA"');
    expect(page.headers.get('content-security-policy')).toContain('frame-src https://challenges.cloudflare.com');
  });
});

describe('a phone number in two parts', () => {
  const post = async (code: string, number: string) => {
    const form = await saveForm({ formId: 23 });
    const answers = { ...ANSWERS, 'form[telephone][countryCode]': code, 'form[telephone][telephone]': number };
    return submit(form, { answers: { ...answers, 'form[optin][terms]': '1' } });
  };

  test.each(['GB', '+44', '44'])('may have its country as %s', async (code) => {
    expect((await post(code, '020 7946 0018')).status).toBe(201);
    expect(convertr.leads.at(-1)?.body.get('form[telephone][telephone]')).toBe('02079460018');
  });

  test.each(['08', '999', '0', 'ZZ', '٠٨'])('is refused with the country %s, which is none', async (code) => {
    expect((await post(code, '020 7946 0018')).status).toBe(422);
  });

  test('says all by itself in the international form', async () => {
    expect((await post('999', '+44 20 7946 0018')).status).toBe(201);
  });
});
