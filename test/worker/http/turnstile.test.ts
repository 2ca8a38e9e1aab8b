import { beforeEach, describe, expect, test } from 'vitest';
import { type Convertr, stubConvertr } from './support/convertr.ts';
import { ANSWERS, ask, env, rowsOf, saveForm, submit } from './support/leadwire.ts';

let convertr: Convertr;
beforeEach(() => {
  convertr = stubConvertr();
});

describe('Turnstile', () => {
  const SITEVERIFY = 'POST https://challenges.cloudflare.com/turnstile/v0/siteverify';
  const vars = { TURNSTILE_SECRET: '1x0000000000000000000000000000000AA' };
  const withToken = { ...ANSWERS, 'cf-turnstile-response': 'token', ticket: 'x' };
  const config = { turnstile: '0x4AAAAAAAAAAAA' };
  /** What Turnstile was asked, in order. */
  let asked: Record<string, string>[] = [];
  const answerWith = (answer: (init?: RequestInit) => Promise<Response>) => {
    asked = [];
    const convertrFetch = globalThis.fetch;
    globalThis.fetch = async (input, init) => {
      const url = String(input instanceof Request ? input.url : input);
      if (!url.includes('siteverify')) return convertrFetch(input, init);
      convertr.calls.push(SITEVERIFY);
      asked.push(Object.fromEntries(new URLSearchParams(String(init?.body))));
      return answer(init);
    };
  };
  const verify = (body: unknown, status = 200) => answerWith(async () => Response.json(body, { status }));

  test('checks the token with the submission’s id and the visitor’s address', async () => {
    const form = await saveForm(config);
    verify({ success: true, hostname: 'landing.example.com', action: 'lead-form' });
    const submission = crypto.randomUUID();
    const headers = { 'CF-Connecting-IP': '198.51.100.7' };
    await submit(form, { vars, submission, headers, answers: withToken });
    const secret = vars.TURNSTILE_SECRET;
    expect(asked).toEqual([{ secret, response: 'token', idempotency_key: submission, remoteip: '198.51.100.7' }]);
  });

  test.each([
    ['no token', { success: true }, { 'cf-turnstile-response': '' }, 0],
    ['a token of another action', { success: true, hostname: 'landing.example.com', action: 'sign-in' }, {}, 1],
    ['a token of another site', { success: true, hostname: 'landing.example.com.evil.example' }, {}, 1],
    ['a token that was used before', { success: false, 'error-codes': ['timeout-or-duplicate'] }, {}, 1],
  ])(
    'counts %s as failed: with no ticket it is put aside, and answered like any other',
    async (_, body, more, calls) => {
      const form = await saveForm(config);
      verify(body);
      const submission = crypto.randomUUID();
      const answers = { ...withToken, ticket: '', ...more };
      const response = await submit(form, { vars, submission, answers });
      expect(response.status).toBe(202);
      expect(await response.json()).toEqual({ submission, status: 'queued', channel: 'Direct' });
      expect((await rowsOf(form))[0]).toMatchObject({
        status: 'quarantined',
        flags: ['ticket_missing', 'turnstile_failed'],
      });
      expect(asked).toHaveLength(calls);
      const state = await ask(`/v1/forms/${form}/leads/${submission}`);
      expect(await state.json()).toMatchObject({ status: 'queued', verdict: null });
    },
  );

  test('a failed challenge and a forged ticket put a submission aside', async () => {
    const form = await saveForm(config);
    verify({ success: false, 'error-codes': ['invalid-input-response'] });
    expect((await submit(form, { vars, answers: withToken })).status).toBe(202);
    expect((await rowsOf(form))[0]).toMatchObject({ status: 'quarantined' });
  });

  test('a failed challenge alone does not quarantine it', async () => {
    const form = await saveForm(config);
    verify({ success: true, hostname: 'elsewhere.example.com' });
    const { ticket } = (await (await ask(`/v1/forms/${form}`)).json()) as { ticket: string };
    await scheduler.wait(2600);
    expect((await submit(form, { vars, answers: { ...withToken, ticket } })).status).toBe(201);
  });

  test('checks a token once, and not again when the submission is repeated', async () => {
    const form = await saveForm(config);
    verify({ success: true, hostname: 'landing.example.com', action: 'lead-form' });
    const submission = crypto.randomUUID();
    const answers = { ...ANSWERS, 'cf-turnstile-response': 'token' };
    expect((await submit(form, { vars, submission, answers })).status).toBe(201);
    verify({ success: false, 'error-codes': ['timeout-or-duplicate'] });
    expect((await submit(form, { vars, submission, answers })).status).toBe(200);
    expect(convertr.calls.filter((call) => call === SITEVERIFY)).toHaveLength(1);
  });

  test.each([
    ['answers 500', {}, 500],
    ['names its own fault', { success: false, 'error-codes': ['internal-error'] }, 200],
    ['knows no such secret', { success: false, 'error-codes': ['invalid-input-secret'] }, 200],
    ['is no JSON at all', 'down', 200],
  ])('lets the lead pass when it %s', async (_, body, status) => {
    const form = await saveForm(config);
    verify(body, status);
    expect((await submit(form, { vars, answers: { ...withToken, ticket: '' } })).status).toBe(201);
  });

  test.each<[string, (init?: RequestInit) => Promise<Response>]>([
    ['cannot be reached', () => Promise.reject(new TypeError('Network connection lost'))],
    ['answers with a page', async () => new Response('<h1>down</h1>')],
    ['says nothing for seconds', (init) => new Promise((_, lost) => init?.signal?.addEventListener('abort', lost))],
  ])('lets the lead pass when it %s', async (_, answer) => {
    const form = await saveForm(config);
    answerWith(answer);
    expect((await submit(form, { vars, answers: { ...withToken, ticket: '' } })).status).toBe(201);
    expect(asked).toHaveLength(1);
  });

  test('is shown on the hosted page, whose policy allows it', async () => {
    const form = await saveForm(config);
    const page = await ask(`/f/${form}`, {}, { ...env, ...vars });
    expect(await page.text()).toContain('data-sitekey="0x4AAAAAAAAAAAA"');
    expect(page.headers.get('content-security-policy')).toContain('frame-src https://challenges.cloudflare.com');
  });
});
