import { describe, expect, test } from 'vitest';
import { RequestBudget } from '../../../worker/account/limits/request-budget.ts';
import { createSpend } from './support/spend.ts';

const NOW = 1_800_000_000_000;
const BUDGET = { requests: 2700, results: 1200, logins: 10 };
const LIMITS = { requests: 3000, results: 1400, logins: 100 };
const WINDOW_MS = 300_000;

describe('the request budget', () => {
  test('allows the whole budget at once, and no more until five minutes have passed', () => {
    const budget = new RequestBudget(createSpend(), { ...BUDGET, requests: 3 });
    expect([1, 2, 3, 4].map(() => budget.tryTake('requests', 'new', NOW))).toEqual([true, true, true, false]);
    expect(budget.tryTake('requests', 'new', NOW + WINDOW_MS)).toBe(false);
    expect(budget.availableAt('requests', 'new', NOW)).toBe(NOW + WINDOW_MS + 1000);
    expect(budget.tryTake('requests', 'new', NOW + WINDOW_MS + 1000)).toBe(true);
  });

  test('is kept over a restart', () => {
    const spend = createSpend();
    const before = new RequestBudget(spend, { ...BUDGET, requests: 2 });
    before.tryTake('requests', 'new', NOW);
    before.tryTake('logins', 'new', NOW + 5000);
    const after = new RequestBudget(spend, { ...BUDGET, requests: 2 });
    expect(after.tryTake('requests', 'new', NOW + 6000)).toBe(false);
    expect(after.left(NOW + 6000)).toMatchObject({ requests: { left: 0 }, logins: { left: 9 } });
  });

  test('keeps the last tenth from verdict polls, and the last fiftieth from retries', () => {
    const budget = new RequestBudget(createSpend(), { requests: 100, results: 100, logins: 10 });
    const takeAll = (kind: 'requests' | 'results', priority: 'new' | 'retry' | 'poll') => {
      let taken = 0;
      while (budget.tryTake(kind, priority, NOW)) taken += 1;
      return taken;
    };
    expect(takeAll('results', 'poll')).toBe(90);
    expect(takeAll('requests', 'retry')).toBe(8);
    expect(takeAll('requests', 'new')).toBe(2);
  });

  test('counts lead results and logins among the requests, and under separate limits', () => {
    const budget = new RequestBudget(createSpend(), { requests: 100, results: 2, logins: 1 });
    expect([1, 2, 3].map(() => budget.tryTake('results', 'poll', NOW))).toEqual([true, true, false]);
    expect([1, 2].map(() => budget.tryTake('logins', 'new', NOW))).toEqual([true, false]);
    expect(budget.left(NOW).requests).toEqual({ limit: 100, left: 97 });
  });
});

test('a backlog drains at 95 % of the budget or more, and Convertr’s exact windows never see too much', () => {
  for (const priority of ['new', 'retry'] as const) {
    const budget = new RequestBudget(createSpend(), BUDGET);
    const random = createRandom(7);
    const arrivals: number[] = [];
    const started = NOW + 370;
    const sent: number[] = [];
    // As fast as five calls at once go; each arrives within two seconds, not in the order of leaving.
    for (let now = started; sent.length < 20_000; ) {
      if (budget.tryTake('requests', priority, now)) {
        sent.push(now);
        arrivals.push(now + random() * 2000);
        now += 20;
      } else now = Math.max(now + 10, budget.availableAt('requests', priority, now));
    }
    arrivals.sort((a, b) => a - b);
    let tail = 0;
    let highest = 0;
    for (const [head, at] of arrivals.entries()) {
      while ((arrivals[tail] ?? 0) <= at - WINDOW_MS) tail += 1;
      highest = Math.max(highest, head - tail + 1);
    }
    expect(highest).toBeLessThanOrEqual(LIMITS.requests);
    // Whole windows, so that the first burst doesn't flatter the figure.
    const windows = Math.floor(((sent.at(-1) ?? 0) - started) / WINDOW_MS);
    const within = sent.filter((at) => at < started + windows * WINDOW_MS).length;
    expect(within / (windows * BUDGET.requests)).toBeGreaterThanOrEqual(0.95);
  }
});

function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
}
