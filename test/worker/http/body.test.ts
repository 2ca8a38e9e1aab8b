import { beforeEach, describe, expect, test } from 'vitest';
import type { SubmitRequest } from '../../../worker/account-api.ts';
import { type Convertr, stubConvertr } from './support/convertr.ts';
import { ANSWERS, admin, PAGE, readProblem, rowsOf, saveForm, submit } from './support/leadwire.ts';

let convertr: Convertr;
beforeEach(() => {
  convertr = stubConvertr();
});

describe('the parameters of a submission', () => {
  test('are ignored when the form does not have them, also names of prototypes', async () => {
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

  test('are kept as typed, but in NFC, trimmed and without control characters', async () => {
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

  test('are 422 when a field with one value gets two', async () => {
    const form = await saveForm();
    const answers: [string, string][] = [...Object.entries(ANSWERS), ['form[email]', 'other@example.com']];
    const response = await submit(form, { answers });
    expect(response.status).toBe(422);
    const { errors } = (await readProblem(response)) as unknown as { errors: object };
    expect(Object.keys(errors)).toEqual(['form[email]']);
    expect(convertr.leads).toHaveLength(0);
  });

  test('may name a link, which is ignored and flagged when the campaign does not have it', async () => {
    const form = await saveForm();
    const response = await submit(form, { answers: { ...ANSWERS, link: '999', channel: 'Email' } });
    expect(await response.json()).toMatchObject({ channel: 'Email', linkId: 25 });
    expect((await rowsOf(form))[0]?.flags).toEqual(['link_ignored']);
  });

  test('may have a consent that Convertr does not list: the lead is flagged, but there is no alert', async () => {
    const form = await saveForm({ fields: [{ name: 'form[optin][terms]', type: 'consent', required: false }] });
    expect((await submit(form)).status).toBe(201);
    expect((await rowsOf(form))[0]?.flags).toEqual(['drift']);
    const { alerts } = (await (await admin('accounts/acme')).json()) as { alerts: { cause: string }[] };
    expect(alerts.filter(({ cause }) => cause.includes(form))).toEqual([]);
  });

  test('use the first touch when the form asks for it, and then nothing of the last touch', async () => {
    convertr.fields[43] = [...Object.keys(ANSWERS), 'form[from]'];
    const hidden = { name: 'form[from]', type: 'hidden', from: 'referrer' };
    const form = await saveForm({ campaignId: 7043, formId: 43, touch: 'first', fields: [hidden] });
    const visit = { page: `${PAGE}/b`, referrer: 'https://www.google.com/', landing: `${PAGE}/a?utm_medium=email` };
    expect(await (await submit(form, { answers: { ...ANSWERS, ...visit } })).json()).toMatchObject({
      channel: 'Email',
    });
    expect(convertr.leads.at(-1)?.body.has('form[from]')).toBe(false);
  });

  test('keep what decides the link while the campaign’s links are unknown', async () => {
    const form = await saveForm({ campaignId: 7001, fields: Object.keys(ANSWERS).map((name) => ({ name })) });
    const asked: SubmitRequest[] = [];
    const object = {
      campaign: async () => undefined,
      submit: async (request: SubmitRequest) => {
        asked.push(request);
        return { kind: 'queued', channel: request.channel, replayed: false };
      },
    };
    const ACCOUNTS = { idFromName: () => 'id', get: () => object } as never;
    const page = `${PAGE}/?utm_medium=email&utm_campaign=autumn`;
    expect((await submit(form, { answers: { ...ANSWERS, page }, vars: { ACCOUNTS } })).status).toBe(202);
    expect(asked[0]).toMatchObject({
      channel: 'Email',
      flags: ['links_unknown'],
      context: { linkBy: { campaign: 'autumn' } },
    });
    expect(asked[0]).not.toHaveProperty('linkId');
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

  test('are 400 when their bytes are no UTF-8', async () => {
    const form = await saveForm();
    const body = new Uint8Array([...new TextEncoder().encode('form[firstName]='), 0xff, 0xfe, 0x80]);
    expect((await submit(form, { body })).status).toBe(400);
  });

  test('are 413 with 70 KB in chunks and no length', async () => {
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

  test('are read to the end when they come in chunks', async () => {
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

  test('may have a content type with a charset, in any case', async () => {
    const form = await saveForm();
    const headers = { 'Content-Type': 'Application/X-WWW-Form-URLEncoded; charset=UTF-8' };
    const body = new URLSearchParams(ANSWERS).toString();
    expect((await submit(form, { headers, body })).status).toBe(201);
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

  test.each(['08', '999', '0', 'ZZ', '٠٨'])('is refused with %s, which is no country', async (code) => {
    expect((await post(code, '020 7946 0018')).status).toBe(422);
  });

  test('needs no country in the international form', async () => {
    expect((await post('999', '+44 20 7946 0018')).status).toBe(201);
  });
});
