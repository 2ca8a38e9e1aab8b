/** Reads a table of verdicts from Convertr or its client, pasted or from a CSV file. */
import type { ParseConfig } from 'papaparse';
import type { ReconcileLine } from '../../account-api.ts';

export interface VerdictTable {
  /** The names of the columns, or `Column 1` and so on if the table has none. */
  columns: string[];
  rows: string[][];
}

/** Numbers of columns, -1 for none. Without a column of verdicts every line is invalid, as in the usual lists. */
export type ColumnChoice = Record<'leadId' | 'verdict' | 'reason', number>;

const NAMES: Record<keyof ColumnChoice, RegExp> = {
  leadId: /^(convertr )?(lead )?(id|number|no|nr)$|^lead$/,
  verdict: /^(lead )?(verdict|status|state|result|validity|valid)$/,
  reason: /^(\w+ )?(reasons?|comments?|notes?|failed checks?|failure)$/,
};
const INVALID = /^(in-?valid|not valid|rejected|declined|failed|scrubbed|no|false|0)$/i;
const VALID = /^(valid|accepted|approved|passed|yes|true|1)$/i;
const NUMBER = /^[1-9]\d{0,14}$/;
/** The API's maximum for a reason. */
const REASON_MAX_LENGTH = 500;

export async function parseTable(text: string): Promise<VerdictTable> {
  const lines = await splitCells(text);
  const [first = []] = lines;
  // A header line has no number in it.
  const hasNames = !first.some((cell) => NUMBER.test(cell));
  const width = Math.max(0, ...lines.map((cells) => cells.length));
  const columns = Array.from({ length: width }, (_, n) => (hasNames && first[n]) || `Column ${n + 1}`);
  return { columns, rows: hasNames ? lines.slice(1) : lines };
}

export function guessColumns({ columns, rows }: VerdictTable): ColumnChoice {
  const byName = (key: keyof ColumnChoice) => columns.findIndex((name) => NAMES[key].test(toWords(name)));
  const byCells = (pattern: (cell: string) => boolean) =>
    columns.findIndex((_, n) => rows.length > 0 && rows.every((cells) => pattern(cells[n] ?? '')));
  const orElse = (found: number, other: () => number) => (found >= 0 ? found : other());
  return {
    leadId: orElse(byName('leadId'), () => byCells((cell) => NUMBER.test(cell))),
    verdict: orElse(byName('verdict'), () => byCells((cell) => /[a-z]/i.test(cell) && toVerdict(cell) !== undefined)),
    reason: byName('reason'),
  };
}

/** @returns the lines that can be read, and how many cannot. */
export function toLines({ rows }: VerdictTable, choice: ColumnChoice): { lines: ReconcileLine[]; unread: number } {
  const lines = rows.flatMap((cells): ReconcileLine[] => {
    const number = cells[choice.leadId] ?? '';
    const verdict = choice.verdict < 0 ? 'invalid' : toVerdict(cells[choice.verdict] ?? '');
    if (!NUMBER.test(number) || !verdict) return [];
    const reason = cells[choice.reason]?.slice(0, REASON_MAX_LENGTH);
    return [{ leadId: Number(number), verdict, reason: reason || undefined }];
  });
  return { lines, unread: rows.length - lines.length };
}

const toVerdict = (cell: string): ReconcileLine['verdict'] | undefined =>
  INVALID.test(cell) ? 'invalid' : VALID.test(cell) ? 'valid' : undefined;

/** `leadId`, `lead_id` and `Lead-ID` are the same name. */
const toWords = (name: string): string =>
  name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[\s_.-]+/g, ' ')
    .trim()
    .toLowerCase();

const SEPARATORS = [',', ';', '\t'];

/** @returns the lines that are not blank. */
async function splitCells(text: string): Promise<string[][]> {
  // Loaded on demand, because few operators ever import a list.
  const { default: Papa } = await import('papaparse');
  const source = text.replace(/\r\n?/g, '\n');
  const parse = (options: ParseConfig<string[]>) =>
    Papa.parse<string[]>(source, { skipEmptyLines: 'greedy', transform: (cell) => cell.trim(), ...options });
  // Spreadsheets paste tabs, and some write semicolons. The first line decides, because a reason may contain any of
  // them.
  const widths = SEPARATORS.map((delimiter) => parse({ delimiter, preview: 1 }).data[0]?.length ?? 0);
  const delimiter = SEPARATORS[widths.indexOf(Math.max(...widths))] ?? ',';
  const { data, errors } = parse({ delimiter });
  // An unclosed quote belongs to the text. Otherwise all lines after it would end up in one cell.
  return errors.some(({ code }) => code === 'MissingQuotes') ? parse({ delimiter, quoteChar: '\0' }).data : data;
}

/** Excel writes UTF-16 as "Unicode Text", and otherwise often the code page of Windows. */
export async function readText(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const mark = `${bytes[0]} ${bytes[1]}`;
  if (mark === '255 254') return new TextDecoder('utf-16le').decode(bytes);
  if (mark === '254 255') return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
