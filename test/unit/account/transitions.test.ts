import { describe, expect, test } from 'vitest';
import { type Case, everyCase } from './support/transition-cases.ts';
import { readTable, type TableRow } from './support/transition-table.ts';

const table = readTable();

/** The table's line for a case: one whose condition holds, else the one without a condition. */
function findLine({ event, from, conditions }: Case): TableRow | undefined {
  const lines = table.filter((line) => line.event === event && line.from.includes(from));
  return (
    lines.find(({ condition }) => condition !== '' && conditions.includes(condition)) ??
    lines.find(({ condition }) => condition === '')
  );
}

const nameOf = ({ event, condition, from }: TableRow): string =>
  [event, condition && `if ${condition}`, `from ${from.join(', ')}`].filter(Boolean).join(', ');

/** The results of each line's cases, in the table's form; what is in no line is under its own name. */
function runAll() {
  const byLine = new Map<TableRow, Set<string>>();
  const missing = new Set<string>();
  let count = 0;
  for (const each of everyCase()) {
    count += 1;
    const line = findLine(each);
    if (line) byLine.set(line, (byLine.get(line) ?? new Set()).add(JSON.stringify(each.result)));
    else if (each.result) missing.add(`${each.event} from ${each.from} to ${each.result.to}`);
  }
  return { byLine, missing, count };
}

describe('docs/reliability.md', () => {
  const { byLine, missing, count } = runAll();

  test('has a table of transitions, against which thousands of cases are run', () => {
    expect(table.length).toBeGreaterThan(35);
    expect(count).toBeGreaterThan(100_000);
  });

  test.each(table.map((line) => [nameOf(line), line] as const))('is right about: %s', (_, line) => {
    const { to, nextSend, whatElse } = line;
    const expected = line.why.map((why) => JSON.stringify({ to, why, nextSend, whatElse })).sort();
    expect([...(byLine.get(line) ?? [])].sort()).toEqual(expected);
  });

  test('leaves out no transition that the state machine can make', () => {
    expect([...missing]).toEqual([]);
  });
});
