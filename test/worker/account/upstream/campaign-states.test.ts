import { expect, test } from 'vitest';
import {
  account,
  env,
  fireAlarm,
  kill,
  lead,
  newId,
  restartWith,
  setUp,
  submit,
  until,
  untilQuiet,
} from '../support/account.ts';
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
    // Other campaigns of the account are not affected.
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

const redirect = () => status(302, {}, { location: '/elsewhere' });
/** Lets time pass in steps of five minutes. */
async function passFiveMinutes(times: number): Promise<void> {
  for (let n = 0; n < times; n++) {
    pass(5 * MINUTE);
    await fireAlarm();
    await untilQuiet();
    await until(async () => (await account().account()).counts.sending === 0);
  }
}

test('a lead that Convertr may have accepted behind a redirect is sent again at growing intervals', async () => {
  context.convertr.behaviour.leads = redirect;
  const submission = newId();
  await submit({ submission });
  const counts: number[] = [];
  // After 5, 15, 35 and 75 minutes, and then after 155.
  for (const steps of [1, 2, 4, 8, 15]) {
    await passFiveMinutes(steps);
    counts.push(sends());
  }
  expect(counts).toEqual([2, 3, 4, 5, 5]);
  expect((await lead(submission)).nextAt).not.toBeNull();
  delete context.convertr.behaviour.leads;
  await passFiveMinutes(1);
  expect(await lead(submission)).toMatchObject({ status: 'delivered', possibleDuplicate: true });
});

test('while a campaign redirects, a lead that was never sent tries in the place of one that was', async () => {
  context.convertr.behaviour.leads = redirect;
  const ids = [newId(), newId(), newId()];
  for (const submission of ids) await submit({ submission });
  await passFiveMinutes(2);
  const attempts = await Promise.all(ids.map(async (id) => (await lead(id)).attempts));
  expect(attempts).toEqual([1, 1, 1]);
});

test('a form that holds unknown outcomes sends nothing twice to a campaign that redirects', async () => {
  context.convertr.behaviour.leads = redirect;
  const first = newId();
  await submit({ submission: first, onUnknown: 'hold' });
  const second = newId();
  await submit({ submission: second, onUnknown: 'hold' });
  delete context.convertr.behaviour.leads;
  await passFiveMinutes(1);
  expect(await lead(second)).toMatchObject({ status: 'delivered', possibleDuplicate: false });
  // The campaign is open again, and still nobody has decided about the first.
  await passFiveMinutes(2);
  expect(await lead(first)).toMatchObject({ status: 'held', reason: 'unknown', attempts: 1, nextAt: null });
});

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

test('a campaign’s copy in KV, which accepts one write a second, is written again with the current state', async () => {
  const copies: { closed: string | null }[] = [];
  let last = Number.NEGATIVE_INFINITY;
  const put = async (key: string, value: string) => {
    if (!key.startsWith('campaign:')) return;
    const gap = performance.now() - last;
    if (gap < 1000) throw new Error('KV PUT failed: 429 Too Many Requests');
    last = performance.now();
    copies.push(JSON.parse(value));
  };
  await restartWith({
    CACHE: { get: env.CACHE.get.bind(env.CACHE), list: env.CACHE.list.bind(env.CACHE), put } as never,
  });
  context.convertr.behaviour.leads = () => status(403, { code: '403', error: 'Campaign is fulfilled' });
  await submit();
  await until(() => copies.at(-1)?.closed === 'fulfilled');
  expect(copies).toHaveLength(2);
});
