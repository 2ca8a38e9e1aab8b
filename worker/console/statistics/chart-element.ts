import { html } from 'lit';
import { navigate } from '../router.ts';
import { View } from '../view.ts';
import type { Drawing } from './chart.ts';
import type { Row } from './figures.ts';

/** A canvas reads its colours once, so it is drawn again when these change. */
const SCHEMES = ['(prefers-color-scheme: dark)', '(forced-colors: active)'].map((query) => matchMedia(query));

const BAR_PX = 34;
/** Legend and axis. */
const FRAME_PX = 84;

/** A chart of leads by verdict. The view has its figures in a table. */
class ChartElement extends View<ChartElement> {
  static override properties = {
    label: { attribute: false },
    kind: { attribute: false },
    rows: { attribute: false },
    toName: { attribute: false },
    toList: { attribute: false },
  };
  /** What the chart shows, for who cannot see it. */
  declare label: string;
  declare kind: Drawing['kind'];
  declare rows: readonly Row[];
  declare toName: (row: Row) => string;
  /** The list behind a bar, where there is one. */
  declare toList: (row: Row) => string | undefined;
  #drawn = '';

  override connectedCallback(): void {
    super.connectedCallback();
    for (const scheme of SCHEMES) scheme.addEventListener('change', this.#redraw);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const scheme of SCHEMES) scheme.removeEventListener('change', this.#redraw);
  }

  #redraw = (): void => {
    this.#drawn = '';
    this.requestUpdate();
  };

  #open = (row: Row): void => {
    const list = this.toList(row);
    if (list) void navigate(list);
  };

  protected override async updated(): Promise<void> {
    const { rows, kind } = this;
    const names = rows.map((row) => this.toName(row));
    const text = JSON.stringify([kind, rows, names]);
    const canvas = this.querySelector('canvas');
    if (text === this.#drawn || !canvas) return;
    this.#drawn = text;
    // Before the library is there, so that nothing below the chart moves.
    const place = canvas.parentElement;
    if (place) place.style.height = kind === 'groups' ? `${Math.max(2, rows.length) * BAR_PX + FRAME_PX}px` : '';
    const { drawChart } = await import('./chart.ts');
    // Another drawing may have been asked for while the library came.
    if (text === this.#drawn) drawChart(canvas, { rows, names, kind, open: this.#open });
  }

  protected override render() {
    return html`<div class="canvas">
      <canvas role="img" aria-label="${this.label}. The same figures are in the table below."></canvas>
    </div>`;
  }
}

customElements.define('lw-chart', ChartElement);
