import { expect, test, vi } from 'vitest';
import { account, enqueue, inside, kill, lead, linger, newId, setUp, submit } from '../support/account.ts';
import { HOUR, pass } from '../support/clock.ts';
import { inTurn, REFUSED, status } from '../support/convertr.ts';

const context = setUp();

/** The tables that may have a million rows. */
const LARGE = /\b(leads|history|emails|sources|source_counters)\b/;
/** A walk over a partial index is short: it has the rows of one rare state, or only the first one is read. */
const PARTIAL = /USING (COVERING )?INDEX leads_(duplicates|poll|ready|closed)\b/;

test('no query looks at each row of a table: all find theirs by an index', async () => {
  const statements = new Map<string, unknown[]>();
  await inside((sql) => {
    const prototype = Object.getPrototypeOf(sql) as SqlStorage;
    const exec = prototype.exec;
    vi.spyOn(prototype, 'exec').mockImplementation(function (
      this: SqlStorage,
      statement: string,
      ...values: unknown[]
    ) {
      statements.set(statement, values);
      return exec.call(this, statement, ...values) as never;
    });
  });
  await kill();
  context.convertr.behaviour.leads = inTurn(
    () => undefined,
    () => REFUSED({ email: { errors: ['Bad.'] } }),
    () => status(422),
    () => status(403, { message: 'Campaign is fulfilled' }),
    () => status(503),
  );
  const [delivered, refused] = [newId(), newId()];
  await submit({ submission: delivered });
  await submit({ submission: refused });
  for (let n = 0; n < 3; n++) await enqueue({ campaignId: n });
  await linger(300);
  await account().retry(refused, { 'form[firstName]': 'Zoé' });
  for (const state of ['delivered', 'held', 'queued'] as const) await account().leads({ status: state });
  await account().leads({ form: 'report', channel: 'Email', verdict: 'pending', day: '2026-01-01', cursor: '9' });
  await account().leads({ status: ['held', 'refused'], order: 'oldest' });
  await account().leads({ find: '12345678', from: '2026-01-01', verdict: 'none' });
  await account().leads({ duplicate: true });
  await account().retryAll({}, 0);
  for (const by of ['form', 'status', 'day'] as const) await account().stats({ by, from: '2026-01-01' });
  for (const by of ['page', 'reason', 'link'] as const) await account().stats({ by, and: 'value', form: 'report' });
  await lead(delivered);
  await account().wake();
  pass(70 * 24 * HOUR);
  await enqueue();
  await linger(300);
  await account().leadsOf('zoe.canary@example.com');
  await account().erase('zoe.canary@example.com');
  vi.restoreAllMocks();

  const hot = [...statements].filter(([statement]) => /^\s*(SELECT|UPDATE|DELETE|WITH)/.test(statement));
  expect(hot.length).toBeGreaterThan(25);
  const walks: string[] = [];
  for (const [statement, values] of hot) {
    const plan = await inside((sql) =>
      sql.exec<{ detail: string }>(`EXPLAIN QUERY PLAN ${statement}`, ...(values as string[])).toArray(),
    );
    for (const { detail } of plan) {
      if (/^SCAN/.test(detail) && LARGE.test(detail) && !PARTIAL.test(detail)) walks.push(`${detail}: ${statement}`);
      if (/TEMP B-TREE/.test(detail) && !/counters\b/.test(statement)) walks.push(`${detail}: ${statement}`);
    }
  }
  expect(walks).toEqual([]);
}, 30_000);
