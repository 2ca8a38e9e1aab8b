import { describe, expect, test, vi } from 'vitest';
import { createConvertr } from '../../../worker/convertr/client.ts';
import { fakeConvertr, LEAD, ORIGIN, sendLead } from './support/convertr.ts';

describe('no answer is unknown', () => {
  test('when fetch throws', async () => {
    const cause = new TypeError('Network connection lost.');
    const { client } = fakeConvertr(() => Promise.reject(cause));
    expect(await client.sendLead('t', LEAD)).toEqual({ kind: 'unknown', cause });
    expect(await client.login({ username: 'u', password: 'p' })).toEqual({ kind: 'unknown', cause });
    expect(await client.leadResult('t', 1)).toEqual({ kind: 'unknown', cause });
  });

  test('when fetch throws synchronously', async () => {
    const { client } = fakeConvertr(() => {
      throw new Error('Illegal invocation');
    });
    expect(await client.sendLead('t', LEAD)).toMatchObject({ kind: 'unknown' });
  });

  test('when it times out', async () => {
    const fetch = ((_: string, { signal }: RequestInit) =>
      new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason));
      })) as typeof globalThis.fetch;
    const client = createConvertr({ fetch, origin: ORIGIN, publisherId: 12, timeoutMs: 20 });
    expect(await client.sendLead('t', LEAD)).toMatchObject({ kind: 'unknown', cause: { name: 'TimeoutError' } });
  });

  test('and no timer is left once there is an answer', async () => {
    vi.useFakeTimers();
    try {
      await sendLead(201, { data: 1 });
      await fakeConvertr(() => Promise.reject(new Error('broken'))).client.sendLead('t', LEAD);
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });

  test('when its body breaks off, at any status', async () => {
    const body = () =>
      new ReadableStream({
        pull(controller) {
          controller.error(new Error('broken'));
        },
      });
    const { client } = fakeConvertr(() => new Response(body(), { status: 201 }));
    expect(await client.sendLead('t', LEAD)).toMatchObject({ kind: 'unknown' });
  });

  test('when its body never ends', async () => {
    const chunk = new Uint8Array(100_000);
    const body = () => new ReadableStream({ pull: (controller) => controller.enqueue(chunk) });
    const { client } = fakeConvertr(() => new Response(body(), { status: 200 }));
    expect(await client.leadResult('t', 1)).toMatchObject({ kind: 'unknown' });
  });
});
