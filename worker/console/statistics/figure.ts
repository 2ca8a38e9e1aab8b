import { html, nothing } from 'lit';
import { type ChannelOrder, formatShare, invalidShare, type Row, sum, VERDICTS } from './tables.ts';

interface Figure {
  title: string;
  /** Heading of the first column. */
  head: string;
  rows: Row[];
  toName: (name: string) => string;
  /** The list of the leads behind a figure; an empty verdict is any. */
  toList: (name: string, verdict: string) => string;
  order?: { value: ChannelOrder; set: (order: ChannelOrder) => void };
}

const ORDERS: [ChannelOrder, string][] = [
  ['leads', 'Most leads'],
  ['invalid', 'Highest share invalid'],
];

/** A chart, with its figures as a table of links below. */
export function drawFigure({ title, head, rows, toName, toList, order }: Figure) {
  return html`<figure class="card">
    <figcaption>${title}</figcaption>
    ${
      order
        ? html`<label class="inline">Sort by
            <select @change=${(event: Event) => order.set((event.target as HTMLSelectElement).value as ChannelOrder)}>
              ${ORDERS.map(([name, label]) => html`<option value=${name} ?selected=${name === order.value}>${label}</option>`)}
            </select>
          </label>`
        : nothing
    }
    <div class="canvas"><canvas role="img" aria-label="${title}. The same figures are in the table below."></canvas></div>
    ${order ? drawTable({ title, head, rows, toName, toList }, true) : drawHidden({ title, head, rows, toName, toList })}
  </figure>`;
}

const drawHidden = (figure: Figure) => html`<details>
  <summary>Show as table</summary>
  ${drawTable(figure, false)}
</details>`;

function drawTable({ title, head, rows, toName, toList }: Figure, hasShare: boolean) {
  const cell = (name: string, verdict: string, label: string, count: number) =>
    html`<td class="number">${count > 0 ? html`<a href=${toList(name, verdict)} aria-label="${count} ${label} of ${toName(name)}">${count}</a>` : 0}</td>`;
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${title}>
    <table>
      <thead>
        <tr>
          <th scope="col">${head}</th>
          ${hasShare ? html`<th scope="col" class="number">Share invalid</th>` : nothing}
          <th scope="col" class="number">Leads</th>
          ${VERDICTS.map(({ label }) => html`<th scope="col" class="number">${label}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) => html`<tr>
            <th scope="row">${toName(row.name)}</th>
            ${hasShare ? html`<td class="number"><strong>${formatShare(invalidShare(row))}</strong></td>` : nothing}
            ${cell(row.name, '', 'leads', sum(row.values))}
            ${VERDICTS.map(({ key, label }, index) => cell(row.name, key, label.toLowerCase(), row.values[index] ?? 0))}
          </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
