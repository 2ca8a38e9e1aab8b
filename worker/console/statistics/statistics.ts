import { html, nothing, type PropertyValues } from 'lit';
import { api } from '../api.ts';
import { failure, loading } from '../components/notice.ts';
import { keepFresh } from '../components/refresh.ts';
import { DAY_MS, toDay, toDayName } from '../components/time.ts';
import { toMessage } from '../http.ts';
import { toCountedList } from '../leads/lead-filters.ts';
import { LOADING, type Loadable, View } from '../view.ts';
import { drawFigure } from './figure.ts';
import {
  addUp,
  type ColumnKey,
  countDays,
  NO_FIGURES,
  type Order,
  type Row,
  sortRows,
  UNCONFIRMED,
  VERDICTS,
} from './figures.ts';
import { drawTile } from './tile.ts';

const DAYS = 14;
const REFRESH_MS = 30_000;
const DAY_COLUMNS: ColumnKey[] = ['leads', ...VERDICTS];
const toKey = ({ key }: Row): string => key;

/** Leads of today and of the last two weeks, one account at a time. Every figure links to the list of its leads. */
class Statistics extends View<Statistics> {
  static override properties = { enterprises: { attribute: false } };
  /** Names, separated by blanks. */
  declare enterprises: string;
  enterprise = '';
  order: Order = { by: 'leads', isDown: true };
  rows: Loadable<{ from: string; to: string; days: Row[]; channels: Row[] }> = LOADING;
  #stop: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stop = keepFresh(this.#load, REFRESH_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop?.();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has('enterprises')) return;
    const names = this.enterprises.split(' ');
    if (!names.includes(this.enterprise)) this.enterprise = names[0] ?? '';
    void this.#load();
  }

  #load = async (): Promise<void> => {
    const { enterprise } = this;
    const [from, to] = [toDay(Date.now() - (DAYS - 1) * DAY_MS), toDay(Date.now())];
    try {
      const [days, channels] = await Promise.all([
        api.stats({ enterprise, by: 'day', from }),
        api.stats({ enterprise, by: 'channel', from }),
      ]);
      if (enterprise !== this.enterprise) return;
      this.set({ rows: { status: 'ready', value: { from, to, days: countDays(days, from, to), channels } } });
    } catch (error) {
      if (this.rows.status !== 'ready') this.set({ rows: { status: 'failed', message: toMessage(error) } });
    }
  };

  #pick = (event: Event): void => {
    this.set({ enterprise: (event.target as HTMLSelectElement).value, rows: LOADING });
    void this.#load();
  };

  protected override render() {
    const names = this.enterprises.split(' ');
    return html`<header class="row between">
        <h2>Statistics ${names.length > 1 ? nothing : html`<small>${this.enterprise}</small>`}</h2>
        <div class="row">
          ${
            names.length > 1
              ? html`<label class="inline">Account
                  <select @change=${this.#pick}>${names.map((name) => html`<option value=${name} ?selected=${name === this.enterprise}>${name}</option>`)}</select>
                </label>`
              : nothing
          }
          <a href="/console/reports?enterprise=${this.enterprise}">All reports</a>
        </div>
      </header>
      ${this.#body()}`;
  }

  #body() {
    if (this.rows.status === 'loading') return loading('Counting leads…');
    if (this.rows.status === 'failed') return failure(this.rows.message, this.#load);
    const { from, to, days, channels } = this.rows.value;
    const { enterprise, order } = this;
    const today = days.at(-1) ?? NO_FIGURES;
    const toList = (filter: { from: string; to?: string; channel?: string }, verdict: string) =>
      toCountedList({ enterprise, ...filter, verdict });
    return html`<ul class="tiles" aria-label="Today">
        ${drawTile('leads', today, toList({ from: to, to }, ''), 'Leads today')}
        ${VERDICTS.map((key) => drawTile(key, today, toList({ from: to, to }, key)))}
      </ul>
      ${
        addUp(channels).leads === 0
          ? html`<p class="empty">No leads in the last ${DAYS} days. <a href="/console/forms">Go to your forms</a></p>`
          : html`<div class="charts">
            ${drawFigure({
              caption: 'Leads per day by verdict',
              chart: { kind: 'days' },
              heads: [{ by: 'key', label: 'Day' }],
              columns: DAY_COLUMNS,
              rows: days,
              toName: ({ key }) => toDayName(key),
              toList: (row, verdict) => row && toList({ from: row.key, to: row.key }, verdict),
              isFolded: true,
            })}
            ${drawFigure({
              caption: `Channels by verdict, last ${DAYS} days`,
              chart: { kind: 'groups' },
              heads: [{ by: 'key', label: 'Channel' }],
              columns: ['invalidShare', ...DAY_COLUMNS],
              rows: sortRows(channels, order, toKey),
              toName: toKey,
              toList: (row, verdict) => row && toList({ from, channel: row.key }, verdict),
              order: { value: order, set: (next) => this.set({ order: next }) },
            })}
          </div>`
      }
      <p class="muted">${UNCONFIRMED}</p>`;
  }
}

customElements.define('lw-statistics', Statistics);
