import { describe, expect, test } from 'vitest';
import type { LeadPage, LeadQuery } from '../../../worker/account-api.ts';
import {
  ANSWERS,
  account,
  enqueue,
  env,
  inside,
  lead,
  newId,
  restartWith,
  rows,
  setUp,
  submit,
  toRequest,
  until,
  untilQuiet,
} from './support/account.ts';
import { HOUR, MINUTE, pass } from './support/clock.ts';
import { inTurn, REFUSED, status } from './support/convertr.ts';

const context = setUp();

describe('a person', () => {
  test('corrects answers and sends the lead again', async () => {
    context.convertr.behaviour.leads = inTurn(() => REFUSED({ email: { errors: ['Bad.'] } }));
    const submission = newId();
    await submit({ submission });
    expect(await account().retry(submission, { 'form[email]': 'other@example.com' })).toMatchObject({
      kind: 'changed',
    });
    await untilQuiet();
    expect(context.convertr.leads[0]?.answers['form[email]']).toBe('other@example.com');
    expect(await account().retry(submission)).toEqual({ kind: 'wrong_state', status: 'delivered' });
    expect((await account().erase('other@example.com')).delivered).toEqual([1000]);
  });

  test('discards a lead, but none that is delivered', async () => {
    context.convertr.behaviour.leads = inTurn(() => status(422));
    const [held, delivered] = [newId(), newId()];
    await submit({ submission: held });
    await submit({ submission: delivered });
    expect(await account().discard(held)).toMatchObject({ kind: 'changed', lead: { status: 'discarded' } });
    expect(await account().discard(delivered)).toEqual({ kind: 'wrong_state', status: 'delivered' });
    expect(await account().discard(newId())).toEqual({ kind: 'not_found' });
    expect(await account().state('report', held)).toMatchObject({ status: 'queued' });
  });

  test('discards a lead once, and gets the same answer when asking again', async () => {
    const submission = newId();
    await submit({ submission, signals: ['x'] });
    const first = await account().discard(submission);
    expect(first).toMatchObject({ kind: 'changed', lead: { status: 'discarded' } });
    expect(await account().discard(submission)).toEqual(first);
    expect((await lead(submission)).history).toHaveLength(2);
  });

  test('finds in a lead’s history each change, each from where the one before has led', async () => {
    context.convertr.behaviour.leads = inTurn(
      () => status(503),
      () => status(422),
      () => REFUSED({ email: { errors: ['Bad.'] } }),
    );
    const submission = newId();
    await submit({ submission, signals: ['x'], answerWithinMs: 0 });
    await account().retry(submission);
    await untilQuiet();
    pass(MINUTE);
    await until(async () => (await lead(submission)).status === 'held');
    await account().retry(submission);
    await until(async () => (await lead(submission)).status === 'refused');
    await account().discard(submission);
    const { history } = await lead(submission);
    expect(history.map(({ to }) => to).join(' ')).toBe(
      'quarantined queued sending queued sending held queued sending refused discarded',
    );
    for (const [index, { from, at }] of history.entries()) {
      expect(from).toBe(history[index - 1]?.to ?? null);
      expect(at >= (history[index - 1]?.at ?? '')).toBe(true);
    }
  });

  test('leaves out what a correction has emptied, because to Convertr a blank checkbox is ticked', async () => {
    context.convertr.behaviour.leads = inTurn(() => REFUSED({ email: { errors: ['Bad.'] } }));
    const submission = newId();
    await submit({ submission });
    await account().retry(submission, { 'form[lastName]': '' });
    await untilQuiet();
    expect(context.convertr.leads.at(-1)?.answers).not.toHaveProperty('form[lastName]');
    expect((await lead(submission)).answers).not.toHaveProperty('form[lastName]');
  });

  test('retries all that a filter finds', async () => {
    context.convertr.behaviour.leads = () => status(422);
    for (let n = 0; n < 7; n++) await submit({ form: n < 4 ? 'a' : 'b' });
    delete context.convertr.behaviour.leads;
    expect(await account().retryAll({ form: 'a' }, 0)).toEqual({ retried: 0, remaining: 4 });
    expect(await account().retryAll({ form: 'a', status: 'held' }, 3)).toEqual({ retried: 3, remaining: 1 });
    await untilQuiet();
    expect((await account().account()).counts).toMatchObject({ delivered: 3, held: 4 });
  });
});

describe('the list of leads', () => {
  test('is found by several states, by number, by the beginning of an id, by days, and oldest first', async () => {
    context.convertr.behaviour.leads = inTurn(
      () => undefined,
      () => status(422),
      () => REFUSED({ email: { errors: ['Bad.'] } }),
    );
    const [delivered, held, refused, waiting] = [newId(), newId(), newId(), newId()];
    for (const submission of [delivered, held, refused]) await submit({ submission });
    await submit({ submission: waiting, signals: ['honeypot'], answerWithinMs: 0 });
    const find = async (query: LeadQuery) => (await account().leads(query)).leads.map(({ submission }) => submission);
    expect(await find({ status: ['refused', 'held', 'quarantined'] })).toEqual([waiting, refused, held]);
    expect(await find({ status: ['held', 'refused'], order: 'oldest' })).toEqual([held, refused]);
    expect(await find({ status: ['held', 'delivered'] })).toEqual([held, delivered]);
    expect(await find({ order: 'oldest', limit: 2 })).toEqual([delivered, held]);
    expect(await find({ find: '1000' })).toEqual([delivered]);
    expect(await find({ find: refused.slice(0, 8) })).toEqual([refused]);
    expect(await find({ find: 'nonsense' })).toEqual([]);
    expect(await find({ verdict: 'none' })).toEqual([waiting, refused, held]);
    const today = new Date().toISOString().slice(0, 10);
    expect(await find({ from: today, to: today })).toHaveLength(4);
    expect(await find({ to: '2020-01-01' })).toEqual([]);
    expect((await account().leads({ status: ['held', 'refused'] })).count).toBe(2);
    expect((await account().leads({ verdict: 'none', form: 'report' })).count).toBe(3);
  });

  test('continues at its cursor in either direction, even over several states', async () => {
    context.convertr.behaviour.leads = () => status(422);
    for (let n = 0; n < 5; n++) await submit();
    for (const order of [undefined, 'oldest'] as const) {
      const query: LeadQuery = { status: ['held', 'refused'], limit: 2, ...(order && { order }) };
      const seen: string[] = [];
      let cursor: string | null | undefined;
      do {
        const page: LeadPage = await account().leads(cursor ? { ...query, cursor } : query);
        seen.push(...page.leads.map(({ submission }) => submission));
        cursor = page.cursor;
      } while (cursor);
      expect(new Set(seen).size).toBe(5);
    }
  });
});

describe('erasure', () => {
  const email = 'Zoe.Canary@Example.com ';

  test('finds an address in any spelling, deletes its answers, and names what is at Convertr', async () => {
    const delivered = newId();
    await submit({ submission: delivered });
    context.convertr.behaviour.leads = () => status(422);
    const held = newId();
    await submit({ submission: held });
    await submit({ answers: { ...ANSWERS, 'form[email]': 'somebody@example.com' } });
    expect(await account().erase(email)).toEqual({
      enterprise: 'acme',
      found: 2,
      erased: 2,
      discarded: 1,
      delivered: [1000],
      recoverableUntil: expect.stringMatching(/^20..-..-..T/),
    });
    for (const submission of [delivered, held])
      expect(await lead(submission)).toMatchObject({ answers: null, context: null });
    expect(await lead(held)).toMatchObject({ status: 'discarded', reason: 'erased' });
    expect(await account().retry(held)).toMatchObject({ kind: 'wrong_state' });
    expect((await rows()).filter(({ status }) => status === 'held')).toHaveLength(1);
  });

  test('leaves nothing by which the person could be found or recognised', async () => {
    await submit();
    context.convertr.behaviour.leads = () => status(422);
    await submit();
    await account().erase(email);
    expect((await account().leadsOf(email)).leads).toEqual([]);
    expect(await account().erase(email)).toMatchObject({ found: 0, erased: 0 });
    const kept = await inside((sql) =>
      sql.exec<{ fingerprint: string }>('SELECT fingerprint FROM leads WHERE answers_id IS NULL').toArray(),
    );
    expect(kept).toEqual([{ fingerprint: '' }, { fingerprint: '' }]);
  });

  test('stores nothing of Convertr’s later answers about the lead', async () => {
    const submission = newId();
    await submit({ submission });
    await account().erase(email);
    context.convertr.behaviour.result = () => Response.json({ qaReasons: 'zoe.canary@example.com is a duplicate' });
    pass(MINUTE);
    await until(async () => (await lead(submission)).verdict === 'invalid');
    expect(await lead(submission)).toMatchObject({ reasons: [] });
  });

  test('finds an address that only a person has typed in, where the visitor had given none', async () => {
    context.convertr.behaviour.leads = () => status(422);
    const submission = newId();
    await submit({ submission, answers: { 'form[firstName]': 'Zoë' }, emails: [] });
    await account().retry(submission, { 'form[email]': 'Typed@Example.com' });
    await untilQuiet();
    expect(await account().erase('typed@example.com')).toMatchObject({ found: 1, discarded: 1 });
  });

  test('waits for a lead that is on its way, which is then not sent again', async () => {
    await submit();
    let answers = false;
    context.convertr.behaviour.leads = async () => {
      while (!answers) await scheduler.wait(5);
      return status(503);
    };
    const submission = newId();
    await enqueue({ submission });
    await until(() => context.convertr.count('leads') === 2);
    const erasing = account().erase(email);
    await scheduler.wait(100);
    answers = true;
    expect(await erasing).toMatchObject({ found: 2, discarded: 1 });
    delete context.convertr.behaviour.leads;
    pass(HOUR);
    await untilQuiet();
    expect(context.convertr.count('leads')).toBe(2);
    expect(await lead(submission)).toMatchObject({ status: 'discarded', answers: null });
  });

  test('finds what was stored under every key; answers stay readable while their key is listed', async () => {
    const submission = newId();
    await submit({ submission });
    const old = env.LEAD_KEY as string;
    await restartWith({ LEAD_KEY: JSON.stringify([btoa('fedcba9876543210fedcba9876543210'), old]) });
    expect(await lead(submission)).toMatchObject({ answers: ANSWERS });
    await submit();
    expect(await account().erase(email)).toMatchObject({ found: 2, erased: 2 });
  });

  test('a lead whose key is gone is held, never sent empty', async () => {
    context.convertr.behaviour.leads = () => status(503);
    const submission = newId();
    await enqueue({ submission });
    await until(() => context.convertr.count('leads') === 1);
    await untilQuiet();
    await restartWith({ LEAD_KEY: btoa('fedcba9876543210fedcba9876543210') });
    delete context.convertr.behaviour.leads;
    pass(HOUR);
    await until(async () => (await lead(submission)).status === 'held');
    expect(await lead(submission)).toMatchObject({ reason: 'unreadable', answers: null });
  });
});

test('what was sealed for one lead opens for no other', async () => {
  const [one, two] = [newId(), newId()];
  await submit({ submission: one });
  await submit({ submission: two });
  await inside((sql) =>
    sql.exec(
      'UPDATE leads SET answers_id = (SELECT answers_id FROM leads WHERE submission = ?) WHERE submission = ?',
      one,
      two,
    ),
  );
  expect(await lead(one)).toMatchObject({ answers: ANSWERS });
  expect(await lead(two)).toMatchObject({ answers: null });
});

describe('figures', () => {
  test('by form, channel, status, verdict and day, and by two of them, add up to the leads', async () => {
    context.convertr.behaviour.result = inTurn(
      () => new Response(''),
      () => new Response('"Duplicate"'),
    );
    for (let n = 0; n < 3; n++) await submit({ form: 'a', channel: 'Email' });
    context.convertr.behaviour.leads = () => status(422);
    await submit({ form: 'b', channel: 'Social' });
    await until(async () => {
      pass(MINUTE);
      return context.convertr.count('result') >= 3;
    });
    await untilQuiet();
    await until(async () => (await account().stats({ by: 'verdict' })).some(({ key }) => key === 'invalid'));
    const by = async (query: Parameters<ReturnType<typeof account>['stats']>[0]) =>
      Object.fromEntries(
        (await account().stats(query)).map(({ key, and, count }) => [[key, and].filter(Boolean).join('/'), count]),
      );
    expect(await by({ by: 'form' })).toEqual({ a: 3, b: 1 });
    expect(await by({ by: 'channel' })).toEqual({ Email: 3, Social: 1 });
    expect(await by({ by: 'status' })).toEqual({ delivered: 3, held: 1 });
    expect(await by({ by: 'verdict' })).toEqual({ none: 1, pending: 1, valid: 1, invalid: 1 });
    expect(await by({ by: 'form', and: 'status' })).toEqual({ 'a/delivered': 3, 'b/held': 1 });
    const day = new Date(Date.now()).toISOString().slice(0, 10);
    expect(await by({ by: 'day', from: day, to: day })).toEqual({ [day]: 4 });
    expect(await by({ by: 'day', to: '2020-01-01' })).toEqual({});
  });

  test('count a made-up channel as (other), while the lead keeps its text', async () => {
    for (const channel of ['Made up 1', 'Made up 2']) await submit({ channel, countedChannel: '(other)' });
    await untilQuiet();
    expect(await account().stats({ by: 'channel' })).toMatchObject([{ key: '(other)', count: 2 }]);
    expect((await rows()).map(({ channel }) => channel)).toEqual(['Made up 2', 'Made up 1']);
    expect((await account().leads({ channel: '(other)' })).leads).toHaveLength(2);
  });

  test('count a lead that was put aside once it is released, and never when it is discarded', async () => {
    const [released, discarded] = [newId(), newId()];
    for (const submission of [released, discarded]) await submit({ submission, signals: ['x'] });
    expect(await account().stats({ by: 'status' })).toEqual([]);
    expect((await account().account()).counts.quarantined).toBe(2);
    await account().discard(discarded);
    await account().retry(released);
    await untilQuiet();
    expect(await account().stats({ by: 'status' })).toMatchObject([{ key: 'delivered', count: 1 }]);
    expect((await account().account()).counts).toMatchObject({ quarantined: 0, discarded: 1, delivered: 1 });
  });

  test('count leads that wait, too', async () => {
    context.convertr.behaviour.leads = () => status(503);
    await enqueue();
    await until(() => context.convertr.count('leads') === 1);
    await untilQuiet();
    expect(await account().stats({ by: 'status' })).toMatchObject([{ key: 'queued', count: 1 }]);
  });
});

test('leads are listed newest first, a page at a time, each once', async () => {
  const ids = Array.from({ length: 25 }, newId);
  for (const submission of ids) await submit(toRequest({ submission, signals: ['x'], answerWithinMs: 0 }));
  const seen: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page: Awaited<ReturnType<ReturnType<typeof account>['leads']>> = await account().leads({
      limit: 10,
      status: 'quarantined',
      ...(cursor && { cursor }),
    });
    seen.push(...page.leads.map(({ submission }) => submission));
    cursor = page.cursor;
  }
  expect(seen).toEqual(ids.toReversed());
});

test('looking at a lead’s answers is written into its history', async () => {
  const submission = newId();
  await submit({ submission });
  await account().lead(submission, undefined, true);
  expect((await lead(submission)).history.at(-1)).toMatchObject({ why: 'answers_shown' });
});
