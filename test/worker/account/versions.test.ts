import { describe, expect, test } from 'vitest';
import worker from '../../../worker/index.ts';
import {
  account,
  enqueue,
  env,
  inside,
  kill,
  lead,
  linger,
  setUp,
  submit,
  toRequest,
  until,
} from './support/account.ts';
import { HOUR, MINUTE, pass } from './support/clock.ts';

const context = setUp();

/** Marks the object's instance, whose memory a restart forgets. */
const mark = () => inside((_, state) => void Object.assign(state, { isMarked: true }));
const isMarked = () => inside((_, state) => 'isMarked' in state);
/** A call that the restart cuts off fails. */
async function untilRestarted(): Promise<void> {
  while (await isMarked().catch(() => true)) await scheduler.wait(10);
}

/** Convertr delays its answers until the test releases them. */
function holdLeads(): () => void {
  const { promise, resolve } = Promise.withResolvers<void>();
  context.convertr.behaviour.leads = async () => {
    await promise;
    return undefined;
  };
  return resolve;
}

describe('an object that a Worker of another version calls', () => {
  test('starts no send, finishes what is on its way, restarts, and then sends what waits', async () => {
    await submit();
    const release = holdLeads();
    const onItsWay = toRequest();
    const answer = account().submit(onItsWay);
    await until(() => context.convertr.count('leads') === 2);
    await mark();
    await account().wake('another');
    // Nobody waits for a lead that goes out later.
    const waiting = toRequest({ answerWithinMs: 20_000 });
    expect(await account().submit(waiting)).toMatchObject({ kind: 'queued' });
    await linger();
    expect(context.convertr.count('leads')).toBe(2);
    expect(await isMarked()).toBe(true);
    release();
    expect(await answer).toMatchObject({ kind: 'delivered' });
    await untilRestarted();
    await until(async () => (await lead(waiting.submission)).status === 'delivered');
    expect(await lead(onItsWay.submission)).toMatchObject({ status: 'delivered', possibleDuplicate: false });
    expect(context.convertr.count('leads')).toBe(3);
  });

  test('answers a caller who waits for a lead that is not on its way yet', async () => {
    await submit();
    const release = holdLeads();
    for (let n = 0; n < 5; n++) await enqueue();
    const waits = account().submit(toRequest({ answerWithinMs: 20_000 }));
    await until(() => context.convertr.count('leads') === 6);
    await account().wake('another');
    expect(await waits).toMatchObject({ kind: 'queued' });
    release();
  });

  test('restarts once for each version: a gradual deployment keeps it at its own', async () => {
    await submit();
    for (const version of ['another', 'a third']) {
      await mark();
      await account().wake(version);
      await untilRestarted();
    }
    await mark();
    for (const version of ['another', 'a third', 'another']) {
      await account().wake(version);
      expect(await submit()).toMatchObject({ kind: 'delivered' });
    }
    await linger();
    expect(await isMarked()).toBe(true);
    // The platform may have been late with the new version the first time.
    pass(HOUR);
    await account().wake('another');
    await untilRestarted();
  });

  test.each([
    ['of the same version', () => env.VERSION?.id],
    ['that does not tell its version', () => undefined],
  ])('does not restart for one %s', async (_, version) => {
    expect(env.VERSION?.id).toEqual(expect.stringMatching(/./));
    await submit();
    await mark();
    await account().wake(version());
    await account().submit(toRequest(), version());
    await linger();
    expect(await isMarked()).toBe(true);
  });

  test('learns of it with a submission', async () => {
    await submit();
    await mark();
    expect(await account().submit(toRequest(), 'another')).toMatchObject({ kind: 'queued' });
    await untilRestarted();
  });

  test('learns of it from the cron', async () => {
    await submit();
    await env.FORMS.put('place:acme', '');
    await mark();
    await worker.scheduled({} as never, { ...env, VERSION: { id: 'another', tag: '', timestamp: '' } });
    await untilRestarted();
  });

  test('that dies while it drains loses nothing', async () => {
    await submit();
    holdLeads();
    await enqueue();
    await until(() => context.convertr.count('leads') === 2);
    await account().wake('another');
    const waiting = toRequest({ answerWithinMs: 0 });
    await account().submit(waiting);
    await kill();
    delete context.convertr.behaviour.leads;
    pass(MINUTE);
    await until(async () => (await lead(waiting.submission)).status === 'delivered');
  });
});
