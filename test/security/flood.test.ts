import { expect, test } from 'vitest';
import { ANSWERS, newAddress, saveForm, submit } from './worker.ts';

const FLOOD_PER_SECOND = 200;
const SECONDS = 4;

test('200 requests a second from one address leave every other visitor alone', { timeout: 60_000 }, async () => {
  const form = await saveForm();
  const flooder = { 'cf-connecting-ip': '192.0.2.66' };
  const flood: Promise<number>[] = [];
  const visitors: Promise<number>[] = [];
  const statusOf = async (answer: Promise<Response>) => {
    const response = await answer;
    await response.body?.cancel();
    return response.status;
  };
  for (let tick = 0; tick < SECONDS * 10; tick += 1) {
    for (let n = 0; n < FLOOD_PER_SECOND / 10; n += 1) {
      flood.push(statusOf(submit(form, { ...ANSWERS, 'form[email]': `f${tick}-${n}@example.com` }, flooder)));
    }
    if (tick % 2 === 0) {
      const answers = { ...ANSWERS, 'form[email]': `v${tick}@example.com` };
      visitors.push(statusOf(submit(form, answers, { 'cf-connecting-ip': newAddress() })));
    }
    await new Promise((next) => setTimeout(next, 100));
  }
  const others = await Promise.all(visitors);
  const flooded = await Promise.all(flood);
  const taken = flooded.filter((status) => status === 201 || status === 202).length;
  expect(others.filter((status) => status !== 201 && status !== 202)).toEqual([]);
  expect(taken).toBeLessThanOrEqual(60);
  expect(flooded.filter((status) => status === 429)).toHaveLength(flooded.length - taken);
});
