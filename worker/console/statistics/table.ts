import { html, nothing } from 'lit';
import { type ColumnKey, column, describeChange, type Figures, formatFigure, type Order, type Row } from './figures.ts';

export interface Table {
  caption: string;
  /** Headings of what the rows are grouped by. */
  heads: { by: 'key' | 'and'; label: string }[];
  columns: readonly ColumnKey[];
  rows: readonly Row[];
  /** Under all rows. */
  total?: Figures & { before?: Figures | undefined };
  toName: (row: Row, by: 'key' | 'and') => string;
  /** The list of the leads behind a figure; a blank verdict is any, no row is all. */
  toList: (row: Row | undefined, verdict: string) => string | undefined;
  order?: { value: Order; set: (order: Order) => void };
}

/** Figures that lead to their leads, and what has changed since the period before. */
export function drawTable(table: Table) {
  const { caption, heads, columns, rows, total, toName, order } = table;
  const head = (by: Order['by'], label: string, style: string) => html`<th
    scope="col"
    class=${style || nothing}
    aria-sort=${order?.value.by === by ? (order.value.isDown ? 'descending' : 'ascending') : nothing}
  >
    ${order ? drawSort(by, label, order.value, order.set) : label}
  </th>`;
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${caption}>
    <table class="sums">
      <caption class="away">${caption}</caption>
      <thead>
        <tr>
          ${heads.map(({ by, label }) => head(by, label, ''))} ${columns.map((key) => head(key, column(key).label, 'number'))}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) => html`<tr>
            ${heads.map(({ by }) => (by === 'key' ? html`<th scope="row">${drawName(toName(row, by))}</th>` : html`<td class="name">${drawName(toName(row, by))}</td>`))}
            ${columns.map((key) => drawCell(table, key, row, row))}
          </tr>`,
        )}
      </tbody>
      ${
        total
          ? html`<tfoot>
              <tr>
                <th scope="row" colspan=${heads.length}>Total</th>
                ${columns.map((key) => drawCell(table, key, total, undefined))}
              </tr>
            </tfoot>`
          : nothing
      }
    </table>
  </div>`;
}

/** Addresses break at their slashes. */
const drawName = (name: string) => name.split(/(?<=\/)/).map((text) => html`${text}<wbr>`);

function drawCell(
  { heads, toList, toName }: Table,
  key: ColumnKey,
  figures: NonNullable<Table['total']>,
  row: Row | undefined,
) {
  const { verdict, read, label } = column(key);
  const text = formatFigure(key, figures);
  const whose = row ? heads.map(({ by }) => toName(row, by)).join(', ') : 'all';
  const list = verdict === undefined || !read(figures) ? undefined : toList(row, verdict);
  const change = describeChange(key, figures);
  return html`<td class="number">
    ${list ? html`<a href=${list} aria-label="${text} ${label.toLowerCase()} of ${whose}">${text}</a>` : text}
    ${change ? html`<small class="muted"><span class="away">Change: </span>${change}</small>` : nothing}
  </td>`;
}

function drawSort(by: Order['by'], label: string, { by: now, isDown }: Order, set: (order: Order) => void) {
  const isName = by === 'key' || by === 'and';
  // Numbers begin with the largest, names with A.
  const next = { by, isDown: now === by ? !isDown : !isName };
  return html`<button class="sort" @click=${() => set(next)}>
    ${label} ${now === by ? html`<span aria-hidden="true">${isDown ? '↓' : '↑'}</span>` : nothing}
  </button>`;
}
