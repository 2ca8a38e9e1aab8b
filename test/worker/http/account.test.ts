import { beforeEach, expect, test, vi } from 'vitest';
import { stubConvertr } from './support/convertr.ts';
import { ADMIN_TOKEN, ask, env, readProblem, rowsOf, saveForm, submit } from './support/leadwire.ts';

beforeEach(() => {
  stubConvertr();
  vi.spyOn(console, 'error').mockImplementation(() => {});
});

test('an account’s object that cannot be reached is called three times, then its overflow keeps the lead', async () => {
  const form = await saveForm();
  await submit(form);
  let tries = 0;
  const submitting = () => {
    tries += 1;
    throw new Error('Network connection lost.');
  };
  const facts = { forms: [], links: [], fetchedAt: Date.now(), closed: null };
  const object = { submit: submitting, campaign: async () => facts };
  const ACCOUNTS = { idFromName: () => 'id', get: () => object } as never;
  const response = await submit(form, { vars: { ACCOUNTS } });
  expect(response.status).toBe(202);
  expect(tries).toBe(3);
  expect(await rowsOf(form)).toHaveLength(1);
});

test('a submission is refused when a new jurisdiction would leave the ledger behind', async () => {
  const form = await saveForm();
  expect((await submit(form)).status).toBe(201);
  const accounts = JSON.parse(env.CONVERTR_ACCOUNTS ?? '');
  accounts.acme.jurisdiction = 'eu';
  const response = await submit(form, { vars: { CONVERTR_ACCOUNTS: JSON.stringify(accounts) } });
  expect(response.status).toBe(503);
  expect((await readProblem(response)).detail).toContain('The jurisdiction of acme');
  expect((await submit(form)).status).toBe(201);
});

test('an overloaded account’s object is called once, and its overflow keeps the lead; 503 when that is overloaded, too', async () => {
  const form = await saveForm();
  await submit(form);
  let tries = 0;
  const refuse = () => {
    tries += 1;
    throw Object.assign(new Error('Durable Object is overloaded.'), { overloaded: true });
  };
  const facts = { forms: [], links: [], fetchedAt: Date.now(), closed: null };
  const busy = { idFromName: () => 'id', get: () => ({ submit: refuse, keep: refuse, campaign: async () => facts }) };
  expect((await submit(form, { vars: { ACCOUNTS: busy as never } })).status).toBe(202);
  expect(tries).toBe(1);
  const response = await submit(form, { vars: { ACCOUNTS: busy as never, OVERFLOW: busy as never } });
  expect(response.status).toBe(503);
  expect(response.headers.get('retry-after')).toBe('5');
});

test('a change of many leads is requested once, because it may succeed although its answer is lost', async () => {
  let tries = 0;
  const retryAll = async (_: unknown, limit: number) => {
    if (limit === 0) return { retried: 0, remaining: 2 };
    tries += 1;
    throw new Error('Network connection lost.');
  };
  const ACCOUNTS = { idFromName: () => 'id', get: () => ({ retryAll }) } as never;
  const body = JSON.stringify({ enterprise: 'acme', filter: { status: 'held' }, expect: 2 });
  const headers = { Authorization: `Bearer ${ADMIN_TOKEN}` };
  const response = await ask('/v1/admin/retry', { method: 'POST', headers, body }, { ACCOUNTS });
  expect(response.status).toBe(503);
  expect(tries).toBe(1);
});
