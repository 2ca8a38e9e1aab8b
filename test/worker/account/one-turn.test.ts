/**
 * Three places where no event may come in between. An `await` there would look harmless, but lose or duplicate a lead.
 * See "Why no lead is sent twice unnoticed" in docs/reliability.md.
 */
import { describe, expect, test, vi } from 'vitest';
import { KeyValueStore } from '../../../worker/account/store/key-value.ts';
import { LeadStore } from '../../../worker/account/store/lead-store.ts';
import { account, enqueue, inside, lead, newId, setUp, submit, toRequest, until } from './support/account.ts';

const context = setUp();

/** The object dies as soon as the next lead's row is on disk. */
async function dieOnceStored(): Promise<void> {
  const state = await inside((_, object) => object);
  const insert = LeadStore.prototype.insert;
  vi.spyOn(LeadStore.prototype, 'insert').mockImplementationOnce(function (this: LeadStore, ...given) {
    const row = insert.apply(this, given);
    void state.storage.sync().then(() => state.abort('It dies.'));
    return row;
  });
}

describe('a lead’s row and its alarm are one write', () => {
  const { posted: _, ...kept } = toRequest();

  test.each([
    ['a submission', () => enqueue()],
    ['a suspicious submission', () => enqueue({ signals: ['honeypot'] })],
    [
      'one that is taken over from the overflow',
      () => account().adopt({ request: { ...kept, submission: newId() }, fingerprint: 'a b', received: Date.now() }),
    ],
  ])('%s: what dies between them leaves both', async (_what, store) => {
    await inside((_sql, state) => state.storage.deleteAlarm());
    await dieOnceStored();
    await expect(store()).rejects.toThrow();
    const left = await inside(async (sql, state) => ({
      rows: sql.exec('SELECT 1 FROM leads').toArray().length,
      alarm: await state.storage.getAlarm(),
    }));
    expect(left).toEqual({ rows: 1, alarm: expect.any(Number) });
  });
});

describe('a lead is chosen, counted and marked as being sent in one turn', () => {
  test('so that a call for another one does not choose it, too', async () => {
    await submit();
    const { left } = (await account().account()).budget.requests;
    const submission = newId();
    await enqueue({ submission });
    await until(async () => (await lead(submission)).status === 'delivered');
    expect((await account().account()).budget.requests.left).toBe(left - 1);
  });
});

describe('a call that changes something at Convertr has a write in the same turn', () => {
  test('so that an instance that has been replaced cannot make it', async () => {
    let isWritten = false;
    const set = KeyValueStore.prototype.set;
    vi.spyOn(KeyValueStore.prototype, 'set').mockImplementation(function (this: KeyValueStore, key, value) {
      set.call(this, key, value);
      if (key !== 'last_post') return;
      isWritten = true;
      // The next step of anything else comes after this.
      queueMicrotask(() => {
        isWritten = false;
      });
    });
    const convertr = globalThis.fetch;
    const posts: boolean[] = [];
    vi.stubGlobal('fetch', (input: RequestInfo, init?: RequestInit) => {
      if (init?.method === 'POST') posts.push(isWritten);
      return convertr(input, init);
    });
    await submit();
    expect(context.convertr.count('login') + context.convertr.count('leads')).toBe(2);
    expect(posts).toEqual([true, true]);
  });
});
