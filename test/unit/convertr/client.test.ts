import { describe, expect, test, vi } from 'vitest';
import { createConvertr } from '../../../worker/convertr/client.ts';

const ORIGIN = 'https://acme.cvtr.io';
const LEAD = { formId: 23, campaignId: 1234, linkId: 25, answers: { 'form[email]': 'a@b.co' } };
const HTML = '<html><body><h1>502 Bad Gateway</h1></body></html>';
const MFA = { error: 'Mfa Required', error_description: 'Multifactor authentication required', mfa_token: 'm-1' };

interface Call extends RequestInit {
  url: string;
}

/** A client whose upstream always gives this answer, and the calls that it got. */
function fakeConvertr(answer: () => Response | Promise<Response>, timeoutMs?: number) {
  const calls: Call[] = [];
  const fetch = (async (url: string, init: RequestInit) => {
    calls.push({ ...init, url });
    return answer();
  }) as typeof globalThis.fetch;
  const client = createConvertr({ fetch, origin: ORIGIN, publisherId: 12, timeoutMs });
  return { client, calls };
}

/** Answers with a status and a body. A body that is no text is sent as JSON. */
function answering(status: number, body: unknown = null, headers: Record<string, string> = {}) {
  const text = body === null || typeof body === 'string' ? body : JSON.stringify(body);
  return fakeConvertr(() => new Response(text, { status, headers }));
}

/** What is answered, and what it means. */
type Row = [what: string, status: number, body: unknown, outcome: object];

const sendLead = (status: number, body?: unknown, headers?: Record<string, string>) =>
  answering(status, body, headers).client.sendLead('t', LEAD);
const tree = (errors: unknown) => ({ code: 400, message: 'Validation Failed', errors });
const refusal = (more: object) => ({ kind: 'refused', refusal: { extraFields: false, form: [], fields: {}, ...more } });

describe('a lead', () => {
  test('is sent url-encoded, byte for byte, in its own order', async () => {
    const { client, calls } = answering(201, { data: 1 });
    await client.sendLead('tok-1', {
      ...LEAD,
      answers: {
        'form[lastName]': 'Müller & Söhne',
        'form[firstName]': "O'Brien (Jr.)",
        'form[telephone][telephone]': '(+44)07700900123',
        'form[optin][contactTypes][]': ['Email', 'SMS'],
        'form[none][]': [],
        'form[comments]': 'a+b=100%\r\n*~-._ 👍',
        'form[blank]': '',
        'form[submit]': 'true',
      },
    });
    expect(calls).toHaveLength(1);
    expect(calls[0]).toMatchObject({
      url: `${ORIGIN}/api/v2.4/publisher/12/forms/23/campaign/1234/leads?linkId=25`,
      method: 'POST',
      redirect: 'manual',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', Authorization: 'Bearer tok-1' },
    });
    expect(calls[0]?.body).toBe(
      [
        'form%5BlastName%5D=M%C3%BCller+%26+S%C3%B6hne',
        'form%5BfirstName%5D=O%27Brien+%28Jr.%29',
        'form%5Btelephone%5D%5Btelephone%5D=%28%2B44%2907700900123',
        'form%5Boptin%5D%5BcontactTypes%5D%5B%5D=Email',
        'form%5Boptin%5D%5BcontactTypes%5D%5B%5D=SMS',
        'form%5Bcomments%5D=a%2Bb%3D100%25%0D%0A*%7E-._+%F0%9F%91%8D',
        'form%5Bblank%5D=',
        'form%5Bsubmit%5D=true',
      ].join('&'),
    );
  });

  test('is sent without linkId when it has no link', async () => {
    const { client, calls } = answering(201, { data: 1 });
    const { linkId: _, ...lead } = LEAD;
    await client.sendLead('t', lead);
    expect(calls[0]?.url).toBe(`${ORIGIN}/api/v2.4/publisher/12/forms/23/campaign/1234/leads`);
  });

  test.each([
    ['with the documented text', { code: 201, message: 'Lead was created successfully', data: 4711 }],
    ['with another text', { message: 'Model was created successfully', status: null, data: 4711 }],
    ['with nothing else', { data: 4711 }],
  ])('is delivered by 201 with an integer: %s', async (_, body) => {
    expect(await sendLead(201, body)).toEqual({ kind: 'delivered', leadId: 4711 });
  });

  test.each([
    ['no data', { message: 'Lead was created successfully' }],
    ['text for data', { data: '4711' }],
    ['a fraction', { data: 47.11 }],
    ['an integer too large to keep', '{"data":9007199254740993}'],
    ['null', { data: null }],
    ['a list', [4711]],
    ['a number alone', '4711'],
    ['HTML', HTML],
    ['nothing', null],
  ])('is not delivered by 201 with %s', async (_, body) => {
    expect(await sendLead(201, body)).toEqual({ kind: 'unexpected', status: 201 });
  });

  test.each([200, 202, 203, 204, 206, 300, 301, 302, 303, 304, 307, 308])('is not delivered by %i', async (status) => {
    const body = [204, 304].includes(status) ? null : { data: 4711 };
    expect(await sendLead(status, body, { Location: 'https://evil.example/' })).toEqual({ kind: 'unexpected', status });
  });

  test('is not delivered by a redirect that the runtime hides', async () => {
    expect(await fakeConvertr(() => Response.error()).client.sendLead('t', LEAD)).toEqual({
      kind: 'unexpected',
      status: 0,
    });
  });
});

describe('a refused lead says which answers', () => {
  test.each([
    [
      'one field',
      { children: { firstName: [], email: { errors: ['Invalid.'] } } },
      { fields: { 'form[email]': ['Invalid.'] } },
    ],
    [
      'a nested field',
      { children: { telephone: { children: { countryCode: [], telephone: { errors: ['Bad.', 'Short.'] } } } } },
      { fields: { 'form[telephone][telephone]': ['Bad.', 'Short.'] } },
    ],
    [
      'a group and its field',
      { children: { lookup: { errors: ['Incomplete.'], children: { postcode: { errors: ['Bad.'] } } } } },
      { fields: { 'form[lookup]': ['Incomplete.'], 'form[lookup][postcode]': ['Bad.'] } },
    ],
    [
      'extra fields',
      { errors: ['This form should not contain extra fields.'], children: { firstName: [], email: [] } },
      { extraFields: true, form: ['This form should not contain extra fields.'] },
    ],
    [
      'extra fields in other letters',
      { errors: ['this form should not contain EXTRA fields'] },
      { extraFields: true, form: ['this form should not contain EXTRA fields'] },
    ],
    ['the form as a whole', { errors: ['Closed.'], children: [] }, { form: ['Closed.'] }],
    ['one text for a list', { errors: 'Closed.' }, { form: ['Closed.'] }],
    ['texts by number', { errors: { 0: 'A.', 1: 'B.' } }, { form: ['A.', 'B.'] }],
    ['nothing', { children: { email: [] } }, {}],
    ['what is no text', { errors: [5, null, { a: 1 }], children: { email: { errors: [7] }, x: null, y: 'z' } }, {}],
    [
      'a name that objects know',
      JSON.parse('{"children":{"__proto__":{"errors":["Bad."]}}}'),
      { fields: { 'form[__proto__]': ['Bad.'] } },
    ],
  ])('%s', async (_, errors, expected) => {
    expect(await sendLead(400, tree(errors))).toEqual(refusal(expected));
  });

  test('and a very deep tree does no harm', async () => {
    const depth = 5000;
    const body = `${'{"children":{"a":'.repeat(depth)}{"errors":["x"]}${'}}'.repeat(depth)}`;
    expect(await sendLead(400, `{"errors":${body}}`)).toEqual(refusal({}));
  });
});

describe('the other answers to a lead', () => {
  const ANSWERS: Row[] = [
    ['400 without a tree', 400, { code: 400, message: 'Bad' }, { kind: 'rejected', status: 400, message: 'Bad' }],
    ['400 with an empty list', 400, tree([]), { kind: 'rejected', status: 400, message: 'Validation Failed' }],
    ['400 with HTML', 400, HTML, { kind: 'rejected', status: 400 }],
    ['400 with nothing', 400, null, { kind: 'rejected', status: 400 }],
    [
      '401',
      401,
      { error: 'invalid_grant', error_description: 'The access token provided has expired.' },
      { kind: 'unauthorized' },
    ],
    ['401 with HTML', 401, HTML, { kind: 'unauthorized' }],
    [
      '403 not started',
      403,
      { code: 403, message: 'Campaign has not started yet' },
      { kind: 'closed', reason: 'not_started' },
    ],
    ['403 fulfilled', 403, { code: 403, message: 'Campaign is fulfilled' }, { kind: 'closed', reason: 'fulfilled' }],
    [
      '403 in other words',
      403,
      { message: 'Campaign is paused' },
      { kind: 'rejected', status: 403, message: 'Campaign is paused' },
    ],
    ['403 with HTML', 403, HTML, { kind: 'rejected', status: 403 }],
    ['404 link', 404, { code: 404, message: 'Campaign Link not found' }, { kind: 'link_not_found' }],
    ['404 other', 404, { code: 404, message: 'Not Found' }, { kind: 'rejected', status: 404, message: 'Not Found' }],
    ['405', 405, null, { kind: 'rejected', status: 405 }],
    ['409', 409, { message: 'x' }, { kind: 'rejected', status: 409, message: 'x' }],
    ['413', 413, HTML, { kind: 'rejected', status: 413 }],
    ['422 with a tree', 422, { errors: { children: {} } }, { kind: 'rejected', status: 422 }],
    ['a message that is no text', 418, { message: { a: 1 } }, { kind: 'rejected', status: 418 }],
    [
      'a link’s text with 400',
      400,
      { message: 'Campaign Link not found' },
      { kind: 'rejected', status: 400, message: 'Campaign Link not found' },
    ],
    ['429', 429, HTML, { kind: 'rate_limited' }],
    ...[503, 521, 523, 525, 526, 530].map(
      (status): Row => [`${status}`, status, HTML, { kind: 'unavailable', status }],
    ),
    ...[500, 502, 504, 520, 522, 524, 501, 599].map(
      (status): Row => [`${status}`, status, HTML, { kind: 'unknown', status }],
    ),
    ['500 with a lead id', 500, { data: 4711 }, { kind: 'unknown', status: 500 }],
    ['MFA', 400, MFA, { kind: 'mfa_required', mfaToken: 'm-1' }],
  ];
  test.each(ANSWERS)('%s', async (_, status, body, outcome) => {
    expect(await sendLead(status, body)).toEqual(outcome);
  });

  test.each([
    ['120', 120_000],
    ['0', 0],
    [' 5 ', 5000],
    ['-5', undefined],
    ['1.5', undefined],
    ['soon', undefined],
    ['', undefined],
    ['99999999999999', undefined],
    ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
  ])('429 with Retry-After %j', async (header, retryAfterMs) => {
    const outcome = await sendLead(429, null, { 'Retry-After': header });
    expect(outcome).toEqual({ kind: 'rate_limited', retryAfterMs });
  });

  test('429 until a date', async () => {
    const header = new Date(Date.now() + 60_000).toUTCString();
    const outcome = await sendLead(429, null, { 'Retry-After': header });
    expect(outcome).toMatchObject({ kind: 'rate_limited', retryAfterMs: expect.any(Number) });
    expect((outcome as { retryAfterMs: number }).retryAfterMs).toBeGreaterThan(57_000);
  });
});

describe('no answer is unknown', () => {
  test('when fetch throws', async () => {
    const cause = new TypeError('Network connection lost.');
    const { client } = fakeConvertr(() => Promise.reject(cause));
    expect(await client.sendLead('t', LEAD)).toEqual({ kind: 'unknown', cause });
    expect(await client.login({ username: 'u', password: 'p' })).toEqual({ kind: 'unknown', cause });
    expect(await client.leadResult('t', 1)).toEqual({ kind: 'unknown', cause });
  });

  test('when fetch throws synchronously', async () => {
    const { client } = fakeConvertr(() => {
      throw new Error('Illegal invocation');
    });
    expect(await client.sendLead('t', LEAD)).toMatchObject({ kind: 'unknown' });
  });

  test('when it takes too long', async () => {
    const fetch = ((_: string, { signal }: RequestInit) =>
      new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason));
      })) as typeof globalThis.fetch;
    const client = createConvertr({ fetch, origin: ORIGIN, publisherId: 12, timeoutMs: 20 });
    expect(await client.sendLead('t', LEAD)).toMatchObject({ kind: 'unknown', cause: { name: 'TimeoutError' } });
  });

  test('and no timer is left once there is an answer', async () => {
    vi.useFakeTimers();
    try {
      await sendLead(201, { data: 1 });
      await fakeConvertr(() => Promise.reject(new Error('broken'))).client.sendLead('t', LEAD);
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });

  test('when its body breaks off, whatever the status said', async () => {
    const body = () =>
      new ReadableStream({
        pull(controller) {
          controller.error(new Error('broken'));
        },
      });
    const { client } = fakeConvertr(() => new Response(body(), { status: 201 }));
    expect(await client.sendLead('t', LEAD)).toMatchObject({ kind: 'unknown' });
  });

  test('when its body never ends', async () => {
    const chunk = new Uint8Array(100_000);
    const body = () => new ReadableStream({ pull: (controller) => controller.enqueue(chunk) });
    const { client } = fakeConvertr(() => new Response(body(), { status: 200 }));
    expect(await client.leadResult('t', 1)).toMatchObject({ kind: 'unknown' });
  });
});

describe('a login', () => {
  const TOKEN = {
    access_token: 'tok-1',
    expires_in: 3600,
    token_type: 'bearer',
    scope: null,
    refresh_token: 'ref',
    client_id: 'id',
    client_secret: 'secret',
    user_id: 7,
    password_expired: false,
    expires_ts: 1_800_000_000,
  };
  const login = (status: number, body?: unknown) =>
    answering(status, body).client.login({ username: 'u', password: 'p' });

  test('is sent url-encoded, without a token', async () => {
    const { client, calls } = answering(200, TOKEN);
    await client.login({ username: 'ads+1@example.com', password: 'p&w=ü' });
    expect(calls[0]).toMatchObject({ url: `${ORIGIN}/api/login`, method: 'POST', redirect: 'manual' });
    expect(calls[0]?.headers).toEqual({ 'Content-Type': 'application/x-www-form-urlencoded' });
    expect(calls[0]?.body).toBe('username=ads%2B1%40example.com&password=p%26w%3D%C3%BC');
  });

  test('has a second step with all four parameters', async () => {
    const { client, calls } = answering(200, TOKEN);
    await client.login({ username: 'u', password: 'p', mfaToken: 'm-1', mfaCode: '123456' });
    expect(calls[0]?.body).toBe('username=u&password=p&mfa_token=m-1&mfa_code=123456');
  });

  test('keeps the token, and no other secret of the answer', async () => {
    const outcome = await login(200, TOKEN);
    expect(outcome).toEqual({ kind: 'token', token: 'tok-1', expiresInMs: 3_600_000, passwordExpired: false });
    expect(JSON.stringify(outcome)).not.toMatch(/secret|ref/);
  });

  test.each([
    ['no life', { ...TOKEN, expires_in: undefined }, { expiresInMs: 3_600_000 }],
    ['a senseless life', { ...TOKEN, expires_in: 'soon' }, { expiresInMs: 3_600_000 }],
    ['a negative life', { ...TOKEN, expires_in: -1 }, { expiresInMs: 3_600_000 }],
    ['a life as text', { ...TOKEN, expires_in: '60' }, { expiresInMs: 60_000 }],
    ['a life beyond belief', { ...TOKEN, expires_in: 1e12 }, { expiresInMs: 86_400_000 }],
    ['an expired password', { ...TOKEN, password_expired: true }, { passwordExpired: true }],
  ])('reads %s', async (_, body, expected) => {
    expect(await login(200, body)).toMatchObject({ kind: 'token', ...expected });
  });

  test.each([200, 202, 400, 401, 403, 429, 500, 503])('asks for a code at status %i', async (status) => {
    expect(await login(status, MFA)).toEqual({ kind: 'mfa_required', mfaToken: 'm-1' });
  });

  test('asks for a code even when its token is missing', async () => {
    expect(await login(400, { error: 'Mfa Required' })).toEqual({ kind: 'mfa_required', mfaToken: '' });
  });

  test.each([
    [
      'wrong credentials',
      400,
      { error: 'invalid_grant', error_description: 'Invalid' },
      { kind: 'denied', status: 400 },
    ],
    ['a refusal in HTML', 403, HTML, { kind: 'denied', status: 403 }],
    ['401', 401, { error: 'invalid_client' }, { kind: 'unauthorized' }],
    ['429', 429, null, { kind: 'rate_limited' }],
    ['503', 503, HTML, { kind: 'unavailable', status: 503 }],
    ['502', 502, HTML, { kind: 'unknown', status: 502 }],
    ['a redirect', 302, null, { kind: 'unexpected', status: 302 }],
    ['HTML for a token', 200, HTML, { kind: 'unexpected', status: 200 }],
    ['no token', 200, {}, { kind: 'unexpected', status: 200 }],
    ['an empty token', 200, { access_token: '' }, { kind: 'unexpected', status: 200 }],
    ['a token that no header can carry', 200, { access_token: 'a\r\nb' }, { kind: 'unexpected', status: 200 }],
    ['a token with 201', 201, TOKEN, { kind: 'unexpected', status: 201 }],
  ])('meets %s', async (_, status, body, outcome) => {
    expect(await login(status, body)).toEqual(outcome);
  });
});

describe('a lead’s result', () => {
  test('is read at version 2.1', async () => {
    const { client, calls } = answering(202);
    await client.leadResult('tok-1', 4711);
    expect(calls[0]?.url).toBe(`${ORIGIN}/api/v2.1/publisher/12/lead-result/4711`);
    expect(calls[0]?.headers).toEqual({ Authorization: 'Bearer tok-1' });
    expect(calls[0]?.redirect).toBe('manual');
  });

  test.each([
    ['undecided', 202, 'The lead has not been processed yet.', { kind: 'pending' }],
    ['undecided without words', 202, null, { kind: 'pending' }],
    ['valid: nothing', 200, null, { kind: 'valid' }],
    ['valid: empty', 200, '', { kind: 'valid' }],
    ['valid: blank', 200, ' \n', { kind: 'valid' }],
    ['valid: an empty JSON text', 200, '""', { kind: 'valid' }],
    [
      'invalid: reasons and jobs',
      200,
      {
        qaReasons: 'No values',
        failedJobs: ['No values found for field - industry (industry)'],
        leadData: { email: 'a@b.co' },
      },
      { kind: 'invalid', reasons: ['No values found for field - industry (industry)'] },
    ],
    [
      'invalid: reasons alone',
      200,
      { qaReasons: 'Duplicate', failedJobs: [] },
      { kind: 'invalid', reasons: ['Duplicate'] },
    ],
    ['invalid: jobs alone', 200, { failedJobs: ['A', 'B'] }, { kind: 'invalid', reasons: ['A', 'B'] }],
    ['invalid: a JSON text', 200, '"Duplicate e-mail"', { kind: 'invalid', reasons: ['Duplicate e-mail'] }],
    ['invalid: plain text', 200, 'Duplicate e-mail\n', { kind: 'invalid', reasons: ['Duplicate e-mail'] }],
    ['an object without reasons', 200, {}, { kind: 'unexpected', status: 200 }],
    ['reasons that are blank', 200, { qaReasons: ' ', failedJobs: [5] }, { kind: 'unexpected', status: 200 }],
    ['null', 200, 'null', { kind: 'unexpected', status: 200 }],
    ['a list', 200, ['A'], { kind: 'unexpected', status: 200 }],
    ['a number', 200, '5', { kind: 'unexpected', status: 200 }],
    ['another success', 204, null, { kind: 'unexpected', status: 204 }],
    ['a redirect', 302, null, { kind: 'unexpected', status: 302 }],
    ['an unknown lead', 404, { message: 'Not Found' }, { kind: 'rejected', status: 404 }],
    ['403', 403, { message: 'Campaign is fulfilled' }, { kind: 'rejected', status: 403 }],
    ['401', 401, null, { kind: 'unauthorized' }],
    ['429', 429, null, { kind: 'rate_limited' }],
    ['503', 503, HTML, { kind: 'unavailable', status: 503 }],
    ['500', 500, HTML, { kind: 'unknown', status: 500 }],
  ])('%s', async (_, status, body, outcome) => {
    expect(await answering(status as number, body).client.leadResult('t', 4711)).toEqual(outcome);
  });
});

describe('a campaign', () => {
  test('lists its forms', async () => {
    const forms = [{ formId: 23, formName: 'Report', fields: ['form[email]', 'form[submit]'] }];
    const { client, calls } = answering(200, forms);
    expect(await client.fields('t', 1234)).toEqual({ kind: 'fields', forms });
    expect(calls[0]?.url).toBe(`${ORIGIN}/api/v2.4/publisher/fields/1234`);
  });

  test('lists its links, without their destinations', async () => {
    const link = { id: 25, name: 'Newsletter', channel: 'Email' };
    const { client, calls } = answering(200, [{ ...link, destination: 'https://example.com' }, { id: '26' }]);
    expect(await client.links('t', 1234)).toEqual({
      kind: 'links',
      links: [link, { id: 26, name: '', channel: '' }],
    });
    expect(calls[0]?.url).toBe(`${ORIGIN}/api/v2.4/publisher/links/1234`);
  });

  test.each([
    ['no list', 200, {}, { kind: 'unexpected', status: 200 }],
    ['HTML', 200, HTML, { kind: 'unexpected', status: 200 }],
    ['a list of something else', 200, [5], { kind: 'unexpected', status: 200 }],
    ['another success', 201, [], { kind: 'unexpected', status: 201 }],
    ['404', 404, { message: 'Not Found' }, { kind: 'rejected', status: 404 }],
    ['401', 401, null, { kind: 'unauthorized' }],
    ['503', 503, HTML, { kind: 'unavailable', status: 503 }],
  ])('meets %s', async (_, status, body, outcome) => {
    const { client } = answering(status, body);
    expect(await client.fields('t', 1)).toEqual(outcome);
    expect(await client.links('t', 1)).toEqual(outcome);
  });
});
