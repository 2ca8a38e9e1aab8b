import { addUp, countDays as countByDay, type Figures, NO_FIGURES, type Row } from '../statistics/figures.ts';
import type { Group } from './groups.ts';
import { addDays, countDays, type Range } from './periods.ts';

interface Groups {
  by: Group;
  and: Group | undefined;
}

/** Each row of a period with the same one of the period before. A day is compared with the day at the same place. */
export function compareRows(
  now: readonly Row[],
  old: readonly Row[],
  { range, before, ...groups }: Groups & { range: Range; before: Range },
): Row[] {
  const moved = old.map((row) => moveRow(row, groups, before, range)).filter((row) => row !== undefined);
  const past = new Map(moved.map((row) => [toId(row), row]));
  const rows = groups.by === 'day' && !groups.and ? countByDay(now, range.from, range.to) : now;
  const known = new Set(rows.map(toId));
  const gone = moved.filter((row) => !known.has(toId(row))).map(({ key, and }) => ({ key, and, ...NO_FIGURES }));
  return [...rows, ...gone].map((row) => ({
    ...row,
    before: moveRow(row, groups, range, before) && (past.get(toId(row)) ?? NO_FIGURES),
  }));
}

const toId = ({ key, and }: Row): string => JSON.stringify([key, and]);

/** The row as of another period. Undefined where that is shorter: a month may be longer than the one before. */
function moveRow(row: Row, { by, and }: Groups, from: Range, to: Range): Row | undefined {
  const move = (group: Group | undefined, name: string) => {
    const isDay = group === 'day' && /^\d/.test(name);
    return isDay ? addDays(to.from, countDays({ from: from.from, to: name }) - 1) : name;
  };
  const moved = { ...row, key: move(by, row.key), and: row.and && move(and, row.and) };
  const day = by === 'day' ? moved.key : and === 'day' ? moved.and : undefined;
  return day !== undefined && /^\d/.test(day) && day > to.to ? undefined : moved;
}

/** All leads of both periods, also of days that have no counterpart. */
export const compareTotals = (now: readonly Row[], old: readonly Row[]): Figures & { before: Figures } => ({
  ...addUp(now),
  before: addUp(old),
});
