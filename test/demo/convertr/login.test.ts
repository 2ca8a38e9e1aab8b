import { expect, test } from 'vitest';
import { LEADS, startSimulator } from './support.ts';

const FIELDS = '/api/v2.4/publisher/fields/1234';

test('answers a login with everything that the vendor documents', async () => {
  const sim = await startSimulator({ now: () => 1_800_000_000_500 });
  const response = await sim.login();
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({
    access_token: expect.stringMatching(/^[A-Za-z0-9]{86}$/),
    expires_in: 3600,
    token_type: 'bearer',
    scope: null,
    refresh_token: expect.any(String),
    client_id: expect.any(String),
    client_secret: expect.any(String),
    user_id: 167,
    password_expired: false,
    expires_ts: 1_800_003_600,
  });
});

test('refuses wrong credentials with invalid_grant', async () => {
  const sim = await startSimulator();
  const response = await sim.login('acme', { password: 'wrong' });
  expect(response.status).toBe(400);
  expect(await response.json()).toEqual({
    error: 'invalid_grant',
    error_description: 'Invalid username and password combination',
  });
});

test('does not accept a login as JSON', async () => {
  const sim = await startSimulator();
  const body = JSON.stringify({ username: 'publisher@example.com', password: 'correct-horse' });
  const response = await sim.post('/api/login', body, { 'Content-Type': 'application/json' });
  expect(response.status).toBe(400);
  expect((await response.json()).error).toBe('invalid_request');
});

test('reports an expired password', async () => {
  const sim = await startSimulator();
  await sim.set('settings', { passwordExpired: true });
  expect((await (await sim.login()).json()).password_expired).toBe(true);
});

test('lets several tokens be valid at once, each for an hour of its clock', async () => {
  const sim = await startSimulator();
  const first = await sim.token();
  await sim.set('clock', { advanceMs: 3_000_000 });
  const second = await sim.token();
  expect((await sim.get(FIELDS, first)).status).toBe(200);

  await sim.set('clock', { advanceMs: 600_001 });

  const expired = await sim.get(FIELDS, first);
  expect(expired.status).toBe(401);
  expect(await expired.json()).toEqual({
    error: 'invalid_grant',
    error_description: 'The access token provided has expired.',
  });
  expect((await sim.get(FIELDS, second)).status).toBe(200);
});

test('calls a token invalid that is unknown, missing or revoked', async () => {
  const sim = await startSimulator();
  const token = await sim.token();
  await sim.set('revoke', {});
  const invalid = { error: 'invalid_grant', error_description: 'The access token provided is invalid.' };
  for (const response of [await sim.get(FIELDS, token), await sim.get(FIELDS, 'x'), await sim.post(LEADS, {})]) {
    expect(response.status).toBe(401);
    expect(await response.json()).toEqual(invalid);
  }
});

test('accepts a token from the query, too', async () => {
  const sim = await startSimulator();
  const response = await fetch(`${sim.url}${FIELDS}?access_token=${await sim.token()}`);
  expect(response.status).toBe(200);
});

test('asks for a second factor, sends one SMS per attempt, and accepts the code with its token', async () => {
  const sim = await startSimulator();
  const asked = await sim.login('initech');
  expect(asked.status).toBe(400);
  const challenge = await asked.json();
  expect(challenge).toEqual({
    error: 'Mfa Required',
    error_description: 'Multifactor authentication required',
    mfa_token: expect.any(String),
  });
  const mfa_token = challenge.mfa_token;

  const wrong = await sim.login('initech', { mfa_token, mfa_code: '000000' });
  expect(wrong.status).toBe(400);
  expect((await wrong.json()).error).toBe('invalid_grant');
  expect((await sim.login('initech', { mfa_token: 'other', mfa_code: '123456' })).status).toBe(400);

  const right = await sim.login('initech', { mfa_token, mfa_code: '123456' });
  expect(right.status).toBe(200);
  expect((await sim.get('/api/v2.4/publisher/fields/90', (await right.json()).access_token)).status).toBe(200);
  expect((await sim.state()).smsSent).toBe(1);
});

test('can ask for the second factor of anybody, under another status', async () => {
  const sim = await startSimulator();
  await sim.set('settings', { mfa: { acme: true, initech: false }, mfaStatus: 401 });
  expect((await sim.login()).status).toBe(401);
  expect((await sim.login('initech')).status).toBe(200);
});

test('refuses tokens in another way that was seen', async () => {
  const sim = await startSimulator();
  await sim.set('settings', { unauthorizedBody: 'access_denied' });
  const token = await sim.token();
  await sim.set('clock', { advanceMs: 3_600_000 });
  for (const response of [await sim.get(FIELDS, 'x'), await sim.get(FIELDS, token)]) {
    expect([response.status, await response.json()]).toEqual([401, { code: 401, message: 'Access denied.' }]);
  }
});
