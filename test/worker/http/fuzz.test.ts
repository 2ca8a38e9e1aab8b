import * as fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Convertr, LISTED, stubConvertr } from './support/convertr.ts';
import { ADMIN_TOKEN, ANSWERS, ask, env, ORIGIN, PAGE, saveForm } from './support/leadwire.ts';

let convertr: Convertr;
beforeEach(() => {
  convertr = stubConvertr();
});

const open = { limit: async () => ({ success: true }) };
/** Lifts the limits. */
const real = { ...env, ANSWER_WITHIN_MS: '0', SUBMIT_LIMIT: open, FORM_LIMIT: open };
const taken = { kind: 'queued', channel: 'Direct', replayed: false };
const facts = {
  forms: Object.entries(LISTED).map(([id, fields]) => ({ formId: Number(id), formName: '', fields })),
  links: [{ id: 25, name: 'Newsletter', channel: 'Email' }],
  fetchedAt: Date.now(),
  closed: null,
};
/** Stands in for the account's object, which is by far the slowest. One test uses the real one. */
const quick = {
  ...real,
  ACCOUNTS: {
    idFromName: () => 'id',
    get: () => ({
      submit: async () => taken,
      replay: async () => null,
      state: async () => null,
      campaign: async () => facts,
      hasRows: async () => true,
      account: async () => ({ enterprise: 'acme' }),
      mfa: async () => ({ kind: 'not_waiting' }),
      refreshCampaign: async () => ({ ok: true, value: facts }),
      leads: async () => ({ leads: [], cursor: null }),
      lead: async () => ({ kind: 'not_found' }),
      retry: async () => ({ kind: 'not_found' }),
      discard: async () => ({ kind: 'not_found' }),
      retryAll: async () => ({ retried: 0, remaining: 0 }),
      leadsOf: async () => ({ enterprise: 'acme', leads: [] }),
      erase: async () => ({ enterprise: 'acme', found: 0, erased: 0, discarded: 0, delivered: [] }),
      endDrift: async () => undefined,
      stats: async () => [],
    }),
  },
} as unknown as typeof env;

/** No answer is a 500, and each error is a problem document or a page. */
async function expectSound(response: Response): Promise<Response> {
  expect(response.status).toBeLessThan(500);
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  if (response.status >= 400) {
    expect(response.headers.get('content-type')).toMatch(/^(application\/problem\+json|text\/html)/);
  }
  await response.body?.cancel();
  return response;
}

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.constantFrom('', ' ', '\u0000', '\ud800', '\u202e', '__proto__', '%', '%00', '\r\nX: y', '🏳️‍🌈', 'x'.repeat(3000)),
);
const name = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...LISTED[23]) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      ...['submission', 'page', 'referrer', 'landing', 'landingReferrer', 'channel', 'link', 'locale', 'ticket'],
      ...[
        'hp_ref_code',
        'embed',
        'cf-turnstile-response',
        '__proto__',
        'form',
        'form[',
        'form[]',
        'form[__proto__][x]',
      ],
    ),
  },
  { weight: 1, arbitrary: text },
);
const value = fc.oneof(
  text,
  fc.constantFrom(
    'a@b.example',
    '+44 20 7946 0018',
    '020 7946 0018',
    '08',
    '999',
    'GB',
    '2000-01-31',
    'https://a.example/?utm_source=x',
    '1',
    'Dr',
  ),
  fc.webUrl(),
  fc.emailAddress(),
  fc.constantFrom('de', 'ar', 'xx-YY', 'en-u-nu-thai', 'i-klingon', 'zh-Hant-TW-x-private', crypto.randomUUID()),
);
const pairs = fc.array(fc.tuple(name, value), { maxLength: 30 });
const encode = (list: [string, string][]) => {
  const body = new URLSearchParams();
  for (const [key, each] of list) body.append(key, each);
  return body.toString();
};
const body = fc.oneof(
  { weight: 5, arbitrary: pairs.map(encode) },
  { weight: 1, arbitrary: fc.string({ maxLength: 300 }) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }) },
);
const accept = fc.constantFrom('application/json', 'text/html', '*/*', '', 'application/problem+json;q=0.1');
const FORM = {
  enterprise: 'acme',
  campaignId: 1234,
  formId: 23,
  origins: [PAGE],
  fields: [
    { name: 'form[email]', required: true },
    { name: 'form[title]', type: 'select', options: ['Dr', 'Ms'] },
    { name: 'form[website]', type: 'url' },
    { name: 'form[dob]', type: 'dob' },
    { name: 'form[comments]', showIf: { field: 'form[title]', is: ['*'] } },
    { name: 'form[interests][]', type: 'checkboxes', options: ['a', 'b'] },
    { name: 'form[subId]', type: 'hidden', from: 'submission' },
    { name: 'form[promotion]', type: 'hidden', from: 'utm_source' },
  ],
};

const post = (form: string, content: string | Uint8Array, headers: Record<string, string>, vars: typeof env) =>
  ask(
    `/v1/forms/${form}/leads`,
    {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', Origin: PAGE, ...headers },
      body: content as BodyInit,
    },
    vars,
  );

describe('the Worker does not fail', { timeout: 60_000 }, () => {
  test('with 8,000 random bodies', async () => {
    const form = await saveForm(FORM);
    const check = fc.asyncProperty(body, accept, async (content, Accept) => {
      await expectSound(await post(form, content, { Accept }, quick));
    });
    await fc.assert(check, { numRuns: 8000 });
  });

  test('with 600 random answers that pass and go to Convertr', async () => {
    const form = await saveForm(FORM);
    let accepted = 0;
    const check = fc.asyncProperty(pairs, async (list) => {
      // Not the id, and nothing that would put the lead aside.
      const kept = ['form[email]', 'submission', 'ticket', 'hp_ref_code'];
      const allowed = list.filter(([key]) => !kept.includes(key));
      const content = encode([...allowed, ['form[email]', 'a@b.example'], ...Object.entries(ANSWERS).slice(0, 2)]);
      const { status } = await expectSound(await post(form, content, { Accept: 'application/json' }, real));
      if (status === 201 || status === 202) accepted += 1;
    });
    // At least the unchanged one passes. All that pass must arrive.
    await fc.assert(check, { numRuns: 600, examples: [[[]]] });
    expect(accepted).toBeGreaterThan(0);
    await expect.poll(() => convertr.leads.length, { timeout: 20_000 }).toBeGreaterThanOrEqual(accepted);
    const names = new Set(convertr.leads.flatMap((lead) => [...lead.body.keys()]));
    expect([...names].filter((each) => !LISTED[23].includes(each))).toEqual([]);
  });

  test('with 4,000 random headers', async () => {
    const form = await saveForm(FORM);
    const header = fc.constantFrom(
      ...[
        'Accept',
        'Accept-Language',
        'Content-Type',
        'Content-Length',
        'Content-Encoding',
        'Origin',
        'Referer',
        'Host',
      ],
      ...['CF-Connecting-IP', 'If-None-Match', 'Cookie', 'Authorization', 'User-Agent', 'X-Forwarded-For', 'Range'],
      ...['Access-Control-Request-Method', 'Sec-Fetch-Site', 'Transfer-Encoding', 'Expect', 'X-HTTP-Method-Override'],
    );
    const content = fc.oneof(
      fc.string({ unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)), maxLength: 80 }),
      fc.constantFrom('null', PAGE, ORIGIN, '-1', '0x10', '99999999999', '*', 'W/"x"', 'de;q=x,en;q=9', '::1', '::::'),
      fc.constantFrom(
        'x'.repeat(9000),
        ','.repeat(2000),
        'Bearer ',
        `Bearer ${ADMIN_TOKEN.slice(1)}`,
        'a;'.repeat(900),
      ),
    );
    const headers = fc.array(fc.tuple(header, content), { maxLength: 6 });
    const path = fc.constantFrom('', '/leads', `/leads/${crypto.randomUUID()}`, 'HOSTED', 'WIDGET', 'ADMIN');
    const check = fc.asyncProperty(
      headers,
      path,
      fc.constantFrom('GET', 'POST', 'OPTIONS', 'HEAD'),
      async (list, to, method) => {
        const known = new Map([
          ['HOSTED', `/f/${form}`],
          ['WIDGET', `/widget.js?form=${form}`],
          ['ADMIN', '/v1/admin/forms'],
        ]).get(to);
        const given = new Headers();
        for (const [key, each] of list) given.append(key, each);
        const init = { method, headers: given, body: method === 'POST' ? encode(Object.entries(ANSWERS)) : null };
        await expectSound(await ask(known ?? `/v1/forms/${form}${to}`, init, quick));
      },
    );
    await fc.assert(check, { numRuns: 4000 });
  });

  test('with 5,000 random paths', async () => {
    const form = await saveForm(FORM);
    const part = fc.oneof(
      fc.constantFrom(
        'v1',
        'forms',
        'leads',
        'f',
        'thanks',
        'widget.js',
        'widget.json',
        'healthz',
        form,
        '..',
        '%2e%2e',
      ),
      fc.constantFrom('%00', '%ff', '%', '%zz', '', '__proto__', 'constructor', ':formId', '*', 'x'.repeat(3000)),
      fc.string({ unit: 'binary', maxLength: 12 }).map((each) => encodeURIComponent(each.toWellFormed())),
    );
    const query = fc.array(fc.tuple(fc.constantFrom('locale', 'form', 'embed', 'channel', 'link', '__proto__'), text), {
      maxLength: 3,
    });
    const method = fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD');
    const check = fc.asyncProperty(fc.array(part, { maxLength: 5 }), query, method, async (parts, asked, verb) => {
      const path = `/${parts.join('/').replace(/^\/+/, '')}?${encode(asked)}`;
      await expectSound(await ask(path, { method: verb }, quick));
    });
    await fc.assert(check, { numRuns: 5000 });
  });

  test('with 4,000 random admin calls, with and without the token', async () => {
    const form = await saveForm(FORM);
    const part = fc.oneof(
      fc.constantFrom(
        ...['forms', 'accounts', 'leads', 'stats', 'leads.csv', 'find', 'erase', 'preview', form, 'acme', 'globex'],
      ),
      fc.constantFrom(...['doctor', 'drift', 'adopt', 'test', 'mfa', 'campaigns', '1234', 'retry', 'discard']),
      fc.constantFrom(crypto.randomUUID(), '__proto__', 'constructor', '%00', '%ff', '..', '-1', '9'.repeat(40)),
    );
    const path = fc.oneof(
      {
        weight: 6,
        arbitrary: fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => `/v1/admin/${parts.join('/')}`),
      },
      {
        weight: 1,
        arbitrary: fc.constantFrom('/console/session', '/console/assets/..%2f..%2fx.js'),
      },
    );
    const key = fc.constantFrom(
      ...[
        'enterprise',
        'form',
        'status',
        'verdict',
        'channel',
        'day',
        'cursor',
        'limit',
        'from',
        'to',
        'by',
        'and',
        'locale',
      ],
    );
    const asked = fc.oneof(
      fc.constantFrom('acme', form, 'queued', 'Direct', '2026-02-31', '5', 'day', 'channel'),
      text,
    );
    const body = fc.oneof(
      fc.json(),
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc
        .dictionary(
          fc.constantFrom(
            'answers',
            'form',
            'filter',
            'expect',
            'email',
            'code',
            'resend',
            'token',
            '__proto__',
            'fields',
          ),
          fc.oneof(fc.jsonValue(), text, fc.dictionary(name, fc.oneof(text, fc.array(text, { maxLength: 3 })))),
        )
        .map((value) => JSON.stringify(value)),
    );
    const authorization = fc.constantFrom(`Bearer ${ADMIN_TOKEN}`, `Bearer ${ADMIN_TOKEN}`, 'Bearer x', '');
    const verb = fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'HEAD', 'OPTIONS');
    const query = fc.array(fc.tuple(key, asked), { maxLength: 5 });
    const check = fc.asyncProperty(path, query, verb, authorization, body, async (to, list, method, token, content) => {
      const headers = { ...(token && { Authorization: token }), Origin: ORIGIN };
      const init = { method, headers, body: /^P/.test(method) ? content : null };
      await expectSound(await ask(`${to}?${encode(list)}`, init, quick));
    });
    await fc.assert(check, { numRuns: 4000 });
  });

  test('with 2,400 random configurations and what is built from them', async () => {
    const document = fc.dictionary(
      fc.constantFrom(
        'enterprise',
        'origins',
        'title',
        'success',
        'fields',
        'channels',
        'locale',
        'touch',
        'x',
        '__proto__',
      ),
      fc.oneof(fc.jsonValue(), text),
    );
    const word = text.filter((each) => each.length > 0 && each.length <= 200);
    const texts = fc.oneof(word, fc.dictionary(fc.constantFrom('en', 'de', 'pt-BR', 'xx'), word, { minKeys: 1 }));
    const field = fc.record(
      {
        name: fc.oneof(
          fc.constantFrom(...LISTED[23]),
          word.map((each) => `form[${each}]`),
        ),
        type: fc.constantFrom('text', 'email', 'select', 'checkboxes', 'consent', 'phone', 'address', 'dob', 'hidden'),
        label: texts,
        help: texts,
        placeholder: texts,
        required: fc.boolean(),
        options: fc.array(word, { minLength: 1, maxLength: 3 }),
        value: text,
        from: fc.constantFrom('page', 'utm_source', 'gclid', 'submission', 'x'),
        showIf: fc.record({ field: fc.constantFrom(...LISTED[23]), is: word }),
        min: fc.oneof(fc.double(), word),
        step: fc.nat(4),
        maxlength: fc.nat(30),
      },
      { requiredKeys: ['name'] },
    );
    const near = fc.record(
      {
        title: texts,
        submitLabel: texts,
        closedMessage: texts,
        locale: fc.constantFrom('en', 'de-AT', 'ar', 'xx'),
        success: fc.record({
          message: texts,
          redirect: fc.oneof(
            fc.webUrl(),
            text.map((each) => `https://a.example/${each}`),
          ),
        }),
        fields: fc.uniqueArray(field, { maxLength: 5, selector: (each) => each.name }),
        steps: fc.array(texts, { maxLength: 3 }),
        channels: fc.dictionary(
          word.map((each) => each.slice(0, 60)),
          fc.integer({ min: 1 }),
        ),
        phone: fc.constantFrom('plain', 'split', 'bracketed'),
      },
      { requiredKeys: [] },
    );
    let accepted = 0;
    const check = fc.asyncProperty(
      fc.oneof({ weight: 1, arbitrary: document }, { weight: 3, arbitrary: near }),
      async (change) => {
        const id = `fuzz-${crypto.randomUUID()}`;
        const config = { enterprise: 'acme', campaignId: 1234, formId: 23, origins: [], ...(change as object) };
        const headers = { Authorization: `Bearer ${ADMIN_TOKEN}` };
        const init = { method: 'PUT', headers, body: JSON.stringify(config) };
        const saved = await expectSound(await ask(`/v1/admin/forms/${id}`, init, quick));
        if (saved.status !== 201) return;
        accepted += 1;
        await expectSound(await ask(`/v1/forms/${id}?locale=de`, {}, quick));
        await expectSound(await ask(`/f/${id}?embed`, {}, quick));
        await expectSound(await ask(`/f/${id}/thanks`, {}, quick));
        const answers = encode(Object.entries({ ...ANSWERS, 'form[title]': 'x', 'form[dob]': '2000-02-30' }));
        await expectSound(await post(id, answers, { Accept: 'text/html', Origin: ORIGIN }, quick));
        await ask(`/v1/admin/forms/${id}`, { method: 'DELETE', headers }, quick);
      },
    );
    await fc.assert(check, { numRuns: 2400 });
    expect(accepted).toBeGreaterThan(300);
  });
});
