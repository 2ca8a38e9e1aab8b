import { html } from 'lit';
import type { Drawing } from './chart.ts';
import './chart-element.ts';
import type { Row } from './figures.ts';
import { drawTable, type Table } from './table.ts';

interface Figure extends Table {
  chart: {
    kind: Drawing['kind'];
    /** Unless given, the chart shows all rows, as the table names them. */
    rows?: readonly Row[];
    toName?: (row: Row) => string;
    toList?: (row: Row) => string | undefined;
  };
  /** The table opens on demand. */
  isFolded?: true;
}

/** A chart of leads by verdict, with its figures as a table below. */
export function drawFigure({ chart, isFolded, ...table }: Figure) {
  const { caption, heads, rows, toName, toList } = table;
  const charted = chart.rows ?? rows;
  return html`<figure class="card">
    <figcaption>${caption}</figcaption>
    ${
      charted.some(({ leads }) => leads > 0)
        ? html`<lw-chart
            .label=${caption}
            .kind=${chart.kind}
            .rows=${charted}
            .toName=${chart.toName ?? ((row: Row) => heads.map(({ by }) => toName(row, by)).join(' · '))}
            .toList=${chart.toList ?? ((row: Row) => toList(row, ''))}
          ></lw-chart>`
        : html`<p class="muted">No leads in this period.</p>`
    }
    ${
      isFolded
        ? html`<details>
            <summary>Show as table</summary>
            ${drawTable(table)}
          </details>`
        : drawTable(table)
    }
  </figure>`;
}
