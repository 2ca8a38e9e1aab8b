import { describe, expect, test } from 'vitest';
import type { FormChange, LostVisits } from '../../../worker/account-api.ts';
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

test('a form without leads when it usually has some causes one alert, and one message when they are back', async () => {
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

test('a share of valid leads that has fallen by half causes an alert', async () => {
  await deliver(20, 'valid');
  pass(7 * DAY);
  await deliver(8, 'valid');
  await deliver(12, 'invalid');
  pass(HOUR);
  await account().wake();
  expect(await causes()).toContain('valid_rate_fell:report');
});

/** An account with a small budget, and its alerts. */
async function restartWithBudget(requests: number): Promise<void> {
  const accounts = JSON.parse(env.CONVERTR_ACCOUNTS ?? '{}');
  const acme = { ...accounts.acme, budget: { requests, results: 1, logins: 1 } };
  const CONVERTR_ACCOUNTS = JSON.stringify({ ...accounts, acme });
  await restartWith({ ALERT_WEBHOOK: 'https://hooks.example.com/alert', CONVERTR_ACCOUNTS });
}

/** Advances the time by a minute, with the alarm's work. */
async function passMinute(): Promise<void> {
  pass(MINUTE);
  await linger(60);
}

async function passMinutesUntil(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let minutes = 0; minutes < 120 && !(await holds()); minutes++) await passMinute();
  expect(await holds()).toBe(true);
}

test('a person hears once of a budget that holds leads back for ten minutes, and once that they are out', async () => {
  await restartWithBudget(8);
  for (let n = 0; n < 30; n++) await enqueue();
  const told = () => messages().filter((text) => text.includes('request budget'));
  await passMinutesUntil(async () => (await causes()).includes('budget_used_up'));
  const [alert] = (await account().account()).alerts.filter(({ cause }) => cause === 'budget_used_up');
  expect(told()).toEqual([]);
  await passMinutesUntil(() => told().length > 0);
  expect(Date.now() - Date.parse(alert?.since ?? '')).toBeGreaterThanOrEqual(10 * MINUTE);
  expect(told()[0]).toMatch(/^Leadwire, acme: Leads have been waiting/);
  await passMinutesUntil(() => told().length > 1);
  expect(told()[1]).toBe(`Over: ${told()[0]}`);
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

describe('visits that get no form', () => {
  const visit = (count: number, change: Partial<LostVisits> = {}) =>
    account().noteLostVisits({ form: 'report', why: 'refused', count, origins: [], ...change });

  test.each([
    ['refused', 'origin_refused', /^Leadwire, acme, form report: Visitors see no form on pages of a site/],
    ['ended', 'visits_after_end', /^Leadwire, acme, form report: The campaign has ended, and visitors still come/],
  ] as const)(
    'are reported once when many are %s, without any text of theirs, and once more after a quiet day',
    async (why, cause, words) => {
      await restartWith({ ALERT_WEBHOOK: 'https://hooks.example.com/alert' });
      await visit(9, { why });
      expect(await causes()).toEqual([]);
      for (let n = 0; n < 30; n++) await visit(1, { why, origins: [`https://site-${n}.example.com`] });
      expect(await causes()).toEqual([`${cause}:report`]);
      await until(() => messages().length === 1);
      expect(messages()[0]).toMatch(words);
      expect(messages()[0]).not.toContain('site-');
      pass(20 * HOUR);
      await visit(1, { why });
      pass(5 * HOUR);
      await account().wake();
      expect(await causes()).toEqual([`${cause}:report`]);
      pass(20 * HOUR);
      await account().wake();
      await until(() => messages().length === 2);
      expect(messages()[1]).toBe(`Over: ${messages()[0]}`);
      expect(await causes()).toEqual([]);
    },
  );

  test('are counted from zero after a day without any', async () => {
    for (let day = 0; day < 5; day++) {
      await visit(9);
      pass(25 * HOUR);
    }
    expect(await causes()).toEqual([]);
  });

  test('name the latest five sites, in the account’s state alone', async () => {
    for (let n = 0; n < 30; n++) await visit(1, { origins: [`https://site-${n}.example.com`] });
    const [alert] = (await account().account()).alerts;
    expect(alert?.origins).toEqual([29, 28, 27, 26, 25].map((n) => `https://site-${n}.example.com`));
  });

  test.each<[string, LostVisits['why'], FormChange['saved'], boolean]>([
    ['the site is allowed', 'refused', { origins: ['https://*.example.com'], closedForm: undefined }, true],
    ['another site is allowed', 'refused', { origins: ['https://www.example.org'], closedForm: undefined }, false],
    ['another form replaces it', 'ended', { origins: [], closedForm: 'next' }, true],
    ['something else of the form changes', 'ended', { origins: [], closedForm: undefined }, false],
    ['the form is deleted', 'refused', null, true],
    ['the form is deleted', 'ended', null, true],
  ])('are over at once when %s (%s)', async (_what, why, saved, isOver) => {
    await visit(10, { why, origins: ['https://www.example.com'] });
    await visit(10, { why, form: 'other' });
    await account().formChanged({ form: 'report', saved });
    const left = (await causes()).map((cause) => cause.split(':')[1]);
    expect(left.sort()).toEqual(isOver ? ['other'] : ['other', 'report']);
  });
});
