import { describe, expect, test } from 'vitest';
import { firstState, transition } from '../../../worker/account/delivery/state-machine.ts';
import type { Effect, LeadEvent, MachineRow, Transition } from '../../../worker/account/delivery/transition.ts';
import type { LeadOutcome, Refusal } from '../../../worker/convertr/outcome.ts';
import { createRow } from './support/row.ts';

const NOW = 1_800_000_000_000;
const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** The next state of a row. An event that cannot happen to it fails the test. */
function after(event: LeadEvent, change: Partial<MachineRow> = {}, random = 0): Transition {
  const step = transition(createRow(change), event, NOW, random);
  if (!step) throw new Error(`A lead cannot be ${event.kind} from there.`);
  return step;
}
const answered = (outcome: LeadOutcome, change: Partial<MachineRow> = {}, random = 0) =>
  after({ kind: 'answered', outcome }, change, random);
const kinds = (effects: Effect[]) => effects.map(({ kind }) => kind);
const refusal = (change: Partial<Refusal> = {}): LeadOutcome => ({
  kind: 'refused',
  refusal: { extraFields: false, form: [], fields: {}, ...change },
});
const AT_REST = { lane: null, due: null, lease: null };

test('201 with an id delivers the lead, opens its campaign, and polls for the verdict in five seconds', () => {
  const { change, effects } = answered({ kind: 'delivered', leadId: 4711 });
  expect(change).toMatchObject({ status: 'delivered', lead_id: 4711, verdict: 'pending', ...AT_REST });
  expect(change).toMatchObject({ delivered: NOW, poll_due: NOW + 5 * SECOND });
  expect(kinds(effects)).toEqual(['open_campaign']);
});

describe('400', () => {
  test('refuses the lead, with Convertr’s words by field', () => {
    const { change, effects } = answered(refusal({ form: ['No.'], fields: { 'form[email]': ['Bad.', 'Known.'] } }));
    expect(change).toMatchObject({ status: 'refused', reason: 'validation', ...AT_REST });
    expect(effects[0]).toEqual({
      kind: 'keep_reasons',
      reasons: ['No.', 'form[email]: Bad.', 'form[email]: Known.'],
    });
  });

  test('for extra fields refetches the fields, sends once more immediately, and flags the drift', () => {
    const { change, effects } = answered(refusal({ extraFields: true }));
    expect(change).toMatchObject({ status: 'queued', due: NOW, lane: 1 });
    expect(kinds(effects)).toEqual(['flag', 'flag', 'report_drift', 'refresh_campaign']);
    expect(effects.slice(0, 2)).toEqual([
      { kind: 'flag', flag: 'extra_fields' },
      { kind: 'flag', flag: 'drift' },
    ]);
  });

  test('for extra fields a second time is a refusal', () => {
    const { change } = answered(refusal({ extraFields: true }), { flags: '["extra_fields","drift"]' });
    expect(change).toMatchObject({ status: 'refused' });
  });
});

test('401 leaves it queued, without a backoff', () => {
  const { change, effects } = answered({ kind: 'unauthorized' });
  expect(change).toMatchObject({ status: 'queued', due: NOW });
  expect(effects).toEqual([]);
});

test.each(['not_started', 'fulfilled', 'inactive'] as const)('403 %s holds it and closes the campaign', (reason) => {
  const { change, effects, why } = answered({ kind: 'closed', reason, message: 'Because.' });
  expect(change).toMatchObject({ status: 'held', reason: 'campaign_closed', ...AT_REST });
  expect(why).toBe(`campaign_${reason}`);
  expect(effects).toEqual([
    { kind: 'close_campaign', reason },
    { kind: 'keep_reasons', reasons: ['Because.'] },
  ]);
});

describe('404', () => {
  test('for the link sends it again without the link, flagged, and refreshes the links', () => {
    const { change, effects } = answered({ kind: 'link_not_found' });
    expect(change).toMatchObject({ status: 'queued', link_id: null, due: NOW });
    expect(kinds(effects)).toEqual(['flag', 'refresh_campaign']);
  });

  test('for the link keeps it in the row of a caller whose answer has it', () => {
    expect(answered({ kind: 'link_not_found' }, { replied: 'queued' }).change).not.toHaveProperty('link_id');
  });

  test('for the link of a lead that has none, or has lost it before, holds it', () => {
    for (const change of [{ link_id: null }, { flags: '["link_not_found"]', replied: 'queued' as const }]) {
      expect(answered({ kind: 'link_not_found' }, change).change).toMatchObject({ status: 'held' });
    }
  });
});

test.each([400, 409, 410, 422])('any other 4xx (%i) holds it, with Convertr’s words', (status) => {
  const { change, effects } = answered({ kind: 'rejected', status, message: 'No.' });
  expect(change).toMatchObject({ status: 'held', reason: 'rejected', ...AT_REST });
  expect(effects[0]).toEqual({ kind: 'keep_reasons', reasons: ['No.'] });
});

describe('429 leaves it queued', () => {
  test.each([
    ['until the time that it names', 42 * SECOND, 42 * SECOND],
    ['for the whole window where it names none', undefined, 300 * SECOND],
    ['for a second at least', 0, SECOND],
    ['for hours, when it says so', 5 * 3600 * SECOND, 5 * 3600 * SECOND],
    ['for the whole window where what it names is no time', 1e12, 300 * SECOND],
  ])('%s', (_, retryAfterMs, expected) => {
    const outcome: LeadOutcome =
      retryAfterMs === undefined ? { kind: 'rate_limited' } : { kind: 'rate_limited', retryAfterMs };
    expect(answered(outcome).change).toMatchObject({ status: 'queued', due: NOW + expected });
  });
});

describe('503 and its kin leave it queued', () => {
  test.each([
    [1, 5 * SECOND],
    [2, 30 * SECOND],
    [3, 2 * MINUTE],
    [99, 2 * MINUTE],
  ])('at the %i. time for %i ms and up to a fifth more', (backoffs, gap) => {
    const outcome = { kind: 'unavailable', status: 503 } as const;
    const before = { backoffs: backoffs - 1 };
    expect(answered(outcome, before).change).toMatchObject({ status: 'queued', due: NOW + gap, backoffs });
    expect(answered(outcome, before, 1).change.due).toBe(NOW + gap * 1.2);
  });

  test('whatever else the lead has met before', () => {
    const { change } = answered({ kind: 'unavailable', status: 503 }, { attempts: 7 });
    expect(change).toMatchObject({ due: NOW + 5 * SECOND });
  });
});

describe('an unknown outcome', () => {
  const unknown = { kind: 'unknown' } as const;

  test('sends it again after ten minutes', () => {
    const { change } = answered(unknown);
    expect(change).toMatchObject({ status: 'unknown', due: NOW + 10 * MINUTE, lane: 1, unknowns: 1 });
  });

  test('a second time holds it', () => {
    expect(answered(unknown, { unknowns: 1 }).change).toMatchObject({
      status: 'held',
      reason: 'unknown_twice',
      ...AT_REST,
    });
  });

  test('holds it immediately if the form is configured so', () => {
    expect(answered(unknown, { on_unknown: 'hold' }).change).toMatchObject({ status: 'held', reason: 'unknown' });
  });

  test('is what a process that died leaves behind', () => {
    expect(after({ kind: 'process_died' })).toMatchObject({
      why: 'process_died',
      change: { status: 'unknown' },
    });
  });
});

test.each([200, 202, 204, 302, 201])('an answer that cannot be read (%i) holds it', (status) => {
  const { change } = answered({ kind: 'unexpected', status });
  expect(change).toMatchObject({ status: 'held', reason: 'unexpected_answer', ...AT_REST });
  // Convertr may have stored it, so a later send is marked.
  const released = {
    ...change,
    ...after({ kind: 'retried', isCorrected: false, isProbe: false }, { status: 'held' }).change,
  };
  expect(after({ kind: 'sent' }, released as Partial<MachineRow>).change).toMatchObject({ possible_duplicate: 1 });
});

test('"Mfa Required" leaves it queued', () => {
  expect(answered({ kind: 'mfa_required', mfaToken: 'm-1' }).change).toMatchObject({ status: 'queued', due: NOW });
});

describe('a lead that is sent', () => {
  test('has the number of the attempt, is not sent again automatically, and counts the attempt', () => {
    expect(after({ kind: 'sent' }, { status: 'queued', attempts: 2 }).change).toEqual({
      status: 'sending',
      reason: null,
      lease: 3,
      lane: null,
      due: null,
      attempts: 3,
      possible_duplicate: 0,
    });
  });

  test('is a possible duplicate from the first unknown outcome on, for good', () => {
    for (const change of [{ unknowns: 1 }, { possible_duplicate: 1 }]) {
      const { possible_duplicate } = after({ kind: 'sent' }, { status: 'unknown', ...change }).change;
      expect(possible_duplicate).toBe(1);
    }
  });
});

describe('a new submission', () => {
  test('is queued, before all that was sent before', () => {
    expect(firstState(false, NOW)).toEqual({ status: 'queued', reason: null, lane: 0, due: NOW });
  });

  test('that looks like a bot’s is quarantined', () => {
    expect(firstState(true, NOW)).toEqual({ status: 'quarantined', reason: 'suspicious', lane: null, due: null });
  });
});

describe('what a person does', () => {
  test('tries one lead, regardless of Convertr’s earlier answers', () => {
    expect(kinds(after({ kind: 'retried', isCorrected: true, isProbe: false }, { status: 'refused' }).effects)).toEqual(
      ['half_open'],
    );
    const unexpected = { status: 'held', reason: 'unexpected_answer' } as const;
    expect(kinds(after({ kind: 'discarded' }, unexpected).effects)).toEqual(['half_open']);
    expect(kinds(after({ kind: 'discarded' }, { status: 'held', reason: 'rejected' }).effects)).toEqual([]);
  });

  test('restarts the backoff', () => {
    const { change } = after({ kind: 'retried', isCorrected: false, isProbe: false }, { status: 'held', backoffs: 7 });
    expect(change).toMatchObject({ status: 'queued', backoffs: 0, lane: 1 });
  });

  test.each([
    ['sent again', { status: 'held', reason: 'campaign_closed' }, false],
    ['corrected', { status: 'refused', reason: 'validation' }, true],
  ] as const)('to a lead of a closed campaign that is %s makes it the one that tries', (_, row, isCorrected) => {
    const event = { kind: 'retried', isCorrected, isProbe: true } as const;
    expect(after(event, row).change).toMatchObject({ status: 'queued', reason: 'campaign_probe' });
    expect(after({ ...event, isProbe: false }, row).change).toMatchObject({ reason: null });
  });

  test('by erasure deletes the answers and the reasons, in every state', () => {
    for (const status of ['queued', 'unknown', 'held', 'refused', 'quarantined', 'sending', 'delivered'] as const) {
      expect(after({ kind: 'erased' }, { status }).change).toMatchObject({ sealed: null, reasons: null });
    }
  });
});
