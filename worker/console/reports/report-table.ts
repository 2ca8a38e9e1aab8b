import { COLUMNS, type ColumnKey, countDays, type Order, type Row, sortRows } from '../statistics/figures.ts';
import type { Table } from '../statistics/table.ts';
import { GROUPS, toList, toName } from './groups.ts';
import type { Loaded } from './report-loader.ts';

export const COLUMN_KEYS = Object.keys(COLUMNS) as ColumnKey[];
/** More bars cannot be read. */
const CHARTED_ROWS = 15;

/** The rows of a report in their order, in words, with the lists behind them. */
export function toTable({ report, range, rows, total, names }: Loaded, order: Order) {
  const { enterprise, form, by, and } = report;
  const groupOf = (which: 'key' | 'and') => (which === 'and' && and) || by;
  const keyOf = (row: Row, which: 'key' | 'and') => (which === 'and' ? (row.and ?? '') : row.key);
  const nameOf = (row: Row, which: 'key' | 'and') => toName(groupOf(which), keyOf(row, which), names);
  // Days sort as they come, not by their names.
  const sortName = (row: Row, which: 'key' | 'and') => (groupOf(which) === 'day' ? keyOf : nameOf)(row, which);
  const heads: Table['heads'] = [{ by: 'key', label: GROUPS[by].label }];
  if (and) heads.push({ by: 'and', label: GROUPS[and].label });
  return {
    caption: `Leads by ${GROUPS[by].of}${and ? ` and ${GROUPS[and].of}` : ''}`,
    heads,
    columns: COLUMN_KEYS,
    rows: sortRows(rows, order, sortName),
    total,
    toName: nameOf,
    toList: (row: Row | undefined, verdict: string) => toList({ by, and, range, enterprise, form }, row, verdict),
  } satisfies Table;
}

/** Bars of the first rows, or one column per day where days are one of the groups. */
export function toChart({ report, range, rows, names }: Loaded, table: Pick<Table, 'rows'>) {
  const { enterprise, form, by, and } = report;
  if (by !== 'day' && and !== 'day')
    return { kind: 'groups', rows: table.rows.filter(({ leads }) => leads > 0).slice(0, CHARTED_ROWS) } as const;
  const days = by === 'day' ? rows : rows.map((row) => ({ ...row, key: row.and ?? '' }));
  return {
    kind: 'days',
    rows: countDays(days, range.from, range.to),
    toName: ({ key }: Row) => toName('day', key, names),
    toList: (row: Row) => toList({ by: 'day', and: undefined, range, enterprise, form }, row, ''),
  } as const;
}
