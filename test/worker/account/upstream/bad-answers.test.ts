import { beforeEach, describe, expect, inject, test, vi } from 'vitest';
import { account, enqueue, env, inside, lead, linger, newId, restartWith, setUp, until } from '../support/account.ts';
import { HOUR, MINUTE, pass, SECOND } from '../support/clock.ts';

setUp();
const fetchReally = globalThis.fetch;
const setTimeoutReally = globalThis.setTimeout;
const simulator = inject('convertrUrl');
/** What the client reads of one answer at most, and a last piece. */
const READ_MAX_BYTES = 1_000_000 + 200_000;

/** Bytes of each answer that were read, unpacked. */
let read: number[] = [];
const control = async <T>(path: string, body?: unknown): Promise<T> => {
  const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  return (await fetchReally(`${simulator}/_control/${path}`, init)).json() as Promise<T>;
};
const stored = async (): Promise<number> => (await control<unknown[]>('leads')).length;
const ends = () => control('faults', []);

function countBytes({ body, status, headers }: Response): Response {
  if (!body) return new Response(null, { status, headers });
  const at = read.push(0) - 1;
  const reader = body.getReader();
  const counted = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await reader.read();
        if (done) return controller.close();
        read[at] = (read[at] ?? 0) + value.byteLength;
        controller.enqueue(value);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
  return new Response(counted, { status, headers });
}

beforeEach(async () => {
  read = [];
  await control('reset', {});
  await control('settings', { verdictDelayMs: 0 });
  vi.stubGlobal('fetch', async (input: string, init: RequestInit) => countBytes(await fetchReally(input, init)));
  // The client's 20 seconds, so that a test need not wait for them.
  vi.stubGlobal('setTimeout', (work: () => void, ms?: number) => setTimeoutReally(work, ms === 20_000 ? 400 : ms));
  const accounts = JSON.parse(env.CONVERTR_ACCOUNTS as string);
  accounts.acme.origin = simulator;
  await restartWith({ CONVERTR_ACCOUNTS: JSON.stringify(accounts) });
});

const KINDS: Record<string, object> = {
  gigantic: { kind: 'gigantic' },
  'endless and fast': { kind: 'endless', ms: 0 },
  'endless and slow': { kind: 'endless', ms: 50 },
  'a byte at a time': { kind: 'drip', ms: 50 },
  'a bomb of gzip': { kind: 'gzip_bomb' },
  'compressed, as it says, and is not': { kind: 'broken_gzip' },
  mistyped: { kind: 'mistyped' },
};
const kinds = Object.keys(KINDS);
const arm = (on: string, kind: string) => control('faults', [{ on, ...KINDS[kind] }]);
const polls = () => inside((sql) => Number(sql.exec('SELECT polls FROM leads').one().polls));
const quick = (ms: number) => ms < 5000;

describe('an answer of Convertr’s to', () => {
  test.each(kinds)('the login: %s', async (kind) => {
    await arm('login', kind);
    const submission = newId();
    const started = performance.now();
    await enqueue({ submission });
    await until(async () => (await account().account()).login.nextTryAt !== null);
    expect(performance.now() - started).toSatisfy(quick);
    expect(Math.max(...read)).toBeLessThan(READ_MAX_BYTES);
    expect(await lead(submission)).toMatchObject({ status: 'queued', attempts: 0 });
    expect((await account().account()).login.state).toBe('none');
    await ends();
    pass(MINUTE);
    await until(async () => (await lead(submission)).status === 'delivered');
  });

  test.each(kinds)('the read of a campaign’s fields: %s', async (kind) => {
    await arm('fields', kind);
    const submission = newId();
    const started = performance.now();
    expect(await account().refreshCampaign(1234)).toEqual({ ok: false, error: 'unavailable' });
    expect(performance.now() - started).toSatisfy(quick);
    expect(Math.max(...read)).toBeLessThan(READ_MAX_BYTES);
    await enqueue({ submission });
    expect(await lead(submission)).toMatchObject({ status: 'queued', attempts: 0 });
    await ends();
    pass(MINUTE);
    await until(async () => (await lead(submission)).status === 'delivered');
  });

  test.each(kinds)('the read of its links: %s', async (kind) => {
    await arm('links', kind);
    const submission = newId();
    const started = performance.now();
    expect(await account().refreshCampaign(1234)).toEqual({ ok: false, error: 'unavailable' });
    expect(performance.now() - started).toSatisfy(quick);
    expect(Math.max(...read)).toBeLessThan(READ_MAX_BYTES);
    // The fields are enough.
    await enqueue({ submission });
    await until(async () => (await lead(submission)).status === 'delivered');
    await ends();
    expect((await account().campaign(1234))?.links).toEqual([]);
    pass(MINUTE);
    expect((await account().campaign(1234))?.links).not.toEqual([]);
  });

  test.each(kinds)('a lead: %s', async (kind) => {
    await arm('leads', kind);
    const submission = newId();
    const started = performance.now();
    await enqueue({ submission });
    const settled = kind === 'mistyped' ? 'held' : 'unknown';
    await until(async () => (await lead(submission)).status === settled);
    expect(performance.now() - started).toSatisfy(quick);
    expect(Math.max(...read)).toBeLessThan(READ_MAX_BYTES);
    expect(await lead(submission)).toMatchObject({ reason: settled === 'held' ? 'unexpected_answer' : 'unknown' });
    expect((await account().account()).paused?.reason).toBe(settled === 'held' ? 'unexpected_answer' : undefined);
    await ends();
    if (settled === 'held') await account().retry(submission);
    pass(10 * MINUTE + SECOND);
    await until(async () => (await lead(submission)).status === 'delivered');
    // Convertr had stored it, and only a person can find that out.
    expect(await lead(submission)).toMatchObject({ possibleDuplicate: true });
    expect(await stored()).toBe(2);
  });

  // A verdict of two bytes arrives in time, however slowly.
  test.each(kinds.filter((kind) => kind !== 'a byte at a time'))('the question for a verdict: %s', async (kind) => {
    const submission = newId();
    await enqueue({ submission });
    await until(async () => (await lead(submission)).status === 'delivered');
    await arm('result', kind);
    read = [];
    pass(6 * SECOND);
    const started = performance.now();
    await until(async () => (await polls()) > 0);
    expect(performance.now() - started).toSatisfy(quick);
    expect(await lead(submission)).toMatchObject({ status: 'delivered', verdict: 'pending' });
    expect(Math.max(...read)).toBeLessThan(READ_MAX_BYTES);
    // It is asked again after a gap, never in a loop.
    await linger();
    expect(await polls()).toBe(1);
    await ends();
    pass(HOUR);
    await until(async () => (await lead(submission)).verdict === 'valid');
  });
});
