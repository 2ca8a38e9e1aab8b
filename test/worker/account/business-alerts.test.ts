import { expect, test } from 'vitest';
import { account, enqueue, restartWith, rows, setUp, until, untilQuiet } from './support/account.ts';
import { DAY, HOUR, pass } from './support/clock.ts';

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
