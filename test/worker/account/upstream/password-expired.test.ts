import { expect, test } from 'vitest';
import { account, enqueue, env, kill, linger, restartWith, rows, setUp, submit, until } from '../support/account.ts';
import { HOUR, pass, SECOND } from '../support/clock.ts';
import { status } from '../support/convertr.ts';

const context = setUp();
const login = async () => (await account().account()).login;
const causes = async () => (await account().account()).alerts.map(({ cause }) => cause);
const delivered = async () => (await account().account()).counts.delivered;
const EXPIRED = {
  type: 'https://tools.ietf.org/html/rfc2616#section-10',
  title: 'An error occurred',
  detail: 'Password expired',
};
const notLogins = () => context.convertr.calls.filter(({ what }) => what !== 'login' && what !== 'webhook').length;

function expire(code: number): void {
  for (const what of ['fields', 'links', 'leads', 'result'] as const)
    context.convertr.behaviour[what] = () => status(code, EXPIRED);
}
function changePassword(): void {
  for (const what of ['login', 'fields', 'links', 'leads', 'result'] as const) delete context.convertr.behaviour[what];
}

test.each([400, 401, 403, 404, 429, 500, 503])(
  'an expired password, told with %i, stops the account and holds no lead',
  async (code) => {
    await submit();
    expire(code);
    for (let n = 0; n < 3; n++) expect(await submit()).toMatchObject({ kind: 'queued' });
    expect(await login()).toMatchObject({ state: 'password_expired', passwordExpired: true });
    expect(await causes()).toContain('password_expired');
    expect((await rows()).filter(({ status }) => status === 'queued')).toHaveLength(3);
    expect((await account().account()).paused).toBeNull();
  },
);

test('while it lasts, one read a minute checks, and sending resumes automatically', async () => {
  await submit();
  expire(403);
  await enqueue();
  await until(async () => (await login()).state === 'password_expired');
  const before = notLogins();
  for (let minutes = 0; minutes < 10; minutes++) {
    await enqueue();
    pass(60 * SECOND);
    await linger(60);
  }
  expect(notLogins() - before).toBeGreaterThanOrEqual(9);
  expect(notLogins() - before).toBeLessThanOrEqual(11);
  expect(context.convertr.count('leads')).toBe(2);
  await kill();
  expect(await login()).toMatchObject({ state: 'password_expired' });
  changePassword();
  pass(61 * SECOND);
  await until(async () => (await delivered()) === 12);
  expect(await login()).toMatchObject({ state: 'ok', passwordExpired: false });
  expect(await causes()).not.toContain('password_expired');
});

test('new credentials resume sending immediately', async () => {
  await submit();
  expire(403);
  await submit();
  expect(await login()).toMatchObject({ state: 'password_expired' });
  changePassword();
  await restartWith({ CONVERTR_ACCOUNTS: (env.CONVERTR_ACCOUNTS as string).replace('correct-horse', 'new-horse') });
  await account().wake();
  await until(async () => (await delivered()) === 2);
});

test('a login may report it, too', async () => {
  context.convertr.behaviour.login = () => status(403, EXPIRED);
  expect(await submit()).toMatchObject({ kind: 'queued' });
  expect(await login()).toMatchObject({ state: 'password_expired' });
  for (let hours = 0; hours < 12; hours++) {
    pass(HOUR);
    await linger(30);
  }
  expect(await login()).toMatchObject({ state: 'password_expired' });
  changePassword();
  pass(61 * SECOND);
  await until(async () => (await delivered()) === 1);
});
