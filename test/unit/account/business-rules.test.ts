import { describe, expect, test } from 'vitest';
import { hasValidRateFallen, isUnusuallyQuiet } from '../../../worker/account/operations/business-rules.ts';

describe('a form is unusually quiet', () => {
  test.each([
    ['when yesterday’s weekday had leads in both weeks before', { 8: 5, 15: 5 }, true],
    ['also when other days had some', { 2: 40, 8: 50, 9: 3, 15: 50 }, true],
    ['but not with a lead today', { 0: 1, 8: 5, 15: 5 }, false],
    ['but not with a lead yesterday', { 1: 1, 8: 5, 15: 5 }, false],
    ['but not when it had few', { 8: 4, 15: 5 }, false],
    ['but not on a weekday that is always quiet', { 7: 50, 14: 50 }, false],
    ['but not in its second week', { 8: 50 }, false],
    ['but not without any lead ever', {}, false],
  ] as [string, Record<number, number>, boolean][])('%s', (_, days, expected) => {
    expect(isUnusuallyQuiet((ago) => days[ago] ?? 0)).toBe(expected);
  });
});

describe('the share of valid leads has fallen', () => {
  test.each([
    ['by half', [10, 10], [20, 0], true],
    ['to nothing', [0, 20], [10, 10], true],
    ['less than by half', [11, 9], [20, 0], false],
    ['of too few leads', [0, 19], [20, 0], false],
    ['from too few leads', [0, 20], [19, 0], false],
    ['from nothing', [0, 20], [0, 20], false],
    ['though there are more valid ones', [100, 300], [50, 30], true],
  ] as [string, [number, number], [number, number], boolean][])('%s: %j after %j', (_, week, before, expected) => {
    const decided = ([valid, invalid]: [number, number]) => ({ valid, invalid });
    expect(hasValidRateFallen(decided(week), decided(before))).toBe(expected);
  });
});
