import { evictDurableObject } from 'cloudflare:test';
import { describe, expect, test, vi } from 'vitest';
import worker from '../../../worker/index.ts';
import {
  account,
  enqueue,
  env,
  fireAlarm,
  inside,
  kill,
  lead,
  newId,
  setUp,
  submit,
  toRequest,
  until,
} from './support/account.ts';
import { HOUR, MINUTE, pass } from './support/clock.ts';
import { status } from './support/convertr.ts';

const context = setUp();
const never = () => new Promise<never>(() => {});

describe('a process that dies', () => {
  test('while it sends finds the row in "sending" and treats it as unknown', async () => {
    await submit();
    context.convertr.behaviour.leads = (_, store) => {
      store();
      return never();
    };
    const request = toRequest();
    void account()
      .submit(request)
      .catch(() => {});
    await until(() => context.convertr.leads.length === 2);
    expect(await lead(request.submission)).toMatchObject({ status: 'sending', attempts: 1 });
    await kill();
    expect(await lead(request.submission)).toMatchObject({ status: 'unknown', attempts: 1 });
    // The visitor, who has no answer, asks again under the same id.
    expect(await account().submit({ ...request, answerWithinMs: 0 })).toMatchObject({ kind: 'queued' });
    delete context.convertr.behaviour.leads;
    pass(11 * MINUTE);
    await until(async () => (await lead(request.submission)).status === 'delivered');
    expect(await lead(request.submission)).toMatchObject({ possibleDuplicate: true });
    expect(context.convertr.leads).toHaveLength(3);
  });

  test('while it sends for the second time holds it for a person', async () => {
    await submit();
    const request = toRequest({ answerWithinMs: 0 });
    context.convertr.behaviour.leads = never;
    await account().submit(request);
    await until(() => context.convertr.count('leads') === 2);
    await kill();
    expect(await lead(request.submission)).toMatchObject({ status: 'unknown' });
    pass(11 * MINUTE);
    await until(() => context.convertr.count('leads') === 3);
    await kill();
    expect(await lead(request.submission)).toMatchObject({ status: 'held', reason: 'unknown_twice' });
  });

  test('with leads in the queue loses none: the alarm that was set sends them', async () => {
    context.convertr.behaviour.leads = () => status(429, {}, { 'Retry-After': '60' });
    for (let n = 0; n < 20; n++) await enqueue();
    await kill();
    delete context.convertr.behaviour.leads;
    pass(2 * MINUTE);
    await until(async () => (await account().account()).counts.delivered === 20);
    expect((await account().account()).possibleDuplicates).toBe(0);
  });

  test('forgets neither what it has spent nor until when a 429 lasts', async () => {
    await submit();
    context.convertr.behaviour.leads = () => status(429, {}, { 'Retry-After': '600' });
    await enqueue();
    await until(async () => (await account().account()).paused !== null);
    const before = await account().account();
    await kill();
    expect((await account().account()).paused).toEqual(before.paused);
    expect((await account().account()).budget).toEqual(before.budget);
  });

  test('needs no second login for it', async () => {
    await submit();
    await kill();
    await submit();
    expect(context.convertr.count('login')).toBe(1);
  });
});

test('an eviction changes nothing', async () => {
  // A time-out that is set keeps an object from being evicted.
  vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => new AbortController().signal);
  const first = toRequest();
  await account().submit(first);
  await evictDurableObject(env.ACCOUNTS.get(env.ACCOUNTS.idFromName('acme')) as never);
  expect(await account().submit(first)).toMatchObject({ kind: 'delivered', replayed: true });
  expect(await submit()).toMatchObject({ kind: 'delivered' });
});

describe('an alarm', () => {
  test('that was lost is set again by the cron, within a minute', async () => {
    context.convertr.behaviour.leads = () => status(503);
    await enqueue();
    await until(() => context.convertr.count('leads') === 1);
    await inside((_, state) => state.storage.deleteAlarm());
    await kill();
    await env.FORMS.put('place:acme', '');
    await worker.scheduled({} as never, env);
    expect(await inside((_, state) => state.storage.getAlarm())).not.toBeNull();
  });

  test('doesn’t fail with one of its parts, and sends what is due', async () => {
    context.convertr.behaviour.leads = () => status(429, {}, { 'Retry-After': '60' });
    const submission = newId();
    await enqueue({ submission });
    await until(async () => (await account().account()).paused !== null);
    await inside((sql) => sql.exec('ALTER TABLE alerts RENAME TO gone'));
    delete context.convertr.behaviour.leads;
    pass(HOUR);
    await fireAlarm();
    expect(await lead(submission)).toMatchObject({ status: 'delivered' });
    await inside((sql) => sql.exec('ALTER TABLE gone RENAME TO alerts'));
  });
});
