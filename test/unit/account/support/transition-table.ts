import reliability from '../../../../docs/reliability.md?raw';

/** One line of the table of transitions in `docs/reliability.md`. */
export interface TableRow {
  event: string;
  condition: string;
  from: string[];
  to: string;
  why: string[];
  nextSend: string;
  whatElse: string[];
}

export function readTable(): TableRow[] {
  const [, section = ''] = reliability.split("## Every change of a lead's state");
  const lines = section.split('\n## ')[0]?.split('\n') ?? [];
  const rows = lines.filter((line) => line.startsWith('|')).slice(2);
  return rows.map((line) => {
    const [event = '', condition = '', from = '', to = '', why = '', nextSend = '', whatElse = ''] = line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim());
    return {
      event: toCodes(event)[0] ?? '',
      condition,
      from: from === '–' ? ['–'] : toCodes(from),
      to: toCodes(to)[0] ?? to,
      why: toCodes(why),
      nextSend,
      whatElse: toCodes(whatElse).sort(),
    };
  });
}

/** What stands between backticks. */
const toCodes = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
