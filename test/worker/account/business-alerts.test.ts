import { expect, test } from 'vitest';
import { account, enqueue, env, linger, restartWith, rows, setUp, until, untilQuiet } from './support/account.ts';
import { DAY, HOUR, MINUTE, pass } from './support/clock.ts';
import { status } from './support/convertr.ts';

const context = setUp();

const messages = () =>
  context.convertr.calls.filter(({ what }) => what === 'webhook').map(({ text }) => JSON.parse(text).text as string);
const causes = async () => (await account().account()).alerts.map(({ cause }) => cause);

/** Delivers leads, with verdicts that a list brings. @returns nothing before all are delivered. */
async function deliver(count: number, verdict?: 'valid' | 'invalid'): Promise<void> {
  const before = new Set((await rows()).map(({ leadId }) => leadId));
  for (let n = 0; n < count; n++) await enqueue();
  await untilQuiet();
  await until(async () => (await account().account()).waiting === 0);
  const fresh = (await rows()).flatMap(({ leadId }) => (leadId !== null && !before.has(leadId) ? [leadId] : []));
  if (verdict)
    await account().reconcile(
      fresh.map((leadId) => ({ leadId, verdict })),
      false,
    );
}

test('a person hears once of a form without leads where it usually has some, and once that they are back', async () => {
  await restartWith({ ALERT_WEBHOOK: 'https://hooks.example.com/alert' });
  await deliver(5);
  pass(7 * DAY);
  await deliver(5);
  pass(7 * DAY);
  await account().wake();
  expect(await causes()).not.toContain('no_leads:report');
  pass(DAY);
  await account().wake();
  expect(await causes()).toContain('no_leads:report');
  await until(() => messages().length === 1);
  expect(messages()[0]).toMatch(/^Leadwire, acme, form report: No lead has come/);
  pass(2 * HOUR);
  await account().wake();
  await deliver(1);
  pass(2 * HOUR);
  await account().wake();
  await until(() => messages().length === 2);
  expect(messages()[1]).toBe(`Over: ${messages()[0]}`);
});

test('a person hears of a share of valid leads that has fallen by half', async () => {
  await deliver(20, 'valid');
  pass(7 * DAY);
  await deliver(8, 'valid');
  await deliver(12, 'invalid');
  pass(HOUR);
  await account().wake();
  expect(await causes()).toContain('valid_rate_fell:report');
});

/** An account with few requests, and whom to tell. */
async function restartWithBudget(requests: number): Promise<void> {
  const accounts = JSON.parse(env.CONVERTR_ACCOUNTS ?? '{}');
  const acme = { ...accounts.acme, budget: { requests, results: 1, logins: 1 } };
  const CONVERTR_ACCOUNTS = JSON.stringify({ ...accounts, acme });
  await restartWith({ ALERT_WEBHOOK: 'https://hooks.example.com/alert', CONVERTR_ACCOUNTS });
}

/** A minute later, with what the alarm does then. */
async function passMinute(): Promise<void> {
  pass(MINUTE);
  await linger(60);
}

test('a person hears once of a budget that holds leads back for ten minutes, and once that they are out', async () => {
  await restartWithBudget(8);
  for (let n = 0; n < 30; n++) await enqueue();
  for (let minutes = 0; minutes < 8; minutes++) await passMinute();
  expect(await causes()).toContain('budget_used_up');
  expect(messages()).toEqual([]);
  for (let minutes = 0; minutes < 6; minutes++) await passMinute();
  await until(() => messages().some((text) => /^Leadwire, acme: Leads have been waiting .* budget/.test(text)));
  for (let minutes = 0; minutes < 40 && (await causes()).includes('budget_used_up'); minutes++) await passMinute();
  await until(() => messages().some((text) => /^Over: Leadwire, acme: Leads have been waiting .* budget/.test(text)));
  expect(messages().filter((text) => text.includes('budget'))).toHaveLength(2);
  expect((await account().account()).waiting).toBe(0);
});

test('a budget that is used up is not what holds leads back while Convertr has asked for a pause', async () => {
  await restartWithBudget(4);
  context.convertr.behaviour.leads = () => status(429, {}, { 'retry-after': '1200' });
  for (let n = 0; n < 5; n++) await enqueue();
  await until(() => context.convertr.count('leads') > 0);
  await until(async () => (await account().account()).budget.requests.left === 0);
  for (let minutes = 0; minutes < 4; minutes++) {
    await passMinute();
    expect(await causes()).not.toContain('budget_used_up');
  }
  expect((await account().account()).paused?.reason).toBe('rate_limited');
});
