/** Counts of the ledger as tables. The charts draw them, and each chart has its table below. */
import type { StatsRow } from '../../account-api.ts';
import { DAY_MS, toDay } from '../components/time.ts';

export interface Row {
  name: string;
  /** One count per verdict, in the order of `VERDICTS`. */
  values: number[];
}

/** In the order in which they are stacked. `none`: not delivered, so Convertr has not decided. */
export const VERDICTS = [
  { key: 'valid', label: 'Valid' },
  { key: 'pending', label: 'Pending' },
  { key: 'invalid', label: 'Invalid' },
  { key: 'none', label: 'Not delivered' },
] as const;

/** The part of a row that the charts need. */
type Counted = Pick<StatsRow, 'key' | 'and' | 'count'>;

const INVALID = VERDICTS.findIndex(({ key }) => key === 'invalid');
const VALID = VERDICTS.findIndex(({ key }) => key === 'valid');

const toValues = (rows: Counted[]): number[] =>
  VERDICTS.map(({ key }) => rows.filter((row) => row.and === key).reduce((total, { count }) => total + count, 0));

export function countDays(rows: Counted[], from: string, days: number): Row[] {
  const start = Date.parse(from);
  return Array.from({ length: days }, (_, index) => {
    const name = toDay(start + index * DAY_MS);
    return { name, values: toValues(rows.filter(({ key }) => key === name)) };
  });
}

export type ChannelOrder = 'leads' | 'invalid';

/** One row per channel: most leads first, or the largest share of invalid ones. */
export function countChannels(rows: Counted[], order: ChannelOrder): Row[] {
  const byChannel = Map.groupBy(rows, ({ key }) => key);
  const all = [...byChannel].map(([name, own]) => ({ name, values: toValues(own) }));
  const byLeads = (a: Row, b: Row) => sum(b.values) - sum(a.values);
  const byShare = (a: Row, b: Row) => (invalidShare(b) ?? -1) - (invalidShare(a) ?? -1) || byLeads(a, b);
  return all.sort(order === 'invalid' ? byShare : byLeads);
}

/** From 0 to 1, among the leads that Convertr has decided, or nothing if there are none. */
export function invalidShare({ values }: Row): number | undefined {
  const [valid, invalid] = [values[VALID] ?? 0, values[INVALID] ?? 0];
  return valid + invalid > 0 ? invalid / (valid + invalid) : undefined;
}

export const formatShare = (share: number | undefined): string =>
  share === undefined ? '–' : `${Math.round(share * 100)}%`;

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
