import { toCell } from '../../routes/admin/leads-csv.ts';
import { COLUMNS, type ColumnKey, column, type Figures, formatFigure, type Row } from '../statistics/figures.ts';

const KEYS = Object.keys(COLUMNS) as ColumnKey[];

interface Table {
  heads: { by: 'key' | 'and'; label: string }[];
  rows: readonly Row[];
  toName: (row: Row, by: 'key' | 'and') => string;
}

/** The table for a spreadsheet: the same rows and columns, then the period before. */
export function toCsv({ heads, rows, toName }: Table): string {
  const labels = KEYS.map((key) => column(key).label);
  const figures = (of: Figures | undefined) => KEYS.map((key) => (of ? toPlain(key, of) : ''));
  const lines = rows.map((row) => [...heads.map(({ by }) => toName(row, by)), ...figures(row), ...figures(row.before)]);
  const head = [...heads.map(({ label }) => label), ...labels, ...labels.map((label) => `${label} before`)];
  return `\ufeff${[head, ...lines].map((cells) => `${cells.map(toCell).join(',')}\r\n`).join('')}`;
}

/** Without the commas that the page has in thousands. */
function toPlain(key: ColumnKey, figures: Figures): string {
  const { read, isShare } = column(key);
  const value = read(figures);
  return value === undefined ? '' : isShare ? formatFigure(key, figures) : String(value);
}
