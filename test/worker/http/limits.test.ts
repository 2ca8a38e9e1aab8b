import { createExecutionContext } from 'cloudflare:test';
import { beforeEach, describe, expect, test } from 'vitest';
import worker from '../../../worker/index.ts';
import type { Env } from '../../../worker/settings/env.ts';
import { stubConvertr } from './support/convertr.ts';
import { ADMIN_TOKEN, ask, env, newAddress, ORIGIN, readProblem, saveForm, submit } from './support/leadwire.ts';

beforeEach(() => {
  stubConvertr();
});

/** More than an address may ask in a minute, even when the minute ends in between. */
const MANY = 64;

describe('guessing the admin token', () => {
  const present = (token: string, address: string) =>
    ask('/v1/admin/forms', { headers: { Authorization: `Bearer ${token}`, 'CF-Connecting-IP': address } });
  const signIn = (token: string, address: string) =>
    ask('/console/session', {
      method: 'POST',
      headers: { Origin: ORIGIN, 'Content-Type': 'application/json', 'CF-Connecting-IP': address },
      body: JSON.stringify({ token }),
    });

  test('by bearer tokens is limited by address, and counts against signing in', async () => {
    const address = newAddress();
    const answers = await Promise.all(Array.from({ length: MANY }, (_, n) => present(`guess-${n}`, address)));
    const refused = answers.find(({ status }) => status === 429);
    expect(refused?.headers.get('retry-after')).toBe('60');
    expect(refused && (await readProblem(refused)).type).toBe('urn:leadwire:problem:rate-limited');
    expect((await signIn(ADMIN_TOKEN, address)).status).toBe(429);
    expect((await signIn(ADMIN_TOKEN, newAddress())).status).toBe(200);
  });

  test('does not limit callers with the right token', async () => {
    const address = newAddress();
    await Promise.all(Array.from({ length: MANY }, (_, n) => present(`guess-${n}`, address)));
    const answers = await Promise.all(Array.from({ length: MANY }, () => present(ADMIN_TOKEN, address)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  });
});

describe('reading the state of a submission', () => {
  test('is limited by address', async () => {
    const form = await saveForm();
    const address = newAddress();
    const read = (from: string) =>
      ask(`/v1/forms/${form}/leads/${crypto.randomUUID()}`, { headers: { 'CF-Connecting-IP': from } });
    const answers = await Promise.all(Array.from({ length: MANY }, () => read(address)));
    expect(answers.find(({ status }) => status === 429)?.headers.get('retry-after')).toBe('60');
    expect((await read(newAddress())).status).toBe(404);
    // A visitor who has read too often may still submit.
    expect((await submit(form, { headers: { 'CF-Connecting-IP': address } })).status).toBe(201);
  });

  test('wakes the account’s object once a second, however often it is asked', async () => {
    const form = await saveForm();
    const submission = crypto.randomUUID();
    const calls = { count: 0 };
    const state = async () => {
      calls.count += 1;
      return { submission, status: 'queued', verdict: null, at: new Date().toISOString() };
    };
    const ACCOUNTS = { idFromName: () => 'id', get: () => ({ state }) } as never;
    // The very same bindings each time, as an isolate has them.
    const vars: Env = { ...env, ACCOUNTS };
    const read = () =>
      worker.fetch(
        new Request(`${ORIGIN}/v1/forms/${form}/leads/${submission}`, {
          headers: { 'CF-Connecting-IP': newAddress() },
        }) as never,
        vars,
        createExecutionContext(),
      );
    for (let n = 0; n < 10; n += 1) expect((await read()).status).toBe(200);
    // Two when a second ends in between.
    expect(calls.count).toBeLessThanOrEqual(2);
  });
});

describe('an IPv6 visitor', () => {
  test('is counted by /64, and by /56 with more room', async () => {
    const form = await saveForm();
    const hosts: string[] = [];
    const networks: string[] = [];
    const SUBMIT_LIMIT = { limit: async ({ key }: { key: string }) => ({ success: hosts.push(key) > 0 }) };
    const NETWORK_LIMIT = { limit: async ({ key }: { key: string }) => ({ success: networks.push(key) < 4 }) };
    const post = (address: string) =>
      submit(form, { vars: { SUBMIT_LIMIT, NETWORK_LIMIT }, headers: { 'CF-Connecting-IP': address } });
    expect((await post('2001:db8:0:ab01::1')).status).toBe(201);
    expect((await post('2001:0DB8:0000:ab01:ffff::2')).status).toBe(201);
    expect((await post('2001:db8:0:abff::1')).status).toBe(201);
    expect((await post('2001:db8:0:ab77::1')).status).toBe(429);
    expect(hosts.slice(0, 3)).toEqual([
      `${form}:2001:db8:0:ab01`,
      `${form}:2001:db8:0:ab01`,
      `${form}:2001:db8:0:abff`,
    ]);
    expect(new Set(networks).size).toBe(1);
    // IPv4 has no such network.
    expect((await post('192.0.2.7')).status).toBe(201);
    expect(networks).toHaveLength(4);
  });
});
