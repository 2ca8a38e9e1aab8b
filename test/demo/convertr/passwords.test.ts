import { expect, test } from 'vitest';
import { ADA, startSimulator } from './support.ts';

const FIELDS = '/api/v2.4/publisher/fields/1234';
const DAY_MS = 86_400_000;

const EXPIRED = {
  type: 'https://tools.ietf.org/html/rfc2616#section-10',
  title: 'An error occurred',
  detail: 'Password expired',
};

async function startWithUser() {
  const sim = await startSimulator();
  const attempt = async (password: string) => (await sim.login('acme', { password })).status;
  return { sim, attempt };
}

test('answers a login with a token when the password has expired, and every other call with an error', async () => {
  const { sim } = await startWithUser();
  const before = await sim.token();
  await sim.user('acme', { passwordExpired: true });
  const login = await (await sim.login()).json();
  expect(login.password_expired).toBe(true);
  const calls = [
    await sim.get(FIELDS, before),
    await sim.get(FIELDS, login.access_token),
    await sim.lead(login.access_token, ADA),
    await sim.get('/api/v2.1/publisher/12/lead-result/1', login.access_token),
  ];
  for (const call of calls) expect([call.status, await call.json()]).toEqual([403, EXPIRED]);
  expect(await sim.leads()).toEqual([]);
});

test('expires one user’s password under a status of one’s choice', async () => {
  const { sim } = await startWithUser();
  await sim.set('settings', { expiredPasswordStatus: 401 });
  await sim.user('acme', { passwordExpired: true });
  expect((await sim.get(FIELDS, await sim.token())).status).toBe(401);
  expect((await sim.get('/api/v2.4/publisher/fields/77', await sim.token('globex'))).status).toBe(200);
});

test('calls a token invalid before it calls a password expired', async () => {
  const { sim } = await startWithUser();
  await sim.user('acme', { passwordExpired: true });
  expect((await sim.get(FIELDS, 'x')).status).toBe(401);
});

test('accepts calls again once the password is changed, but not the old password', async () => {
  const { sim, attempt } = await startWithUser();
  await sim.user('acme', { passwordExpired: true });
  const token = await sim.token();
  await sim.user('acme', { password: 'new-horse' });
  expect((await sim.get(FIELDS, token)).status).toBe(200);
  expect(await attempt('correct-horse')).toBe(400);
  const login = await (await sim.login('acme', { password: 'new-horse' })).json();
  expect(login.password_expired).toBe(false);
});

test('accepts calls again once the expiry is ended by hand', async () => {
  const { sim } = await startWithUser();
  await sim.user('acme', { passwordExpired: true });
  await sim.user('acme', { passwordExpired: false });
  expect((await sim.get(FIELDS, await sim.token())).status).toBe(200);
});

test('blocks nothing when a login only reports that the password has expired', async () => {
  const { sim } = await startWithUser();
  await sim.set('settings', { passwordExpired: true });
  const login = await (await sim.login()).json();
  expect(login.password_expired).toBe(true);
  expect((await sim.get(FIELDS, login.access_token)).status).toBe(200);
});

test('locks a user after ten wrong passwords in a row, until somebody unlocks it', async () => {
  const { sim, attempt } = await startWithUser();
  for (let wrong = 1; wrong < 10; wrong += 1) expect(await attempt('wrong')).toBe(400);
  expect((await sim.state()).users.acme).toMatchObject({ wrongPasswords: 9, locked: false });
  expect(await attempt('wrong')).toBe(400);
  expect((await sim.state()).users.acme).toMatchObject({ wrongPasswords: 10, locked: true });

  const refused = await sim.login();
  expect([refused.status, await refused.json()]).toEqual([
    400,
    { error: 'invalid_grant', error_description: 'Invalid username and password combination' },
  ]);
  expect((await sim.login('globex')).status).toBe(200);

  await sim.user('acme', { locked: false });
  expect((await sim.state()).users.acme).toMatchObject({ wrongPasswords: 0, locked: false });
  expect(await attempt('correct-horse')).toBe(200);
});

test('starts the count again after a good login', async () => {
  const { sim, attempt } = await startWithUser();
  for (let wrong = 1; wrong < 10; wrong += 1) await attempt('wrong');
  expect(await attempt('correct-horse')).toBe(200);
  for (let wrong = 1; wrong < 10; wrong += 1) await attempt('wrong');
  expect(await attempt('correct-horse')).toBe(200);
  expect((await sim.state()).users.acme?.wrongPasswords).toBe(0);
});

test('stays locked when the password changes', async () => {
  const { sim, attempt } = await startWithUser();
  await sim.user('acme', { locked: true });
  await sim.user('acme', { password: 'new-horse' });
  expect(await attempt('new-horse')).toBe(400);
});

test('can lock earlier, with its own message', async () => {
  const { sim, attempt } = await startWithUser();
  await sim.set('settings', { lockAfter: 2, refusedUserText: 'User account is locked.' });
  await attempt('wrong');
  await attempt('wrong');
  const refused = await sim.login();
  expect(await refused.json()).toEqual({ error: 'invalid_grant', error_description: 'User account is locked.' });
});

test('disables users who have not logged in for 30 days, only if configured', async () => {
  const { sim, attempt } = await startWithUser();
  await sim.set('clock', { advanceMs: 31 * DAY_MS });
  expect(await attempt('correct-horse')).toBe(200);
  await sim.set('settings', { disableAfterDays: 30 });
  await sim.set('clock', { advanceMs: 29 * DAY_MS });
  expect(await attempt('correct-horse')).toBe(200);
  await sim.set('clock', { advanceMs: 30 * DAY_MS });
  expect((await sim.state()).users.acme?.disabled).toBe(true);
  expect(await attempt('correct-horse')).toBe(400);

  await sim.user('acme', { disabled: false });
  expect(await attempt('correct-horse')).toBe(200);
});

test('refuses the tokens of a user who is disabled by hand', async () => {
  const { sim } = await startWithUser();
  const token = await sim.token();
  await sim.user('acme', { disabled: true });
  const refused = await sim.get(FIELDS, token);
  expect([refused.status, await refused.json()]).toEqual([
    401,
    { error: 'access_denied', error_description: 'User account is disabled.' },
  ]);
});
