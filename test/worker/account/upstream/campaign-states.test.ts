import { expect, test } from 'vitest';
import { account, kill, lead, newId, setUp, submit, until, untilQuiet } from '../support/account.ts';
import { MINUTE, pass } from '../support/clock.ts';
import { status } from '../support/convertr.ts';

const context = setUp();
const sends = () => context.convertr.count('leads');

test.each([
  [
    'that has not started',
    () => status(403, { code: '403', error: 'Campaign has not started yet' }),
    'not_started',
    false,
  ],
  ['that redirects', () => status(302, {}, { location: '/elsewhere' }), 'redirected', true],
] as const)(
  'a campaign %s keeps its form open; one held lead tries every five minutes',
  async (_, answer, waits, mark) => {
    await submit();
    context.convertr.behaviour.leads = answer;
    const ids = [newId(), newId(), newId()];
    for (const submission of ids)
      expect(await submit({ submission })).toMatchObject({ kind: 'queued', replayed: false });
    for (const id of ids) expect(await lead(id)).toMatchObject({ status: 'held', reason: 'campaign_closed' });
    expect(sends()).toBe(2);
    expect(await account().campaign(1234)).toMatchObject({ closed: null, waits });
    expect((await account().account()).paused).toBeNull();
    // Another campaign of the account is none the worse for it.
    delete context.convertr.behaviour.leads;
    expect(await submit({ campaignId: 5 })).toMatchObject({ kind: 'delivered' });
    context.convertr.behaviour.leads = answer;
    for (let tries = 1; tries <= 3; tries++) {
      pass(5 * MINUTE);
      if (tries === 2) await kill();
      await account().wake();
      await until(() => sends() === 3 + tries);
      await untilQuiet();
    }
    delete context.convertr.behaviour.leads;
    pass(5 * MINUTE);
    await until(async () => (await account().account()).counts.delivered === 5);
    expect(await account().campaign(1234)).not.toHaveProperty('waits');
    expect((await lead(ids[0] as string)).possibleDuplicate).toBe(mark);
  },
);

test.each([
  ['inactive', { code: '403', error: 'Campaign is inactive' }, 'Campaign is inactive'],
  ['paused', { title: 'An error occurred', detail: 'Campaign is paused' }, 'Campaign is paused'],
  ['ended', { code: 403, message: 'This campaign has ended' }, 'This campaign has ended'],
  ['fulfilled', { code: '403', error: 'Campaign is fulfilled' }, 'Campaign is fulfilled'],
] as const)('a campaign that is %s is closed, and Convertr’s words are kept', async (reason, body, words) => {
  await submit();
  context.convertr.behaviour.leads = () => status(403, body);
  const submission = newId();
  expect(await submit({ submission })).toMatchObject({ kind: 'queued' });
  expect(await lead(submission)).toMatchObject({ status: 'held', reason: 'campaign_closed', reasons: [words] });
  expect(await submit()).toEqual({ kind: 'closed', reason });
  expect(await account().campaign(1234)).toMatchObject({ closed: reason });
  pass(61 * MINUTE);
  await until(() => sends() === 3);
  await untilQuiet();
  delete context.convertr.behaviour.leads;
  pass(61 * MINUTE);
  await until(async () => (await lead(submission)).status === 'delivered');
});
