import { describe, expect, test, vi } from 'vitest';
import type { StatsKey, SubmitRequest } from '../../../../worker/account-api.ts';
import { account, enqueue, fireAlarm, inside, kill, newId, setUp, submit, untilQuiet } from '../support/account.ts';
import { DAY, pass } from '../support/clock.ts';
import { inTurn, REFUSED } from '../support/convertr.ts';

const context = setUp();
const from = (page: string, change: Partial<SubmitRequest> = {}): Partial<SubmitRequest> => ({
  context: { page },
  ...change,
});
const count = async (by: StatsKey, and?: StatsKey) =>
  (await account().stats(and ? { by, and } : { by })).map(({ key, and: other, count: n }) =>
    other === undefined ? [key, n] : [key, other, n],
  );
const judge = (...reasons: string[]) => {
  context.convertr.behaviour.result = () =>
    reasons.length > 0 ? Response.json({ qaReasons: '', failedJobs: reasons }) : new Response('');
};

describe('a report', () => {
  test('counts by source, with one key or any two', async () => {
    await submit(
      from('https://a.example.com/x?email=zoe', { utm: { source: 'mail', campaign: 'may' }, reportValue: 'p1' }),
    );
    await submit(from('https://a.example.com/x', { utm: { source: 'mail' }, reportValue: 'p2', linkId: 26 }));
    await enqueue(from('https://a.example.com/y', { channel: 'Social', minGapSeconds: 3600 }));
    expect(await count('page')).toEqual([
      ['https://a.example.com/x', 2],
      ['https://a.example.com/y', 1],
    ]);
    expect(await count('utm_source')).toEqual([
      ['(none)', 1],
      ['mail', 2],
    ]);
    expect(await count('utm_campaign', 'value')).toEqual([
      ['(none)', '(none)', 1],
      ['(none)', 'p2', 1],
      ['may', 'p1', 1],
    ]);
    expect(await count('channel', 'link')).toEqual([
      ['Email', '25', 1],
      ['Email', '26', 1],
      ['Social', '25', 1],
    ]);
  });

  test.each<[string, string[], string]>([
    ['its name', ['Unable to Contact'], 'Unable to Contact'],
    ['the first name that quotes no answer', ['Bad name Canary', 'Email Check'], 'Email Check'],
    ['(other) where every reason may quote an answer', ['Canary is no name', '+44 7700 900123'], '(other)'],
  ])('counts an invalid lead under %s', async (_, reasons, name) => {
    judge(...reasons);
    const submission = newId();
    await submit({ submission });
    await account().askVerdict(submission);
    expect(await account().stats({ by: 'reason' })).toEqual([
      { key: name, count: 1, delivered: 1, valid: 0, invalid: 1, pending: 0 },
    ]);
  });

  test('counts a refused lead under its field and what is wrong with it', async () => {
    context.convertr.behaviour.leads = inTurn(() => REFUSED({ email: { errors: ['zoe@x is not a valid email.'] } }));
    await submit();
    expect(await count('reason', 'status')).toEqual([['form[email]: email', 'refused', 1]]);
  });

  test('follows a verdict that changes, and removes the reason', async () => {
    judge('Unable to Contact');
    const submission = newId();
    await submit(from('https://a.example.com/', { submission, reportValue: 'p1' }));
    await account().askVerdict(submission);
    judge('Wrong Industry');
    await account().askVerdict(submission);
    expect(await count('reason', 'value')).toEqual([['Wrong Industry', 'p1', 1]]);
    judge();
    await account().askVerdict(submission);
    expect(await account().stats({ by: 'value', and: 'reason' })).toEqual([
      { key: 'p1', and: '(none)', count: 1, delivered: 1, valid: 1, invalid: 0, pending: 0 },
    ]);
  });

  test('counts a quarantined lead once it is released, and stores nothing about one that is not', async () => {
    const [released, discarded] = [newId(), newId()];
    await submit(from('https://a.example.com/', { submission: released, signals: ['honeypot'] }));
    await submit(from('https://bot.example.com/', { submission: discarded, signals: ['honeypot'] }));
    expect(await count('page')).toEqual([]);
    await account().discard(discarded);
    await account().retry(released);
    await untilQuiet();
    expect(await count('page')).toEqual([['https://a.example.com/', 1]]);
    const texts = await inside((sql) =>
      [...sql.exec('SELECT page AS text FROM sources'), ...sql.exec('SELECT source_text AS text FROM leads')].map(
        ({ text }) => text,
      ),
    );
    expect(texts).toEqual(['https://a.example.com/', null, null]);
  });

  test('counts no email address by name', async () => {
    await submit(from('https://a.example.com/zoe%40example.com', { reportValue: 'zoe@example.com' }));
    await submit(from('https://a.example.com/@zoe', { reportValue: '@zoe' }));
    expect(await count('page', 'value')).toEqual([
      ['(other)', '(other)', 1],
      ['https://a.example.com/@zoe', '@zoe', 1],
    ]);
  });
});

test('a report by source is kept for thirteen months, the figures of before for good', async () => {
  await submit({ reportValue: 'p1' });
  pass(395 * DAY);
  await fireAlarm();
  expect(await count('value')).toEqual([['p1', 1]]);
  pass(2 * DAY);
  await fireAlarm();
  expect(await count('value')).toEqual([]);
  expect(await inside((sql) => sql.exec('SELECT COUNT(*) AS n FROM sources').one().n)).toBe(0);
  expect(await count('status')).toEqual([['delivered', 1]]);
});

describe('a day of a form', () => {
  test('keeps a thousand values of a kind, over a restart too, and counts the rest as (other)', async () => {
    await submit({ reportValue: 'known' });
    await inside((sql) => {
      const { day } = sql.exec<{ day: string }>('SELECT day FROM leads').one();
      for (let id = 2; id <= 1000; id++)
        sql.exec(
          "INSERT INTO sources VALUES (?, 'report', ?, 'https://landing.example.com/', '', '', ?)",
          day,
          id,
          `v${id}`,
        );
    });
    await kill();
    for (const reportValue of ['v7', 'new', 'known', 'newer']) await submit({ reportValue });
    await submit({ form: 'another', reportValue: 'new' });
    expect(await count('form', 'value')).toEqual([
      ['another', 'new', 1],
      ['report', '(other)', 2],
      ['report', 'known', 2],
      ['report', 'v7', 1],
    ]);
    pass(DAY);
    await submit({ reportValue: 'newer' });
    expect((await count('value')).find(([key]) => key === 'newer')).toEqual(['newer', 1]);
  });
});

test('the second lead of a source writes at most five per cent more rows for it', async () => {
  await submit({ reportValue: 'p1' });
  const cursors: { statement: string; cursor: SqlStorageCursor<never> }[] = [];
  await inside((sql) => {
    const prototype = Object.getPrototypeOf(sql) as SqlStorage;
    const exec = prototype.exec;
    vi.spyOn(prototype, 'exec').mockImplementation(function (
      this: SqlStorage,
      statement: string,
      ...values: unknown[]
    ) {
      const cursor = exec.call(this, statement, ...values) as SqlStorageCursor<never>;
      cursors.push({ statement, cursor });
      return cursor as never;
    });
  });
  await submit({ reportValue: 'p1' });
  vi.restoreAllMocks();
  const written = (mine: boolean) =>
    cursors
      .filter(({ statement }) => /\b(sources|source_counters)\b/.test(statement) === mine)
      .reduce((total, { cursor }) => total + cursor.rowsWritten, 0);
  expect(written(true)).toBe(1);
  expect(written(true) / written(false)).toBeLessThanOrEqual(0.05);
});
