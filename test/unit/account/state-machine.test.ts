import { describe, expect, test } from 'vitest';
import { afterSend, afterUnknown, beforeSend } from '../../../worker/account/delivery/state-machine.ts';
import type { Effect } from '../../../worker/account/delivery/transition.ts';
import type { LeadOutcome, Refusal } from '../../../worker/convertr/outcome.ts';

const NOW = 1_800_000_000_000;
const SECOND = 1000;
const MINUTE = 60 * SECOND;

const row = (change = {}) => ({
  attempts: 1,
  backoffs: 0,
  unknowns: 0,
  on_unknown: 'resend' as const,
  flags: '[]',
  possible_duplicate: 0,
  link_id: 25,
  replied: null,
  ...change,
});
const after = (outcome: LeadOutcome, change = {}, random = 0) => afterSend(row(change), outcome, NOW, random);
const kinds = (effects: Effect[]) =>
  effects.map((effect) => (effect.kind === 'account' ? effect.signal.kind : effect.kind));
const refusal = (change: Partial<Refusal> = {}): LeadOutcome => ({
  kind: 'refused',
  refusal: { extraFields: false, form: [], fields: {}, ...change },
});
const AT_REST = { lane: null, due: null, lease: null };

test('201 with an id delivers the lead, opens its campaign, and asks for the verdict in five seconds', () => {
  const { change, effects } = after({ kind: 'delivered', leadId: 4711 });
  expect(change).toMatchObject({ status: 'delivered', lead_id: 4711, verdict: 'pending', ...AT_REST });
  expect(change).toMatchObject({ delivered: NOW, poll_due: NOW + 5 * SECOND });
  expect(kinds(effects)).toEqual(['open_campaign', 'healthy']);
});

describe('400', () => {
  test('refuses the lead, with Convertr’s words by field', () => {
    const { change, effects } = after(refusal({ form: ['No.'], fields: { 'form[email]': ['Bad.', 'Known.'] } }));
    expect(change).toMatchObject({ status: 'refused', reason: 'validation', ...AT_REST });
    expect(effects[0]).toEqual({
      kind: 'keep_reasons',
      reasons: ['No.', 'form[email]: Bad.', 'form[email]: Known.'],
    });
    expect(kinds(effects)).toContain('healthy');
  });

  test('for extra fields refetches the fields, sends once more at once, and flags the drift', () => {
    const { change, effects } = after(refusal({ extraFields: true }));
    expect(change).toMatchObject({ status: 'queued', due: NOW, lane: 1 });
    expect(kinds(effects)).toEqual(['flag', 'flag', 'refresh_campaign', 'healthy']);
    expect(effects.slice(0, 2)).toEqual([
      { kind: 'flag', flag: 'extra_fields' },
      { kind: 'flag', flag: 'drift' },
    ]);
  });

  test('for extra fields a second time is a refusal', () => {
    const { change } = after(refusal({ extraFields: true }), { flags: '["extra_fields","drift"]' });
    expect(change).toMatchObject({ status: 'refused' });
  });
});

test('401 leaves it queued and drops the token: neither a pause nor a backoff', () => {
  const { change, effects } = after({ kind: 'unauthorized' });
  expect(change).toMatchObject({ status: 'queued', due: NOW });
  expect(kinds(effects)).toEqual(['drop_token']);
});

test.each(['not_started', 'fulfilled'] as const)('403 %s holds it and closes the campaign', (reason) => {
  const { change, effects, why } = after({ kind: 'closed', reason });
  expect(change).toMatchObject({ status: 'held', reason: 'campaign_closed', ...AT_REST });
  expect(why).toBe(`campaign_${reason}`);
  expect(effects[0]).toEqual({ kind: 'close_campaign', reason });
});

describe('404', () => {
  test('for the link sends it again without the link, flagged, and refreshes the links', () => {
    const { change, effects } = after({ kind: 'link_not_found' });
    expect(change).toMatchObject({ status: 'queued', link_id: null, due: NOW });
    expect(kinds(effects)).toEqual(['flag', 'refresh_campaign', 'healthy']);
  });

  test('for the link keeps it in the row of a caller who was told of it', () => {
    expect(after({ kind: 'link_not_found' }, { replied: 'queued' }).change).not.toHaveProperty('link_id');
  });

  test('for the link of a lead that has none, or has lost it before, holds it', () => {
    for (const change of [{ link_id: null }, { flags: '["link_not_found"]', replied: 'queued' }]) {
      expect(after({ kind: 'link_not_found' }, change).change).toMatchObject({ status: 'held' });
    }
  });
});

test.each([400, 404, 409, 410, 422])('any other 4xx (%i) holds it, with Convertr’s words', (status) => {
  const { change, effects } = after({ kind: 'rejected', status, message: 'No.' });
  expect(change).toMatchObject({ status: 'held', reason: 'rejected', ...AT_REST });
  expect(effects[0]).toEqual({ kind: 'keep_reasons', reasons: ['No.'] });
});

describe('429 leaves it queued and shuts the account', () => {
  test.each([
    ['until the time that it names', 42 * SECOND, 42 * SECOND],
    ['for the whole window where it names none', undefined, 300 * SECOND],
    ['for a second at least', 0, SECOND],
    ['for hours, when it says so', 5 * 3600 * SECOND, 5 * 3600 * SECOND],
    ['for the whole window where what it names is no time', 1e12, 300 * SECOND],
  ])('%s', (_, retryAfterMs, expected) => {
    const { change, effects } = after({
      kind: 'rate_limited',
      ...(retryAfterMs !== undefined && { retryAfterMs }),
    });
    expect(change).toMatchObject({ status: 'queued', due: NOW + expected });
    expect(effects).toEqual([{ kind: 'account', signal: { kind: 'rate_limited', until: NOW + expected } }]);
  });
});

describe('503 and its kin leave it queued', () => {
  test.each([
    [1, 5 * SECOND],
    [2, 30 * SECOND],
    [3, 2 * MINUTE],
    [4, 10 * MINUTE],
    [5, 30 * MINUTE],
    [6, 60 * MINUTE],
    [99, 60 * MINUTE],
  ])('at the %i. time for %i ms and up to a fifth more', (backoffs, gap) => {
    const outcome = { kind: 'unavailable', status: 503 } as const;
    const before = { backoffs: backoffs - 1 };
    expect(after(outcome, before).change).toMatchObject({ status: 'queued', due: NOW + gap, backoffs });
    expect(after(outcome, before, 1).change.due).toBe(NOW + gap * 1.2);
    expect(kinds(after(outcome, before).effects)).toEqual(['unavailable']);
  });

  test('whatever else the lead has met before', () => {
    const { change } = after({ kind: 'unavailable', status: 503 }, { attempts: 7 });
    expect(change).toMatchObject({ due: NOW + 5 * SECOND });
  });
});

describe('an unknown outcome', () => {
  const unknown = { kind: 'unknown' } as const;

  test('sends it again after ten minutes', () => {
    const { change, effects } = after(unknown);
    expect(change).toMatchObject({ status: 'unknown', due: NOW + 10 * MINUTE, lane: 1, unknowns: 1 });
    expect(kinds(effects)).toEqual(['unknown']);
  });

  test('a second time holds it', () => {
    expect(after(unknown, { unknowns: 1 }).change).toMatchObject({
      status: 'held',
      reason: 'unknown_twice',
      ...AT_REST,
    });
  });

  test('holds it at once where the form says so', () => {
    expect(after(unknown, { on_unknown: 'hold' }).change).toMatchObject({ status: 'held', reason: 'unknown' });
  });

  test('is what a process that died leaves behind', () => {
    expect(afterUnknown(row(), 'process_died', NOW)).toMatchObject({
      why: 'process_died',
      change: { status: 'unknown' },
    });
  });
});

test.each([200, 202, 204, 302, 201])(
  'an answer that nobody has seen (%i) holds it, and the account stops',
  (status) => {
    const { change, effects } = after({ kind: 'unexpected', status });
    expect(change).toMatchObject({ status: 'held', reason: 'unexpected_answer', ...AT_REST });
    expect(kinds(effects)).toEqual(['unexpected']);
    // It may have been stored: whatever is sent later is marked.
    expect(beforeSend(row(change), 7)).toMatchObject({ possible_duplicate: 1 });
  },
);

test('"Mfa Required" leaves it queued and asks for a code', () => {
  const { change, effects } = after({ kind: 'mfa_required', mfaToken: 'm-1' });
  expect(change).toMatchObject({ status: 'queued', due: NOW });
  expect(effects).toEqual([{ kind: 'mfa', mfaToken: 'm-1' }]);
});

describe('a lead that is taken up', () => {
  test('is under a lease, in no lane, and counts the attempt', () => {
    expect(beforeSend(row({ attempts: 2 }), 7)).toEqual({
      status: 'sending',
      reason: null,
      lease: 7,
      lane: null,
      due: null,
      attempts: 3,
      possible_duplicate: 0,
    });
  });

  test('is a possible duplicate from the first unknown outcome on, for good', () => {
    expect(beforeSend(row({ unknowns: 1 }), 7)).toMatchObject({ possible_duplicate: 1 });
    expect(beforeSend(row({ possible_duplicate: 1 }), 7)).toMatchObject({ possible_duplicate: 1 });
  });
});
