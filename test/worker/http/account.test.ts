import { beforeEach, expect, test, vi } from 'vitest';
import { stubConvertr } from './support/convertr.ts';
import { env, readProblem, rowsOf, saveForm, submit } from './support/leadwire.ts';

beforeEach(() => {
  stubConvertr();
  vi.spyOn(console, 'error').mockImplementation(() => {});
});

test('an account’s object that cannot be reached is asked three times, then its overflow keeps the lead', async () => {
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
