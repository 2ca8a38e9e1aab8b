import { expect, test } from 'vitest';
import { account, inside, kill, linger, setUp, until } from '../support/account.ts';
import { DAY, pass } from '../support/clock.ts';
import { status } from '../support/convertr.ts';

const context = setUp();

test('a quiet account logs in at least every three weeks, even across crashes', async () => {
  await account().wake();
  for (let day = 1; day <= 63; day++) {
    pass(DAY);
    if (day % 5 === 0) {
      await kill();
      await account().wake();
    }
    await linger(10);
  }
  await until(() => context.convertr.count('login') === 3);
  expect(context.convertr.calls.every(({ what }) => what === 'login')).toBe(true);
});

test('but not where a login sends a text message', async () => {
  context.convertr.behaviour.login = () => status(400, { error: 'Mfa Required', mfa_token: 'm' });
  await account().refreshCampaign(1234);
  for (let day = 1; day <= 45; day++) {
    pass(DAY);
    await linger(10);
  }
  expect(context.convertr.count('login')).toBe(1);
  expect(await inside((_, state) => state.storage.getAlarm())).not.toBe(0);
});
