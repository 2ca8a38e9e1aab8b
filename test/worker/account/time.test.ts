import { afterEach, expect, test, vi } from 'vitest';
import { account, enqueue, fireAlarm, inside, setUp, until } from './support/account.ts';
import { MINUTE } from './support/clock.ts';
import { status } from './support/convertr.ts';

const context = setUp();

afterEach(() => vi.restoreAllMocks());

test('an alarm that had nothing to send sets the next one by a clock that has moved', async () => {
  context.convertr.behaviour.leads = () => status(429, {}, { 'Retry-After': '3000' });
  await enqueue();
  await until(async () => (await account().account()).paused !== null);
  // It ends once no call is in flight, which would set the next alarm by the old clock.
  await fireAlarm();
  // Late enough for it not to fire before the test lets it.
  await inside((_, state) => state.storage.setAlarm(Date.now() + MINUTE));
  // As in production: the clock stands still until something is waited for.
  const stoodStillAt = Date.now();
  let now = stoodStillAt;
  const wait = scheduler.wait.bind(scheduler);
  vi.spyOn(scheduler, 'wait').mockImplementation(async (...args) => {
    await wait(...args);
    now = stoodStillAt + MINUTE / 2;
  });
  vi.spyOn(Date, 'now').mockImplementation(() => now);
  await fireAlarm();
  const next = await inside((_, state) => state.storage.getAlarm());
  expect(next).toBe(stoodStillAt + MINUTE / 2 + MINUTE);
});

test('a call that ends before the dispatcher looks again leaves no timer behind', async () => {
  const signals: (AbortSignal | undefined)[] = [];
  const wait = scheduler.wait.bind(scheduler);
  vi.spyOn(scheduler, 'wait').mockImplementation((ms, options) => {
    // The test's own waits are short.
    if (ms >= 500) signals.push(options?.signal);
    return wait(ms, options);
  });
  await enqueue();
  await until(async () => (await account().account()).counts.delivered === 1);
  await enqueue();
  await fireAlarm();
  expect(signals.length).toBeGreaterThan(0);
  expect(signals.every((signal) => signal?.aborted)).toBe(true);
});
