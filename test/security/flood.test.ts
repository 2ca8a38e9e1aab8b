import { describe, expect, test } from 'vitest';
import { ANSWERS, newAddress, saveForm, submit, workerUrl } from './worker.ts';

const FLOOD_PER_SECOND = 200;
const SECONDS = 4;
const FLOODER = { 'cf-connecting-ip': '192.0.2.66' };

const statusOf = async (answer: Promise<Response>) => {
  const response = await answer;
  await response.body?.cancel();
  return response.status;
};

/** @returns the status of each request of the flood, and of each visitor's submission during it. */
async function flood(form: string, send: (n: number) => Promise<Response>) {
  const flooded: Promise<number>[] = [];
  const others: Promise<number>[] = [];
  for (let tick = 0; tick < SECONDS * 10; tick += 1) {
    for (let n = 0; n < FLOOD_PER_SECOND / 10; n += 1) flooded.push(statusOf(send(flooded.length)));
    if (tick % 2 === 0) {
      const answers = { ...ANSWERS, 'form[email]': `v${tick}@example.com` };
      others.push(statusOf(submit(form, answers, { 'cf-connecting-ip': newAddress() })));
    }
    await new Promise((next) => setTimeout(next, 100));
  }
  return { flooded: await Promise.all(flooded), others: await Promise.all(others) };
}

const isTaken = (status: number): boolean => status === 201 || status === 202;

describe('200 requests a second from one address do not affect other visitors', { timeout: 120_000 }, () => {
  test('with submissions, thirty of which are accepted per minute', async () => {
    const form = await saveForm();
    const { flooded, others } = await flood(form, (n) =>
      submit(form, { ...ANSWERS, 'form[email]': `f${n}@example.com` }, FLOODER),
    );
    const taken = flooded.filter(isTaken).length;
    expect(others.filter((status) => !isTaken(status))).toEqual([]);
    // Two minutes' worth, when the flood lies across both.
    expect(taken).toBeLessThanOrEqual(60);
    expect(flooded.filter((status) => status === 429)).toHaveLength(flooded.length - taken);
  });

  test('with every other public request', async () => {
    const form = await saveForm();
    const paths = [`/v1/forms/${form}`, `/f/${form}`, `/widget.js?form=${form}`, '/healthz', '/v1/admin/forms'];
    const { flooded, others } = await flood(form, (n) => {
      const path = paths[n % (paths.length + 1)] ?? `/v1/forms/${form}/leads/${crypto.randomUUID()}`;
      return fetch(workerUrl + path, { headers: FLOODER });
    });
    expect(others.filter((status) => !isTaken(status))).toEqual([]);
    // What wakes an object, or guesses a token, is limited.
    expect(new Set(flooded)).toEqual(new Set([200, 401, 404, 429]));
  });
});
