import { describe, expect, test } from 'vitest';
import {
  account,
  enqueue,
  fireAlarm,
  inside,
  lead,
  linger,
  newId,
  restartWith,
  setUp,
  submit,
  until,
} from './support/account.ts';
import { DAY, HOUR, MINUTE, pass, SECOND } from './support/clock.ts';
import { inTurn, lost, status } from './support/convertr.ts';

const context = setUp();
const count = (table: string) => inside((sql) => sql.exec<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table}`).one().n);
const causes = async () => (await account().account()).alerts.map(({ cause }) => cause);
const decide = () => {
  context.convertr.behaviour.result = () => new Response('');
};

describe('what is kept', () => {
  test('answers of a delivered lead for seven days, its row for thirteen months, its figures for good', async () => {
    decide();
    const submission = newId();
    await submit({ submission });
    pass(6.9 * DAY);
    await fireAlarm();
    expect((await lead(submission)).answers).not.toBeNull();
    pass(0.2 * DAY);
    await fireAlarm();
    expect(await lead(submission)).toMatchObject({ answers: null, context: null, status: 'delivered' });
    expect(await count('emails')).toBe(1);
    for (let month = 0; month < 12; month++) {
      pass(30 * DAY);
      await fireAlarm();
    }
    pass(28 * DAY);
    await fireAlarm();
    expect(await count('leads')).toBe(1);
    pass(2 * DAY);
    await fireAlarm();
    for (const table of ['leads', 'emails', 'history']) expect(await count(table)).toBe(0);
    expect(await account().stats({ by: 'status' })).toMatchObject([{ key: 'delivered', count: 1 }]);
    expect((await account().account()).counts.delivered).toBe(0);
  });

  test('as long as RETAIN_ANSWERS_DAYS says', async () => {
    await restartWith({ RETAIN_ANSWERS_DAYS: '1' });
    decide();
    const submission = newId();
    await submit({ submission });
    pass(1.1 * DAY);
    await fireAlarm();
    expect(await lead(submission)).toMatchObject({ answers: null });
  });

  test('an undelivered lead until day 30, with an alert from day 23; then it is discarded as expired', async () => {
    context.convertr.behaviour.leads = () => status(422);
    const submission = newId();
    await submit({ submission });
    pass(22 * DAY);
    await fireAlarm();
    expect(await causes()).toEqual(['held']);
    pass(1.1 * DAY);
    await fireAlarm();
    expect(await causes()).toContain('expiring');
    pass(6.8 * DAY);
    await fireAlarm();
    expect(await lead(submission)).toMatchObject({ status: 'held', answers: { 'form[firstName]': 'Zoë' } });
    pass(0.2 * DAY);
    await fireAlarm();
    expect(await lead(submission)).toMatchObject({
      status: 'discarded',
      reason: 'expired',
      answers: null,
      reasons: [],
    });
    await fireAlarm();
    expect(await causes()).toEqual([]);
  });
});

describe('verdicts', () => {
  const poll = () => context.convertr.count('result');

  test('are polled until there is one; the reasons are stored', async () => {
    context.convertr.behaviour.result = inTurn(
      () => undefined,
      lost,
      () => status(500),
      () => Response.json({ qaReasons: 'No', failedJobs: ['Bad postcode'], leadData: { email: 'x' } }),
    );
    const submission = newId();
    await submit({ submission });
    for (let n = 1; n <= 4; n++) {
      pass(2 * MINUTE);
      await until(() => poll() >= n);
      await linger(30);
    }
    expect(await lead(submission)).toMatchObject({ verdict: 'invalid', reasons: ['Bad postcode'] });
    pass(DAY / 2);
    await fireAlarm();
    expect(poll()).toBe(4);
    expect(await account().state('report', submission)).toMatchObject({ status: 'delivered', verdict: 'invalid' });
  });

  test('of one lead that cannot be polled don’t delay the others', async () => {
    const [bad, good] = [newId(), newId()];
    await submit({ submission: bad });
    await submit({ submission: good });
    context.convertr.behaviour.result = ({ url }) =>
      url.pathname.endsWith('/1000') ? status(404, { message: 'Not Found' }) : new Response('');
    pass(10 * SECOND);
    await until(async () => (await lead(good)).verdict === 'valid');
    expect(await lead(bad)).toMatchObject({ verdict: 'pending', status: 'delivered' });
  });

  test('that take forever leave two calls free for leads', async () => {
    for (let n = 0; n < 8; n++) await submit();
    context.convertr.behaviour.result = () => new Promise(() => {});
    pass(20 * SECOND);
    await startAlarm();
    await until(() => poll() === 3);
    expect(await submit()).toMatchObject({ kind: 'delivered' });
    expect(poll()).toBe(3);
  });

  test('stop after a 429, and resume when it is over', async () => {
    await submit();
    context.convertr.behaviour.result = inTurn(() => status(429, {}, { 'Retry-After': '100' }));
    pass(10 * SECOND);
    await until(() => poll() === 1);
    await linger(30);
    pass(60 * SECOND);
    expect(await enqueue()).toMatchObject({ kind: 'queued' });
    await linger();
    expect(context.convertr.count('leads')).toBe(1);
    pass(60 * SECOND);
    await until(() => context.convertr.count('leads') === 2 && poll() >= 2);
  });
});

/** Fires the alarm without waiting for its end, which does not come while calls hang. */
async function startAlarm(): Promise<void> {
  void fireAlarm().catch(() => {});
  await scheduler.wait(50);
}

describe('the webhook', () => {
  const WEBHOOK = 'https://hooks.example.com/canary';
  const messages = () =>
    context.convertr.calls.filter(({ what }) => what === 'webhook').map(({ text }) => JSON.parse(text).text);

  test('gets one message when a cause begins and one when it is over, without personal data', async () => {
    await restartWith({ ALERT_WEBHOOK: WEBHOOK });
    context.convertr.behaviour.leads = () => status(422);
    const [one, two] = [newId(), newId()];
    await submit({ submission: one });
    await submit({ submission: two });
    await until(() => messages().length === 1);
    pass(HOUR);
    await linger();
    expect(messages()).toEqual([expect.stringMatching(/^Leadwire, acme: At least one lead is held/)]);
    await account().discard(one);
    await account().discard(two);
    await until(() => messages().length === 2);
    expect(messages()[1]).toMatch(/^Over: Leadwire, acme: At least one lead is held/);
    await linger();
    expect(messages()).toHaveLength(2);
    expect(messages().join()).not.toMatch(/canary|Zoë/i);
  });

  test('that fails is tried again; one that never answers keeps no lead waiting', async () => {
    await restartWith({ ALERT_WEBHOOK: WEBHOOK });
    context.convertr.behaviour.webhook = inTurn(
      () => status(500),
      () => new Promise(() => {}),
    );
    context.convertr.behaviour.leads = inTurn(() => status(422));
    await submit();
    await until(() => messages().length === 1);
    await linger(30);
    pass(2 * MINUTE);
    await until(() => messages().length === 2);
    expect(await submit()).toMatchObject({ kind: 'delivered' });
    expect(await submit()).toMatchObject({ kind: 'delivered' });
  });

  test('gets one message for a drift, although caches of different age report it in turns', async () => {
    await restartWith({ ALERT_WEBHOOK: WEBHOOK });
    for (const isDrifted of [true, false, true, false]) await submit({ isDrifted });
    await until(() => messages().length === 1);
    await linger();
    expect(messages()).toEqual([expect.stringContaining('form report: A form no longer matches')]);
    pass(16 * MINUTE);
    await submit();
    await until(() => messages().length === 2);
    expect(messages()[1]).toMatch(/^Over: /);
  });

  test('gets no message for an old lead that a person has just sent again', async () => {
    await restartWith({ ALERT_WEBHOOK: WEBHOOK });
    await submit();
    context.convertr.behaviour.leads = () => status(422);
    for (let n = 0; n < 12; n++) await submit();
    await until(() => messages().length === 1);
    delete context.convertr.behaviour.leads;
    pass(HOUR);
    await account().retryAll({ status: 'held' }, 200);
    await until(async () => (await account().account()).counts.delivered === 13);
    pass(2 * MINUTE);
    await linger();
    expect(messages().filter((text) => text.includes('15 minutes'))).toEqual([]);
  });

  test('gets another message when a cause comes back while its end is being sent', async () => {
    await restartWith({ ALERT_WEBHOOK: WEBHOOK });
    context.convertr.behaviour.leads = () => status(422);
    const [one, two] = [newId(), newId()];
    await submit({ submission: one });
    await until(() => messages().length === 1);
    let heard = false;
    context.convertr.behaviour.webhook = async ({ text }) => {
      while (text.includes('Over: ') && !heard) await scheduler.wait(5);
      return undefined;
    };
    await account().discard(one);
    await until(() => messages().length === 2);
    await submit({ submission: two });
    heard = true;
    await until(() => messages().length === 3);
    expect(messages()[2]).toMatch(/^Leadwire, acme: At least one lead is held/);
  });

  test('gets a message when a lead waits for more than a quarter of an hour', async () => {
    await restartWith({ ALERT_WEBHOOK: WEBHOOK });
    context.convertr.behaviour.leads = () => status(503);
    await enqueue();
    await until(() => context.convertr.count('leads') > 0);
    pass(16 * MINUTE);
    await until(async () => (await causes()).includes('waiting'));
    pass(MINUTE);
    await until(() => messages().some((text) => text.includes('more than 15 minutes')));
    delete context.convertr.behaviour.leads;
    pass(2 * HOUR);
    await until(() => messages().some((text) => text.startsWith('Over: ') && text.includes('15 minutes')));
  });
});
