import { beforeEach, describe, expect, test } from 'vitest';
import { type Convertr, stubConvertr } from './convertr.ts';
import { ANSWERS, ask, env, rowsOf, saveForm, submit } from './leadwire.ts';

let convertr: Convertr;
beforeEach(() => {
  convertr = stubConvertr();
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
