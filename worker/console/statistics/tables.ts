/** Counts of the ledger as tables: what the charts draw, and what stands behind them. */
import type { StatsRow } from '../../account-api.ts';
import { DAY_MS, toDay } from '../components/time.ts';

export interface Table {
  head: string[];
  rows: { name: string; values: number[] }[];
}

/** In the order in which they are stacked. `none`: not delivered, so nobody has judged it. */
export const VERDICTS = [
  { key: 'valid', label: 'Valid' },
  { key: 'pending', label: 'Pending' },
  { key: 'invalid', label: 'Invalid' },
  { key: 'none', label: 'Not delivered' },
] as const;

const CHANNELS_MAX = 8;

export function countDays(rows: StatsRow[], from: string, days: number): Table {
  const start = Date.parse(from);
  return {
    head: ['Day', ...VERDICTS.map(({ label }) => label)],
    rows: Array.from({ length: days }, (_, index) => {
      const name = toDay(start + index * DAY_MS);
      const values = VERDICTS.map(({ key }) => sum(rows.filter((row) => row.key === name && row.and === key)));
      return { name, values };
    }),
  };
}

/** The largest first; the rest in one row. */
export function countChannels(rows: StatsRow[]): Table {
  const totals = new Map<string, number>();
  for (const { key, count } of rows) totals.set(key, (totals.get(key) ?? 0) + count);
  const sorted = [...totals].sort(([, a], [, b]) => b - a).map(([name, count]) => ({ name, values: [count] }));
  const rest = sorted.slice(CHANNELS_MAX).reduce((total, { values }) => total + (values[0] ?? 0), 0);
  const others = rest > 0 ? [{ name: 'Others', values: [rest] }] : [];
  return { head: ['Channel', 'Leads'], rows: [...sorted.slice(0, CHANNELS_MAX), ...others] };
}

const sum = (rows: StatsRow[]): number => rows.reduce((total, { count }) => total + count, 0);
