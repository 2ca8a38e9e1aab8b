import { html, nothing, type PropertyValues } from 'lit';
import type { StatsRow } from '../../account-api.ts';
import { api } from '../api.ts';
import { failure, loading } from '../components/notice.ts';
import { keepFresh } from '../components/refresh.ts';
import { DAY_MS, toDay, toDayName } from '../components/time.ts';
import { toMessage } from '../http.ts';
import { toQuery } from '../leads/lead-filters.ts';
import { countLeads } from '../leads/status.ts';
import { navigate } from '../router.ts';
import { LOADING, type Loadable, View } from '../view.ts';
import { drawFigure } from './figure.ts';
import { type ChannelOrder, countChannels, countDays, type Row, sum, VERDICTS } from './tables.ts';

const DAYS = 14;
const REFRESH_MS = 30_000;
/** A canvas reads its colours once, so it is drawn again when these change. */
const SCHEMES = ['(prefers-color-scheme: dark)', '(forced-colors: active)'].map((query) => matchMedia(query));

/** Leads of today and of the last two weeks, one account at a time. Every figure links to the list of its leads. */
class Statistics extends View<Statistics> {
  static override properties = { enterprises: { attribute: false } };
  /** Names, separated by blanks. */
  declare enterprises: string;
  enterprise = '';
  order: ChannelOrder = 'leads';
  rows: Loadable<{ from: string; days: Row[]; channels: StatsRow[] }> = LOADING;
  #stop: (() => void) | undefined;
  #drawn = '';

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stop = keepFresh(this.#load, REFRESH_MS);
    for (const scheme of SCHEMES) scheme.addEventListener('change', this.#redraw);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop?.();
    for (const scheme of SCHEMES) scheme.removeEventListener('change', this.#redraw);
  }

  #redraw = (): void => {
    this.#drawn = '';
    this.requestUpdate();
  };

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has('enterprises')) return;
    const names = this.enterprises.split(' ');
    if (!names.includes(this.enterprise)) this.enterprise = names[0] ?? '';
    void this.#load();
  }

  #load = async (): Promise<void> => {
    const { enterprise } = this;
    const from = toDay(Date.now() - (DAYS - 1) * DAY_MS);
    try {
      const [days, channels] = await Promise.all([
        api.stats(enterprise, 'day', 'verdict', from),
        api.stats(enterprise, 'channel', 'verdict', from),
      ]);
      if (enterprise !== this.enterprise) return;
      this.set({ rows: { status: 'ready', value: { from, days: countDays(days, from, DAYS), channels } } });
    } catch (error) {
      if (this.rows.status !== 'ready') this.set({ rows: { status: 'failed', message: toMessage(error) } });
    }
  };

  #pick = (event: Event): void => {
    this.set({ enterprise: (event.target as HTMLSelectElement).value, rows: LOADING });
    this.#drawn = '';
    void this.#load();
  };

  #toList = (filter: Record<string, string>): string =>
    `/console/leads?${toQuery({ enterprise: this.enterprise, status: 'counted', ...filter })}`;

  protected override async updated(): Promise<void> {
    if (this.rows.status !== 'ready') return;
    const { days, from } = this.rows.value;
    const channels = countChannels(this.rows.value.channels, this.order);
    const text = JSON.stringify([days, channels]);
    if (text === this.#drawn) return;
    this.#drawn = text;
    const [first, second] = this.querySelectorAll('canvas');
    if (!first || !second) return;
    const { drawDays, drawChannels } = await import('./chart.ts');
    drawDays(first, days, (day) => void navigate(this.#toList({ from: day, to: day })));
    drawChannels(second, channels, (channel) => void navigate(this.#toList({ from, channel })));
  }

  protected override render() {
    const names = this.enterprises.split(' ');
    return html`<header class="row between">
        <h2>Statistics ${names.length > 1 ? nothing : html`<small>${this.enterprise}</small>`}</h2>
        ${
          names.length > 1
            ? html`<label class="inline">Account
                <select @change=${this.#pick}>${names.map((name) => html`<option value=${name} ?selected=${name === this.enterprise}>${name}</option>`)}</select>
              </label>`
            : nothing
        }
      </header>
      ${this.#body()}`;
  }

  #body() {
    if (this.rows.status === 'loading') return loading('Counting leads…');
    if (this.rows.status === 'failed') return failure(this.rows.message, this.#load);
    const { from, days } = this.rows.value;
    const today = days.at(-1) ?? { name: '', values: [] };
    const day = { from: today.name, to: today.name };
    const channels = countChannels(this.rows.value.channels, this.order);
    return html`<ul class="tiles" aria-label="Today">
        ${this.#tile('Leads today', sum(today.values), day)}
        ${VERDICTS.map(({ key, label }, index) => this.#tile(label, today.values[index] ?? 0, { ...day, verdict: key }))}
      </ul>
      ${
        sum(channels.flatMap(({ values }) => values)) === 0
          ? html`<p class="empty">No leads in the last ${DAYS} days. <a href="/console/forms">Go to your forms</a></p>`
          : html`<div class="charts">
            ${drawFigure({
              title: 'Leads per day by verdict',
              head: 'Day',
              rows: days,
              toName: toDayName,
              toList: (name, verdict) => this.#toList({ from: name, to: name, verdict }),
            })}
            ${drawFigure({
              title: `Channels by verdict, last ${DAYS} days`,
              head: 'Channel',
              rows: channels,
              toName: (name) => name,
              toList: (channel, verdict) => this.#toList({ from, channel, verdict }),
              order: { value: this.order, set: (order) => this.set({ order }) },
            })}
          </div>`
      }
      <p class="muted">
        Verdicts come from Convertr’s API. They are unconfirmed until the campaign is signed off at Convertr, and may change.
      </p>`;
  }

  #tile(label: string, count: number, filter: Record<string, string>) {
    return html`<li>
      <a href=${this.#toList(filter)} aria-label="${label}: ${countLeads(count)}"><span>${label}</span> <strong>${count}</strong></a>
    </li>`;
  }
}

customElements.define('lw-statistics', Statistics);
