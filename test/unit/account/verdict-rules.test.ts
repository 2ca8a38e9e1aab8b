import { expect, test } from 'vitest';
import { afterPoll, nextPoll } from '../../../worker/account/delivery/verdict-rules.ts';
import type { ResultOutcome } from '../../../worker/convertr/outcome.ts';

const NOW = 1_800_000_000_000;
const DAY = 86_400_000;
const row = { polls: 0, delivered: NOW };

test('verdicts are asked for after 5 s, then after gaps twice as long each, six hours at most', () => {
  const gaps = Array.from({ length: 16 }, (_, polls) => ((nextPoll({ ...row, polls }, NOW) ?? 0) - NOW) / 1000);
  expect(gaps.slice(0, 4)).toEqual([5, 10, 20, 40]);
  expect(gaps.slice(-2)).toEqual([21_600, 21_600]);
});

test('after 14 days nobody asks any more', () => {
  expect(nextPoll({ polls: 60, delivered: NOW - 14 * DAY }, NOW)).toBeNull();
  let [now, polls] = [NOW, 0];
  for (let next = nextPoll({ polls, delivered: NOW }, now); next !== null; polls += 1) {
    now = next;
    next = nextPoll({ polls: polls + 1, delivered: NOW }, now);
  }
  expect(now - NOW).toBeGreaterThan(13.5 * DAY);
  // Two weeks of an undecided lead cost fewer calls than an hour of impatience.
  expect(polls).toBeLessThan(80);
});

test.each([{ kind: 'valid' }, { kind: 'invalid', reasons: ['x'] }] as ResultOutcome[])(
  '$kind is the end',
  (outcome) => {
    expect(afterPoll(row, outcome, NOW).change).toMatchObject({ verdict: outcome.kind, poll_due: null });
  },
);

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
] as ResultOutcome[])('$kind is the account’s trouble: the lead’s gap stays', (outcome) => {
  expect(afterPoll(row, outcome, NOW).change).toEqual({ polls: 0, poll_due: NOW + 5000 });
});
