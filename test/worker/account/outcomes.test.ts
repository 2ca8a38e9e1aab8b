import { describe, expect, test } from 'vitest';
import {
  account,
  enqueue,
  inside,
  kill,
  lead,
  linger,
  newId,
  rows,
  setUp,
  submit,
  toRequest,
  until,
  untilQuiet,
} from './support/account.ts';
import { HOUR, MINUTE, pass, SECOND } from './support/clock.ts';
import { inTurn, lost, status } from './support/convertr.ts';

const context = setUp();
const history = async (submission: string) => (await lead(submission)).history.map(({ to, why }) => `${to}: ${why}`);

describe('a token that is refused', () => {
  test('costs one login, and the lead is sent again', async () => {
    await submit();
    context.convertr.tokens.clear();
    const answers = await Promise.all(Array.from({ length: 5 }, () => submit()));
    expect(answers.every(({ kind }) => kind === 'delivered')).toBe(true);
    expect(context.convertr.count('login')).toBe(2);
    expect(context.convertr.leads).toHaveLength(6);
  });

  test('twice stops the account and causes an alert; leads are accepted and sent when it is over', async () => {
    context.convertr.behaviour.leads = () => status(401);
    const submission = newId();
    expect(await enqueue({ submission })).toMatchObject({ kind: 'queued' });
    await until(async () => (await account().account()).paused !== null);
    const state = await account().account();
    expect(state.paused).toMatchObject({ reason: 'unauthorized' });
    expect(state.alerts.map(({ cause }) => cause)).toContain('unauthorized');
    expect(context.convertr.count('leads')).toBe(2);
    expect(await enqueue()).toMatchObject({ kind: 'queued' });
    delete context.convertr.behaviour.leads;
    pass(7 * MINUTE);
    await untilQuiet();
    expect(await lead(submission)).toMatchObject({ status: 'delivered', possibleDuplicate: false });
    expect((await account().account()).paused).toBeNull();
  });

  test('once an hour, only by a read, causes no alert', async () => {
    await submit();
    for (let hour = 0; hour < 3; hour++) {
      context.convertr.tokens.clear();
      const before = context.convertr.count('result');
      pass(HOUR);
      await until(() => context.convertr.count('result') > before);
      await untilQuiet();
      pass(HOUR);
      await until(() => context.convertr.count('result') > before + 1);
      expect((await account().account()).paused).toBeNull();
    }
  });
});

describe('429', () => {
  test('stops all sending until the time that it names, even for hours', async () => {
    await submit();
    context.convertr.behaviour.leads = inTurn(() => status(429, {}, { 'Retry-After': '120' }));
    const submission = newId();
    await enqueue({ submission });
    await until(async () => (await account().account()).paused?.reason === 'rate_limited');
    const calls = context.convertr.calls.length;
    pass(100 * SECOND);
    await enqueue();
    await linger();
    expect(context.convertr.calls).toHaveLength(calls);
    pass(25 * SECOND);
    await untilQuiet();
    expect(await lead(submission)).toMatchObject({ status: 'delivered', possibleDuplicate: false });

    context.convertr.behaviour.leads = inTurn(() => status(429, {}, { 'Retry-After': '10800' }));
    await enqueue();
    await until(async () => (await account().account()).paused !== null);
    const until_ = Date.parse((await account().account()).paused?.until ?? '');
    expect(until_ - Date.now()).toBeGreaterThan(2.9 * HOUR);
  }, 15_000);

  test('that names no time waits for the whole window', async () => {
    context.convertr.behaviour.leads = inTurn(() => status(429));
    await enqueue();
    await until(async () => (await account().account()).paused !== null);
    const until_ = Date.parse((await account().account()).paused?.until ?? '');
    expect(until_ - Date.now()).toBeGreaterThan(295 * SECOND);
  });
});

test('503 leaves the lead in the queue, to be sent again after a growing gap', async () => {
  context.convertr.behaviour.leads = inTurn(
    () => status(503),
    () => status(530),
  );
  const submission = newId();
  await enqueue({ submission });
  await until(() => context.convertr.count('leads') === 1);
  await untilQuiet();
  pass(7 * SECOND);
  await until(() => context.convertr.count('leads') === 2);
  await untilQuiet();
  pass(20 * SECOND);
  await linger();
  expect(context.convertr.count('leads')).toBe(2);
  pass(20 * SECOND);
  await until(async () => (await lead(submission)).status === 'delivered');
  expect(await lead(submission)).toMatchObject({ attempts: 3, possibleDuplicate: false });
});

describe('an unknown outcome', () => {
  test('sends the lead once more, after ten minutes, and marks it', async () => {
    context.convertr.behaviour.leads = inTurn((_, store) => {
      store();
      return lost();
    });
    const submission = newId();
    await enqueue({ submission });
    await until(async () => (await lead(submission)).status === 'unknown');
    pass(9 * MINUTE);
    await untilQuiet();
    expect(context.convertr.leads).toHaveLength(1);
    pass(1.1 * MINUTE);
    await until(async () => (await lead(submission)).status === 'delivered');
    expect(await lead(submission)).toMatchObject({ possibleDuplicate: true, leadId: 1001 });
    expect((await account().account()).possibleDuplicates).toBe(1);
    expect(await history(submission)).toEqual([
      'queued: received',
      'sending: sent',
      'unknown: no_answer',
      'sending: sent',
      'delivered: convertr_confirmed',
    ]);
  });

  test('twice is held; what a person sends then is marked as well', async () => {
    context.convertr.behaviour.leads = inTurn(lost, () => status(504));
    const submission = newId();
    await enqueue({ submission });
    await until(async () => (await lead(submission)).status === 'unknown');
    pass(11 * MINUTE);
    await until(async () => (await lead(submission)).status === 'held');
    expect(await lead(submission)).toMatchObject({ reason: 'unknown_twice' });
    pass(24 * HOUR);
    await untilQuiet();
    expect(context.convertr.count('leads')).toBe(2);
    await account().retry(submission);
    await untilQuiet();
    expect(await lead(submission)).toMatchObject({ status: 'delivered', possibleDuplicate: true });
  });

  test('waits for a person immediately if the form is configured so', async () => {
    context.convertr.behaviour.leads = inTurn(lost);
    const submission = newId();
    await enqueue({ submission, onUnknown: 'hold' });
    await until(async () => (await lead(submission)).status === 'held');
    expect(await lead(submission)).toMatchObject({ reason: 'unknown' });
  });

  test('three in a row open the circuit breaker; a read comes before the next lead', async () => {
    await submit();
    const { behaviour } = context.convertr;
    behaviour.leads = () => status(502);
    behaviour.fields = lost;
    for (let n = 0; n < 3; n++) {
      await enqueue();
      await untilQuiet();
    }
    expect((await account().account()).paused).toMatchObject({ reason: 'unknown_outcomes' });
    for (let n = 0; n < 20; n++) await enqueue();
    // An hour without Convertr.
    for (let minute = 0; minute < 60; minute++) {
      pass(MINUTE);
      await until(async () => (await account().account()).paused?.until !== undefined);
      await scheduler.wait(5);
    }
    expect(context.convertr.count('leads')).toBe(4);
    expect((await account().account()).counts).toMatchObject({ unknown: 3, queued: 20 });
    delete behaviour.leads;
    delete behaviour.fields;
    const before = context.convertr.calls.length;
    for (let minute = 0; minute < 25; minute++) {
      pass(MINUTE);
      await linger();
      if ((await account().account()).waiting === 0) break;
    }
    const kinds = context.convertr.calls.slice(before).map(({ what }) => what);
    expect(kinds.indexOf('fields')).toBeLessThan(kinds.indexOf('leads'));
    expect(kinds.indexOf('fields')).toBeGreaterThanOrEqual(0);
    expect((await account().account()).counts).toMatchObject({ delivered: 24, unknown: 0, queued: 0 });
    expect((await account().account()).possibleDuplicates).toBe(3);
  }, 60_000);
});

describe('a campaign whose lists cannot be had', () => {
  test('because Convertr refuses to list its fields: its leads are sent anyway, and Convertr’s answer shows why', async () => {
    const refusal = () => status(403, { code: 403, message: 'Campaign is fulfilled' });
    context.convertr.behaviour.fields = refusal;
    context.convertr.behaviour.leads = refusal;
    const submission = newId();
    expect(await submit({ submission })).toMatchObject({ kind: 'queued' });
    expect(await lead(submission)).toMatchObject({ status: 'held', reason: 'campaign_closed' });
  });

  test('doesn’t keep the circuit breaker open: a refusal is an answer, too', async () => {
    await submit();
    context.convertr.behaviour.leads = () => status(502);
    for (let n = 0; n < 3; n++) {
      await enqueue();
      await untilQuiet();
    }
    delete context.convertr.behaviour.leads;
    context.convertr.behaviour.fields = () => status(403, { code: 403, message: 'Access denied' });
    const submission = newId();
    await enqueue({ submission });
    pass(MINUTE);
    await until(async () => (await lead(submission)).status === 'delivered');
    expect((await account().account()).paused).toBeNull();
  });
});

describe('a closed campaign', () => {
  const closed = () => status(403, { code: 403, message: 'Campaign is fulfilled' });

  test('holds its leads, is tried once an hour, and releases all when it opens', async () => {
    await submit();
    context.convertr.behaviour.leads = closed;
    const first = newId();
    expect(await submit({ submission: first })).toMatchObject({ kind: 'queued' });
    expect(await lead(first)).toMatchObject({ status: 'held', reason: 'campaign_closed' });
    const { nextAt } = await lead(first);
    expect(Date.parse(nextAt ?? '') - Date.now()).toBeGreaterThan(59 * MINUTE);
    expect(await submit()).toEqual({ kind: 'closed', reason: 'fulfilled' });
    expect(await account().campaign(1234)).toMatchObject({ closed: 'fulfilled' });
    expect((await account().account()).closedCampaigns).toEqual([1234]);

    for (let hour = 1; hour <= 3; hour++) {
      pass(61 * MINUTE);
      await until(() => context.convertr.count('leads') === 2 + hour);
      await untilQuiet();
    }
    expect(await submit()).toMatchObject({ kind: 'closed' });
    delete context.convertr.behaviour.leads;
    pass(61 * MINUTE);
    await until(async () => (await lead(first)).status === 'delivered');
    expect(await submit()).toMatchObject({ kind: 'delivered' });
    expect((await account().account()).closedCampaigns).toEqual([]);
  }, 15_000);

  test('holds those that wait for it without sending them', async () => {
    await submit();
    context.convertr.behaviour.leads = inTurn(() => status(429, {}, { 'Retry-After': '10' }));
    await enqueue();
    await until(async () => (await account().account()).paused !== null);
    for (let n = 0; n < 30; n++) await enqueue();
    context.convertr.behaviour.leads = closed;
    const before = context.convertr.count('leads');
    pass(15 * SECOND);
    await until(async () => (await account().account()).counts.held === 31);
    // Five may be on their way when the first answer comes.
    expect(context.convertr.count('leads') - before).toBeLessThanOrEqual(10);
    delete context.convertr.behaviour.leads;
    pass(61 * MINUTE);
    await until(async () => (await account().account()).counts.delivered === 32);
  }, 15_000);

  test('holds a long backlog in batches, and releases all of it again', async () => {
    await submit();
    context.convertr.behaviour.leads = inTurn(() => status(429, {}, { 'Retry-After': '60' }));
    await enqueue();
    await until(async () => (await account().account()).paused !== null);
    await Promise.all(Array.from({ length: 420 }, () => enqueue()));
    context.convertr.behaviour.leads = closed;
    const before = context.convertr.count('leads');
    pass(61 * SECOND);
    await until(async () => (await account().account()).counts.held === 421);
    expect(context.convertr.count('leads') - before).toBeLessThanOrEqual(10);
    delete context.convertr.behaviour.leads;
    pass(61 * MINUTE);
    await until(async () => (await account().account()).counts.held === 0);
  }, 60_000);

  test('is tried immediately when a person retries one of its leads, and only with that one', async () => {
    await submit();
    context.convertr.behaviour.leads = closed;
    await enqueue();
    await enqueue();
    await enqueue();
    await until(async () => (await account().account()).counts.held >= 1);
    const before = context.convertr.count('leads');
    await account().retryAll({ status: 'held' }, 200);
    await until(() => context.convertr.count('leads') > before);
    await untilQuiet();
    expect((await account().account()).counts.delivered).toBe(1);
  });

  test('lapses after an hour when nothing of it is held', async () => {
    await submit();
    context.convertr.behaviour.leads = inTurn(closed);
    const submission = newId();
    await submit({ submission });
    await account().discard(submission);
    expect(await submit()).toMatchObject({ kind: 'closed' });
    pass(61 * MINUTE);
    expect(await submit()).toMatchObject({ kind: 'delivered' });
  });
});

describe('an answer that cannot be read', () => {
  test.each([
    ['another success', () => status(200, { data: 1 })],
    ['a success without an id', () => status(201, { data: null })],
  ])(
    '%s: the lead is held, and nothing is sent until a person has looked',
    async (_, answer) => {
      await submit();
      context.convertr.behaviour.leads = inTurn(answer);
      const submission = newId();
      await enqueue({ submission });
      await until(async () => (await lead(submission)).status === 'held');
      await enqueue();
      pass(24 * HOUR);
      await linger();
      expect(context.convertr.leads).toHaveLength(1);
      expect((await account().account()).paused).toEqual({ reason: 'unexpected_answer', until: null });
      await account().retry(submission);
      await until(async () => (await account().account()).counts.delivered === 3);
      // It may have been stored the first time.
      expect(await lead(submission)).toMatchObject({ possibleDuplicate: true });
    },
    20_000,
  );

  test('is tried again with one lead when the held one has expired', async () => {
    await submit();
    context.convertr.behaviour.leads = inTurn(() => status(206));
    const submission = newId();
    await enqueue({ submission });
    await until(async () => (await lead(submission)).status === 'held');
    pass(30 * 24 * HOUR);
    const late = newId();
    await enqueue({ submission: late });
    await until(async () => (await lead(late)).status === 'delivered');
    expect(await lead(submission)).toMatchObject({ status: 'discarded', reason: 'expired' });
  });

  test('is looked at by discarding it, too', async () => {
    await submit();
    context.convertr.behaviour.leads = inTurn(() => status(201, {}));
    const submission = newId();
    await enqueue({ submission });
    await until(async () => (await lead(submission)).status === 'held');
    await enqueue();
    await account().discard(submission);
    await until(async () => (await account().account()).counts.delivered === 2);
  });
});

describe('404', () => {
  test('for anything but a link: the lead is held with Convertr’s words', async () => {
    await submit();
    context.convertr.behaviour.leads = () => status(404, { code: 404, message: 'Not Found' });
    const submission = newId();
    await submit({ submission });
    expect(await lead(submission)).toMatchObject({ status: 'held', reason: 'wrong_id', reasons: ['Not Found'] });
  });
});

// Dozens of leads one after the other: a busy machine takes longer over that than a test usually may.
describe('the scheduler', () => {
  test('lets forms take turns: a small one doesn’t wait for the end of a large one', async () => {
    await submit();
    context.convertr.behaviour.leads = inTurn(() => status(429, {}, { 'Retry-After': '5' }));
    await enqueue();
    await until(async () => (await account().account()).paused !== null);
    for (let n = 0; n < 40; n++) await enqueue({ form: 'large' });
    for (let n = 0; n < 10; n++) await enqueue({ form: 'small', linkId: 77 });
    pass(6 * SECOND);
    await until(async () => (await account().account()).waiting === 0);
    const order = context.convertr.leads.map(({ url }) => url.search === '?linkId=77');
    expect(order.lastIndexOf(true)).toBeLessThan(30);
  });

  test('lets campaigns take turns, regardless of how many forms each has', async () => {
    await submit();
    context.convertr.behaviour.leads = inTurn(() => status(429, {}, { 'Retry-After': '60' }));
    await enqueue();
    await until(async () => (await account().account()).paused !== null);
    for (let n = 0; n < 12; n++) for (const form of ['a', 'b', 'c', 'd']) await enqueue({ form });
    for (let n = 0; n < 12; n++) await enqueue({ form: 'small', campaignId: 5 });
    pass(61 * SECOND);
    await until(async () => (await account().account()).waiting === 0);
    const order = context.convertr.leads.slice(2).map(({ url }) => url.pathname.includes('/campaign/5/'));
    // By forms it would have had every fifth turn.
    expect(order.slice(0, 24).filter(Boolean).length).toBeGreaterThanOrEqual(8);
    expect(order.lastIndexOf(true)).toBeLessThan(30);
  });

  test('gives every second turn to another form’s retries while one form has all new leads', async () => {
    await submit();
    const fail = new Set(['?linkId=77']);
    context.convertr.behaviour.leads = ({ url }) => (fail.has(url.search) ? status(503) : undefined);
    for (let n = 0; n < 2; n++) await enqueue({ form: 'small', linkId: 77 });
    await untilQuiet();
    fail.clear();
    context.convertr.behaviour.leads = inTurn(() => status(429, {}, { 'Retry-After': '20' }));
    await enqueue({ form: 'large' });
    await until(async () => (await account().account()).paused !== null);
    for (let n = 0; n < 40; n++) await enqueue({ form: 'large' });
    pass(21 * SECOND);
    await until(async () => (await account().account()).waiting === 0);
    const order = context.convertr.leads.map(({ url }) => url.search === '?linkId=77');
    expect(order.lastIndexOf(true)).toBeLessThan(20);
  });

  test('does so also when the budget is used up to its last request', async () => {
    await submit();
    const fail = new Set(['?linkId=77']);
    context.convertr.behaviour.leads = ({ url }) => (fail.has(url.search) ? status(503) : undefined);
    for (let n = 0; n < 2; n++) await enqueue({ form: 'small', linkId: 77 });
    await untilQuiet();
    fail.clear();
    context.convertr.behaviour.leads = inTurn(() => status(429, {}, { 'Retry-After': '20' }));
    await enqueue({ form: 'large' });
    await until(async () => (await account().account()).paused !== null);
    for (let n = 0; n < 40; n++) await enqueue({ form: 'large' });
    await inside((sql) => {
      const later = Math.floor(Date.now() / 1000) + 21;
      sql.exec('DELETE FROM spend');
      // Twenty of 1,350 leave the window a second after the pause has ended.
      const insert = 'INSERT INTO spend (second, requests, results, logins) VALUES (?, ?, 0, 0)';
      sql.exec(insert, later + 1 - 301, 20);
      sql.exec(insert, later - 100, 1330);
    });
    await kill();
    pass(21 * SECOND);
    const before = context.convertr.leads.length;
    await until(() => context.convertr.leads.length >= before + 20);
    await linger();
    const sent = context.convertr.leads.slice(before).map(({ url }) => url.search === '?linkId=77');
    expect(sent).toHaveLength(20);
    expect(sent.filter(Boolean)).toHaveLength(2);
  }, 15_000);

  test('keeps a form’s minimum gap within a campaign, even across a restart', async () => {
    await submit({ minGapSeconds: 30 });
    for (let n = 0; n < 3; n++) await enqueue({ minGapSeconds: 30 });
    for (let step = 0; step < 12; step++) {
      pass(10 * SECOND);
      await linger();
      await scheduler.wait(20);
    }
    const times = context.convertr.calls.filter(({ what }) => what === 'leads').map(({ at }) => at);
    expect(times).toHaveLength(4);
    for (const [index, at] of times.entries())
      if (index > 0) expect(at - (times[index - 1] ?? 0)).toBeGreaterThanOrEqual(30_000);
  }, 90_000);
});

test('the budget of five minutes is kept, and what is beyond it waits', async () => {
  await inside((sql) => {
    const second = Math.floor(Date.now() / 1000);
    sql.exec('INSERT INTO spend (second, requests, results, logins) VALUES (?, 1345, 0, 0)', second - 10);
  });
  await kill();
  const requests = Array.from({ length: 10 }, () => toRequest({ answerWithinMs: 0 }));
  for (const request of requests) await account().submit(request);
  await linger();
  expect(context.convertr.calls).toHaveLength(5);
  expect((await account().account()).budget.requests.left).toBe(0);
  pass(302 * SECOND);
  await until(async () => (await rows()).every((row) => row.status === 'delivered'));
}, 20_000);
