import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { SubmitRequest } from '../../../worker/account-api.ts';
import type { OverflowApi } from '../../../worker/overflow-api.ts';
import { account, enqueue, env, linger, newId, restartWith, rows, setUp, toRequest, until } from './support/account.ts';
import { MINUTE, pass } from './support/clock.ts';

setUp();

const WEBHOOK = 'https://hooks.example.com/alert';
const OLD_KEY = env.LEAD_KEY as string;
const NEW_KEY = btoa('fedcba9876543210fedcba9876543210');
let messages: string[];

const stub = () => env.OVERFLOW.get(env.OVERFLOW.idFromName('acme/3'));
const keep = (change: Partial<SubmitRequest> = {}) => (stub() as unknown as OverflowApi).keep(toRequest(change));
const handOver = () => runDurableObjectAlarm(stub());
const waiting = async () => (await (stub() as unknown as OverflowApi).waiting()).waiting;
const causes = async () => (await account().account()).alerts.map(({ cause }) => cause);

beforeEach(async () => {
  messages = [];
  const convertr = globalThis.fetch;
  vi.stubGlobal('fetch', async (input: string, init: RequestInit) => {
    if (input !== WEBHOOK) return convertr(input, init);
    messages.push(JSON.parse(String(init.body)).text);
    return new Response('');
  });
});

afterEach(() => runInDurableObject(stub(), (_, { storage }) => storage.deleteAll()));

describe('what an overflow object cannot hand over while the account answers', () => {
  test('because quarantine is full: one alert, and one message when it is over', async () => {
    await restartWith({ BACKLOG_CAP: '1', ALERT_WEBHOOK: WEBHOOK });
    const first = newId();
    await enqueue({ submission: first, signals: ['honeypot'] });
    await keep({ signals: ['honeypot'] });
    await keep({ signals: ['honeypot'] });
    await handOver();
    await handOver();
    expect(await causes()).toEqual(['overflow_full']);
    pass(6 * MINUTE);
    await until(() => messages.length > 0);
    expect(messages).toEqual([expect.stringContaining('The ledger is full, so submissions wait in the overflow')]);
    await restartWith({ BACKLOG_CAP: '10' });
    await handOver();
    expect(await waiting()).toBe(0);
    await until(() => messages.length > 1);
    expect(messages.slice(1)).toEqual([`Over: ${messages[0]}`]);
  });

  test('blocks nothing else: a full quarantine only stops suspicious submissions', async () => {
    await restartWith({ BACKLOG_CAP: '1' });
    await enqueue({ signals: ['honeypot'] });
    await keep({ signals: ['honeypot'] });
    const clean = newId();
    await keep({ submission: clean });
    await handOver();
    expect(await waiting()).toBe(1);
    expect((await rows()).map(({ submission }) => submission)).toContain(clean);
  });

  test('because no key decrypts it: an alert, which is over once the key is back', async () => {
    await keep();
    await restartWith({ LEAD_KEY: NEW_KEY, ALERT_WEBHOOK: WEBHOOK });
    await handOver();
    expect(await causes()).toEqual(['overflow_unreadable']);
    await until(() => messages.length > 0);
    expect(messages).toEqual([expect.stringContaining('no key in LEAD_KEY can decrypt them')]);
    await restartWith({ LEAD_KEY: JSON.stringify([NEW_KEY, OLD_KEY]) });
    await handOver();
    expect(await waiting()).toBe(0);
    await until(() => messages.length > 1);
    expect(await causes()).toEqual([]);
  });

  test('is over as well when the person behind it is erased', async () => {
    await restartWith({ BACKLOG_CAP: '1' });
    await enqueue({ signals: ['honeypot'] });
    await keep({ signals: ['honeypot'] });
    await handOver();
    expect(await causes()).toEqual(['overflow_full']);
    await (stub() as unknown as OverflowApi).erase('zoe.canary@example.com');
    await handOver();
    expect(await causes()).toEqual([]);
  });

  test('causes no alert when all of it is handed over', async () => {
    await restartWith({ ALERT_WEBHOOK: WEBHOOK });
    await enqueue();
    await keep();
    await handOver();
    await linger();
    expect(await waiting()).toBe(0);
    expect(messages).toEqual([]);
  });
});
