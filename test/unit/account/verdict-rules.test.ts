import { expect, test } from 'vitest';
import { afterPoll, nextPoll } from '../../../worker/account/delivery/verdict-rules.ts';
import type { ResultOutcome } from '../../../worker/convertr/outcome.ts';

const NOW = 1_800_000_000_000;
const DAY = 86_400_000;
const row = { polls: 0, delivered: NOW, verdict: 'pending' as const };

test('a first verdict is polled after 5 s, then after gaps twice as long each, two days at most', () => {
  const gaps = Array.from({ length: 4 }, (_, polls) => ((nextPoll({ ...row, polls }, NOW) ?? 0) - NOW) / 1000);
  expect(gaps).toEqual([5, 10, 20, 40]);
  expect(nextPoll({ ...row, polls: 99 }, NOW)).toBe(NOW + 2 * DAY);
});

test('an undecided lead is polled 21 times in two weeks at most, and once more on day 30', () => {
  const asked: number[] = [];
  for (let next = nextPoll(row, NOW); next !== null; next = nextPoll({ ...row, polls: asked.length }, next))
    asked.push((next - NOW) / DAY);
  expect(asked.filter((day) => day < 14).length).toBeLessThanOrEqual(21);
  expect(asked.slice(-2)).toEqual([14, 30]);
});

test.each([{ kind: 'valid' }, { kind: 'invalid', reasons: ['x'] }] as ResultOutcome[])(
  '$kind is looked at again on days 1, 3, 7, 14 and 30, because Convertr may change its mind',
  (outcome) => {
    const { change } = afterPoll(row, outcome, NOW);
    expect(change).toMatchObject({ verdict: outcome.kind });
    const days: number[] = [];
    const decided = { ...row, verdict: 'valid' as const };
    for (let next = nextPoll(decided, NOW); next !== null; next = nextPoll(decided, next))
      days.push((next - NOW) / DAY);
    expect(days).toEqual([1, 3, 7, 14, 30]);
  },
);

test('a verdict that has changed is counted, one that has not is not', () => {
  const flips = (verdict: 'pending' | 'valid' | 'invalid', outcome: ResultOutcome) =>
    afterPoll({ ...row, verdict }, outcome, NOW + DAY).effects.some(({ kind }) => kind === 'count_flip');
  expect(flips('valid', { kind: 'invalid', reasons: [] })).toBe(true);
  expect(flips('invalid', { kind: 'valid' })).toBe(true);
  expect(flips('valid', { kind: 'valid' })).toBe(false);
  expect(flips('pending', { kind: 'valid' })).toBe(false);
  expect(afterPoll({ ...row, verdict: 'valid' }, { kind: 'pending' }, NOW + DAY).change).not.toHaveProperty('verdict');
});

test.each([
  { kind: 'pending' },
  { kind: 'rejected', status: 404 },
  { kind: 'unavailable', status: 503 },
  { kind: 'unknown' },
  { kind: 'unexpected', status: 302 },
] as ResultOutcome[])('$kind is asked about again, less often', (outcome) => {
  expect(afterPoll(row, outcome, NOW).change).toEqual({ polls: 1, poll_due: NOW + 10_000 });
});

test.each([
  { kind: 'unauthorized' },
  { kind: 'rate_limited' },
  { kind: 'mfa_required', mfaToken: '' },
  { kind: 'password_expired' },
] as ResultOutcome[])('$kind is the account’s trouble: the lead’s gap stays', (outcome) => {
  expect(afterPoll(row, outcome, NOW).change).toEqual({ polls: 0, poll_due: NOW + 5000 });
});
