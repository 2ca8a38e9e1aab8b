import { describe, expect, test } from 'vitest';
import { answering, HTML, MFA, ORIGIN } from './support/convertr.ts';

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
