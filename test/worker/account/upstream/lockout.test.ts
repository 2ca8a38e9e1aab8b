import { expect, test } from 'vitest';
import { account, enqueue, env, kill, linger, restartWith, setUp, submit, until } from '../support/account.ts';
import { DAY, HOUR, MINUTE, pass } from '../support/clock.ts';
import { status } from '../support/convertr.ts';

const context = setUp();
const delivered = async () => (await account().account()).counts.delivered;
const refuseLogins = () => {
  context.convertr.behaviour.login = () => status(400, { error: 'invalid_grant' });
};
const newCredentials = () =>
  restartWith({ CONVERTR_ACCOUNTS: (env.CONVERTR_ACCOUNTS as string).replace('correct-horse', 'new-horse') });
/** Days with a lead every two hours; the object dies again and again, also while it logs in. */
async function waitForDays(days: number): Promise<void> {
  for (let hours = 0; hours < days * 24; hours += 2) {
    pass(2 * HOUR);
    await enqueue();
    await linger(15);
    if (hours % 6 === 0) await kill();
  }
}

test('five refused logins in a row are the last automatic ones, even across crashes', async () => {
  refuseLogins();
  await submit();
  await waitForDays(2);
  expect(context.convertr.count('login')).toBe(5);
  expect(await account().account()).toMatchObject({ login: { state: 'denied', nextTryAt: null } });
});

test('a person may start another, and sending resumes when it is accepted', async () => {
  refuseLogins();
  await submit();
  await waitForDays(1);
  expect(await account().login()).toEqual({ kind: 'denied' });
  expect(context.convertr.count('login')).toBe(6);
  delete context.convertr.behaviour.login;
  pass(DAY);
  await linger();
  expect(context.convertr.count('login')).toBe(6);
  const asked = await Promise.all([account().login(), account().login()]);
  expect(asked).toEqual([{ kind: 'accepted' }, { kind: 'accepted' }]);
  expect(context.convertr.count('login')).toBe(7);
  await until(async () => (await delivered()) === 13);
});

test('new credentials start over, and end a pause of the old ones', async () => {
  await submit();
  context.convertr.behaviour.leads = () => status(401);
  await enqueue();
  await until(async () => (await account().account()).paused?.reason === 'unauthorized');
  refuseLogins();
  pass(6 * MINUTE);
  await waitForDays(1);
  delete context.convertr.behaviour.leads;
  delete context.convertr.behaviour.login;
  await newCredentials();
  expect(await account().account()).toMatchObject({ paused: null, login: { state: 'none' } });
  await account().wake();
  await until(async () => (await delivered()) === 14);
});
