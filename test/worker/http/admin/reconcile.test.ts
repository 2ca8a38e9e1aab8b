import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { LeadDetail, LeadRow, StatsRow } from '../../../../worker/account-api.ts';
import { type Convertr, stubConvertr } from '../support/convertr.ts';
import { admin, readProblem, rowsOf, saveForm, submit } from '../support/leadwire.ts';

let convertr: Convertr;
beforeEach(() => {
  convertr = stubConvertr();
  vi.spyOn(console, 'error').mockImplementation(() => {});
});

const reconcile = (leads: unknown[], more: object = {}) =>
  admin('reconcile', { method: 'POST', json: { enterprise: 'acme', leads, ...more } });

/** Delivers leads of a form of their own. Each gets a number that no other test uses. */
async function deliver(count: number): Promise<{ form: string; rows: LeadRow[] }> {
  const form = await saveForm();
  for (let n = 0; n < count; n++) expect((await submit(form)).status).toBe(201);
  return { form, rows: (await rowsOf(form)).toReversed() };
}

const numberOf = (row: LeadRow | undefined): number => row?.leadId ?? 0;
const UNKNOWN = 987_654_321;

async function detail({ submission }: LeadRow): Promise<LeadDetail> {
  return (await admin(`leads/acme/${submission}`)).json();
}

async function verdicts(form: string): Promise<Record<string, number>> {
  const { rows } = (await (await admin('stats?enterprise=acme&by=form&and=verdict')).json()) as { rows: StatsRow[] };
  return Object.fromEntries(rows.filter(({ key }) => key === form).map(({ and = '', count }) => [and, count]));
}

describe('a list of Convertr’s', () => {
  test('changes verdicts, with a line in the history, Convertr’s words and the figures', async () => {
    const { form, rows } = await deliver(3);
    const [first, second, third] = rows;
    const list = [
      { leadId: numberOf(first), verdict: 'invalid', reason: 'Out of area' },
      { leadId: numberOf(second), verdict: 'valid' },
      { leadId: UNKNOWN, verdict: 'invalid' },
    ];
    const response = await reconcile(list);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ matched: 2, changed: 2, unknown: [UNKNOWN] });
    const lead = await detail(first as LeadRow);
    expect(lead).toMatchObject({ verdict: 'invalid', reasons: ['Out of area'] });
    expect(lead.history.at(-1)).toMatchObject({ from: 'delivered', to: 'delivered', why: 'reconciled' });
    expect((await detail(second as LeadRow)).verdict).toBe('valid');
    expect((await detail(third as LeadRow)).verdict).toBe('pending');
    expect(await verdicts(form)).toMatchObject({ invalid: 1, valid: 1, pending: 1 });
    expect(convertr.leads).toHaveLength(3);
  });

  test('changes nothing in a dry run, with the same answer', async () => {
    const { form, rows } = await deliver(2);
    const list = [
      ...rows.map((row) => ({ leadId: row.leadId, verdict: 'invalid' })),
      { leadId: UNKNOWN, verdict: 'valid' },
    ];
    const dry = await (await reconcile(list, { dryRun: true })).json();
    expect(dry).toEqual({ matched: 2, changed: 2, unknown: [UNKNOWN] });
    expect(await verdicts(form)).toMatchObject({ pending: 2 });
    expect((await detail(rows[0] as LeadRow)).history.map(({ why }) => why)).not.toContain('reconciled');
    expect(await (await reconcile(list)).json()).toEqual(dry);
  });

  test('changes nothing a second time', async () => {
    const { rows } = await deliver(1);
    const list = [{ leadId: numberOf(rows[0]), verdict: 'invalid' }];
    await reconcile(list);
    expect(await (await reconcile(list)).json()).toEqual({ matched: 1, changed: 0, unknown: [] });
    const { history } = await detail(rows[0] as LeadRow);
    expect(history.filter(({ why }) => why === 'reconciled')).toHaveLength(1);
  });

  test('counts the last line where a number is listed twice', async () => {
    const { rows } = await deliver(1);
    const leadId = numberOf(rows[0]);
    const list = [
      { leadId, verdict: 'invalid' },
      { leadId, verdict: 'valid' },
    ];
    expect(await (await reconcile(list)).json()).toEqual({ matched: 1, changed: 1, unknown: [] });
    expect((await detail(rows[0] as LeadRow)).verdict).toBe('valid');
  });

  test('removes the old reasons when an invalid lead is valid after all', async () => {
    const { rows } = await deliver(1);
    const leadId = numberOf(rows[0]);
    await reconcile([{ leadId, verdict: 'invalid', reason: 'Out of area' }]);
    await reconcile([{ leadId, verdict: 'valid' }]);
    expect(await detail(rows[0] as LeadRow)).toMatchObject({ verdict: 'valid', reasons: [] });
  });

  test('keeps no words about a person who was erased', async () => {
    const { rows } = await deliver(1);
    await admin('erase', { method: 'POST', json: { email: 'zoe+report@example.com' } });
    await reconcile([{ leadId: numberOf(rows[0]), verdict: 'invalid', reason: 'Zoë is unknown' }]);
    expect(await detail(rows[0] as LeadRow)).toMatchObject({ verdict: 'invalid', reasons: [] });
  });

  test.each([
    ['no lines', []],
    ['a number as text', [{ leadId: '4711', verdict: 'valid' }]],
    ['no number', [{ leadId: 0, verdict: 'valid' }]],
    ['another verdict', [{ leadId: 1, verdict: 'pending' }]],
    ['an unknown key', [{ leadId: 1, verdict: 'valid', note: 'x' }]],
    ['more than 1,000 lines', Array.from({ length: 1001 }, (_, n) => ({ leadId: n + 1, verdict: 'valid' }))],
  ])('is refused with %s', async (_, list) => {
    const response = await reconcile(list);
    expect(response.status).toBe(400);
    expect((await readProblem(response)).detail).toContain('1000 lines at most');
  });

  test('is refused for an account that is not configured', async () => {
    const response = await reconcile([{ leadId: 1, verdict: 'valid' }], { enterprise: 'nobody' });
    expect(response.status).toBe(404);
  });
});
