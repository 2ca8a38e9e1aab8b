/** Counts of leads as charts, tables and files show them. */
import type { StatsRow } from '../../account-api.ts';
import { DAY_MS, toDay } from '../components/time.ts';

export type Figures = Pick<StatsRow, 'leads' | 'valid' | 'invalid' | 'pending'>;

/** Convertr says so of all figures that its API gives. */
export const UNCONFIRMED =
  'Verdicts come from Convertr’s API. They are unconfirmed until the campaign is signed off at Convertr, and may change.';

export interface Row extends Figures {
  key: string;
  and?: string | undefined;
  /** Of the period before. Undefined: nothing to compare with. */
  before?: Figures | undefined;
}

export const NO_FIGURES: Figures = { leads: 0, valid: 0, invalid: 0, pending: 0 };

interface Column {
  label: string;
  /** Shares are from 0 to 1, among the leads that Convertr has judged; nothing where there are none. */
  read(figures: Figures): number | undefined;
  isShare?: true;
  /** The list's filter for these leads. Blank: all of them. */
  verdict?: string;
}

const toShare = (part: number, { valid, invalid }: Figures) =>
  valid + invalid > 0 ? part / (valid + invalid) : undefined;

export const COLUMNS = {
  leads: { label: 'Leads', read: ({ leads }) => leads, verdict: '' },
  invalidShare: { label: 'Share invalid', read: (figures) => toShare(figures.invalid, figures), isShare: true },
  validRate: { label: 'Valid rate', read: (figures) => toShare(figures.valid, figures), isShare: true },
  valid: { label: 'Valid', read: ({ valid }) => valid, verdict: 'valid' },
  pending: { label: 'Pending', read: ({ pending }) => pending, verdict: 'pending' },
  invalid: { label: 'Invalid', read: ({ invalid }) => invalid, verdict: 'invalid' },
  // Convertr has not judged these.
  none: {
    label: 'Not delivered',
    read: ({ leads, valid, pending, invalid }) => leads - valid - pending - invalid,
    verdict: 'none',
  },
} as const satisfies Record<string, Column>;
export type ColumnKey = keyof typeof COLUMNS;

export const column = (key: ColumnKey): Column => COLUMNS[key];

/** In the order in which charts stack them. */
export const VERDICTS = ['valid', 'pending', 'invalid', 'none'] as const satisfies ColumnKey[];

/** The two rates make 100% together, also when both end with a half. */
const toPercent = (key: ColumnKey, share: number): number =>
  key === 'invalidShare' ? Math.ceil(share * 100 - 0.5) : Math.round(share * 100);

const NUMBER = new Intl.NumberFormat('en-GB');

export function formatFigure(key: ColumnKey, figures: Figures): string {
  const value = column(key).read(figures);
  if (value === undefined) return '–';
  return column(key).isShare ? `${toPercent(key, value)}%` : NUMBER.format(value);
}

/** "+12", "−3 points", or "no change". Undefined where there is nothing in either period, or no rate in one of them. */
export function describeChange(key: ColumnKey, { before, ...now }: Figures & { before?: Figures | undefined }) {
  const { read, isShare } = column(key);
  const [value, old] = [read(now), before && read(before)];
  if (value === undefined || old === undefined || (value === 0 && old === 0)) return undefined;
  const change = isShare ? toPercent(key, value) - toPercent(key, old) : value - old;
  if (change === 0) return 'no change';
  const unit = !isShare ? '' : Math.abs(change) === 1 ? ' point' : ' points';
  return `${change > 0 ? '+' : '−'}${NUMBER.format(Math.abs(change))}${unit}`;
}

export const addUp = (rows: readonly Figures[]): Figures =>
  rows.reduce(
    (total, { leads, valid, invalid, pending }) => ({
      leads: total.leads + leads,
      valid: total.valid + valid,
      invalid: total.invalid + invalid,
      pending: total.pending + pending,
    }),
    NO_FIGURES,
  );

export interface Order {
  by: ColumnKey | 'key' | 'and';
  isDown: boolean;
}

/** @param toName what is shown for a row's key. Nothing goes last in either direction. */
export function sortRows(rows: readonly Row[], { by, isDown }: Order, toName: (row: Row, by: 'key' | 'and') => string) {
  const direction = isDown ? -1 : 1;
  const compareNames = (a: Row, b: Row, which: 'key' | 'and') =>
    toName(a, which).localeCompare(toName(b, which), 'en', { numeric: true });
  if (by === 'key' || by === 'and') return rows.toSorted((a, b) => direction * compareNames(a, b, by));
  const { read } = column(by);
  return rows.toSorted((a, b) => {
    const [first, second] = [read(a), read(b)];
    if (first === undefined || second === undefined) return Number(first === undefined) - Number(second === undefined);
    return direction * (first - second) || b.leads - a.leads || compareNames(a, b, 'key');
  });
}

/** All days from the first to the last, those without leads too. */
export const listDays = (from: string, to: string): string[] =>
  Array.from({ length: (Date.parse(to) - Date.parse(from)) / DAY_MS + 1 }, (_, index) =>
    toDay(Date.parse(from) + index * DAY_MS),
  );

/** One row per day. Rows of one day are added up. */
export function countDays(rows: readonly Row[], from: string, to: string): Row[] {
  const byDay = Map.groupBy(rows, ({ key }) => key);
  return listDays(from, to).map((key) => {
    const own = byDay.get(key) ?? [];
    return own.length === 1 && own[0] ? own[0] : { key, ...addUp(own) };
  });
}
