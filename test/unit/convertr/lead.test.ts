import { describe, expect, test } from 'vitest';
import { answering, fakeConvertr, HTML, LEAD, MFA, ORIGIN, type Row, sendLead, tree } from './support/convertr.ts';

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
      cache: 'no-store',
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

  test.each([200, 202, 203, 204, 206])('is not delivered by %i', async (status) => {
    const body = status === 204 ? null : { data: 4711 };
    expect(await sendLead(status, body)).toEqual({ kind: 'unexpected', status });
  });

  test.each([300, 301, 302, 303, 304, 307, 308])(
    'is not delivered by %i, which says that the campaign redirects',
    async (status) => {
      const body = status === 304 ? null : { data: 4711 };
      const redirected = { kind: 'closed', reason: 'redirected' };
      expect(await sendLead(status, body, { Location: 'https://evil.example/' })).toEqual(redirected);
    },
  );

  test('is not delivered by a redirect that the runtime hides', async () => {
    expect(await fakeConvertr(() => Response.error()).client.sendLead('t', LEAD)).toEqual({
      kind: 'closed',
      reason: 'redirected',
    });
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
      { kind: 'closed', reason: 'not_started', message: 'Campaign has not started yet' },
    ],
    [
      '403 fulfilled, under `error`',
      403,
      { code: '403', error: 'Campaign is fulfilled' },
      { kind: 'closed', reason: 'fulfilled', message: 'Campaign is fulfilled' },
    ],
    [
      '403 paused, under `detail`',
      403,
      { title: 'An error occurred', detail: 'Campaign is paused' },
      { kind: 'closed', reason: 'paused', message: 'Campaign is paused' },
    ],
    [
      '403 in other words',
      403,
      { message: 'No leads, please' },
      { kind: 'rejected', status: 403, message: 'No leads, please' },
    ],
    ['403 with a page, which is a firewall’s', 403, HTML, { kind: 'unavailable', status: 403 }],
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

  test('is not refused by a firewall in front of Convertr, whatever it answers', async () => {
    const challenge = await sendLead(403, { message: 'Campaign is fulfilled' }, { 'cf-mitigated': 'challenge' });
    expect(challenge).toEqual({ kind: 'unavailable', status: 403 });
    expect(await sendLead(403, { message: 'Campaign is fulfilled' })).toMatchObject({ kind: 'closed' });
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
