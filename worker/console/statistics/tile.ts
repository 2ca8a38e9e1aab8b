import { html, nothing } from 'lit';
import { type ColumnKey, column, describeChange, type Figures, formatFigure } from './figures.ts';

/** One figure at a glance, with the one before where there is one. It is a link where a list has its leads. */
export function drawTile(
  key: ColumnKey,
  figures: Figures & { before?: Figures | undefined },
  list: string | undefined,
  label = column(key).label,
) {
  const { before } = figures;
  const change = describeChange(key, figures);
  const content = html`<span>${label}</span> <strong>${formatFigure(key, figures)}</strong>
    ${before ? html`<small>${change ? `${change}, ` : nothing}${formatFigure(key, before).replace('–', 'none')} before</small>` : nothing}`;
  return html`<li>${list ? html`<a href=${list}>${content}</a>` : html`<div>${content}</div>`}</li>`;
}
