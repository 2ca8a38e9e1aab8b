import { html, nothing, type PropertyValues } from 'lit';
import type { StatsRow } from '../../account-api.ts';
import { api, toMessage } from '../api.ts';
import { failure, loading } from '../components/notice.ts';
import { keepFresh } from '../components/refresh.ts';
import { DAY_MS, toDay } from '../components/time.ts';
import { LOADING, type Loadable, View } from '../view.ts';
import { countChannels, countDays, type Table, VERDICTS } from './tables.ts';

const DAYS = 14;
const REFRESH_MS = 30_000;
const SCHEME = matchMedia('(prefers-color-scheme: dark)');

/** Today's leads, and the last two weeks as charts with the same figures as tables behind them. */
class Statistics extends View<Statistics> {
  static override properties = { enterprises: { attribute: false } };
  /** Names, with spaces between. */
  declare enterprises: string;
  rows: Loadable<{ days: Table; channels: Table }> = LOADING;
  #stop: (() => void) | undefined;
  #drawn = '';

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stop = keepFresh(this.#load, REFRESH_MS);
    SCHEME.addEventListener('change', this.#redraw);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop?.();
    SCHEME.removeEventListener('change', this.#redraw);
  }

  /** The charts' colours are read when they are drawn. */
  #redraw = (): void => {
    this.#drawn = '';
    this.requestUpdate();
  };

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('enterprises')) void this.#load();
  }

  #load = async (): Promise<void> => {
    const from = toDay(Date.now() - (DAYS - 1) * DAY_MS);
    const names = this.enterprises.split(' ');
    try {
      const ask = (by: 'day' | 'channel', and?: 'verdict') =>
        Promise.all(names.map((name) => api.stats(name, by, and, from))).then((all): StatsRow[] => all.flat());
      const [days, channels] = await Promise.all([ask('day', 'verdict'), ask('channel')]);
      this.set({
        rows: { status: 'ready', value: { days: countDays(days, from, DAYS), channels: countChannels(channels) } },
      });
    } catch (error) {
      if (this.rows.status !== 'ready') this.set({ rows: { status: 'failed', message: toMessage(error) } });
    }
  };

  protected override async updated(): Promise<void> {
    if (this.rows.status !== 'ready') return;
    const text = JSON.stringify(this.rows.value);
    if (text === this.#drawn) return;
    this.#drawn = text;
    const { days, channels } = this.rows.value;
    const [first, second] = this.querySelectorAll('canvas');
    if (!first || !second) return;
    // Only who has leads to look at pays for the chart's code.
    const { drawDays, drawChannels } = await import('./chart.ts');
    drawDays(first, days);
    drawChannels(second, channels);
  }

  protected override render() {
    if (this.rows.status === 'loading') return loading('Counting leads…');
    if (this.rows.status === 'failed') return failure(this.rows.message, this.#load);
    const { days, channels } = this.rows.value;
    const today = days.rows.at(-1)?.values ?? [];
    const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
    return html`<section aria-labelledby="today">
        <h2 id="today">Today <small>UTC</small></h2>
        <dl class="tiles">
          <div><dt>Leads</dt><dd>${sum(today)}</dd></div>
          ${VERDICTS.map(({ label }, index) => html`<div><dt>${label}</dt><dd>${today[index] ?? 0}</dd></div>`)}
        </dl>
      </section>
      ${
        sum(channels.rows.flatMap(({ values }) => values)) === 0
          ? html`<p class="empty">No leads in the last ${DAYS} days. <a href="/console/forms">Look at your forms</a></p>`
          : html`<div class="charts">
            ${this.#figure('Leads a day, by verdict', days, 'tall')}
            ${this.#figure(`Channels, last ${DAYS} days`, channels, 'tall')}
          </div>`
      }`;
  }

  #figure(title: string, { head, rows }: Table, size: string) {
    return html`<figure class="card">
      <figcaption>${title}</figcaption>
      <div class="canvas ${size}"><canvas role="img" aria-label="${title}. The same figures are in the table below."></canvas></div>
      <details>
        <summary>As a table</summary>
        <div class="scroll" tabindex="0" role="region" aria-label="${title}">
          <table>
            <thead><tr>${head.map((cell) => html`<th scope="col">${cell}</th>`)}</tr></thead>
            <tbody>
              ${rows.map(({ name, values }) => html`<tr><th scope="row">${name}</th>${values.map((value) => html`<td class="number">${value || nothing}</td>`)}</tr>`)}
            </tbody>
          </table>
        </div>
      </details>
    </figure>`;
  }
}

customElements.define('lw-statistics', Statistics);
