import { html, nothing, type PropertyValues } from 'lit';
import { failure, loading } from '../components/notice.ts';
import { explainRows } from '../reports/groups.ts';
import { formatRange } from '../reports/periods.ts';
import { toCsv } from '../reports/report-csv.ts';
import { drawReportFilters } from '../reports/report-filters.ts';
import { type Loaded, ReportLoader } from '../reports/report-loader.ts';
import { changeReport, rangesOf, readReport, writeOrder } from '../reports/report-query.ts';
import { COLUMN_KEYS, toChart, toTable } from '../reports/report-table.ts';
import { navigate } from '../router.ts';
import { drawFigure } from '../statistics/figure.ts';
import { column, type Order, UNCONFIRMED } from '../statistics/figures.ts';
import { drawTile } from '../statistics/tile.ts';
import { View } from '../view.ts';

/** More rows make the page slow. */
const SHOWN_ROWS = 200;

/** Which page, partner or channel sends valid leads, and which sends invalid ones. */
class Reports extends View<Reports> {
  static override properties = { query: { attribute: false } };
  declare query: string;
  /** All rows are shown, however many. */
  isWhole = false;
  readonly #loader = new ReportLoader(this);

  override connectedCallback(): void {
    super.connectedCallback();
    document.title = 'Reports – Leadwire';
  }

  protected override willUpdate(changed: PropertyValues<{ query: string }>): void {
    if (!changed.has('query')) return;
    const before = changed.get('query');
    // Another order needs no other figures.
    if (before !== undefined && changeReport(before, { sort: '' }) === changeReport(this.query, { sort: '' })) return;
    this.isWhole = false;
    this.#load();
  }

  #load = (): void => void this.#loader.load(readReport(this.query));

  #change = (change: Record<string, string>): void =>
    void navigate(changeReport(this.query, change), { keepsFocus: true });

  #sort = (order: Order): void =>
    void navigate(changeReport(this.query, { sort: writeOrder(order) }), { replace: true });

  #showAll = async (): Promise<void> => {
    this.set({ isWhole: true });
    await this.updateComplete;
    // The button has gone.
    this.querySelector<HTMLElement>('.report .scroll')?.focus();
  };

  protected override render() {
    const report = readReport(this.query);
    const { enterprises, forms, state } = this.#loader;
    const hasRows = state.status === 'ready' && state.value.rows.length > 0;
    return html`<header class="head">
        <h1>Reports</h1>
        ${hasRows ? html`<button @click=${() => download(state.value, report.order)}>Download CSV</button>` : nothing}
      </header>
      ${
        enterprises.length > 0
          ? drawReportFilters({
              report,
              enterprise: report.enterprise || (enterprises[0] ?? ''),
              enterprises,
              forms,
              range: rangesOf(report)?.range,
              change: this.#change,
            })
          : nothing
      }
      ${this.#body(report.order)}`;
  }

  #body(order: Order) {
    const { state, isLoading } = this.#loader;
    if (state.status === 'loading') return loading('Counting leads…');
    if (state.status === 'failed') return failure(state.message, this.#load);
    return html`<section class="report" aria-label="Figures" aria-busy=${isLoading}>${this.#report(state.value, order)}</section>`;
  }

  #report(loaded: Loaded, order: Order) {
    const { report, range, before, total } = loaded;
    const table = toTable(loaded, order);
    const { rows } = table;
    const toList = (verdict: string | undefined) =>
      verdict === undefined || total.leads === 0 ? undefined : table.toList(undefined, verdict);
    return html`<p class="muted">${formatRange(range)}, compared with ${formatRange(before)}</p>
      <ul class="tiles" aria-label="All leads">
        ${COLUMN_KEYS.map((key) => drawTile(key, total, toList(column(key).verdict)))}
      </ul>
      ${
        total.leads + total.before.leads === 0
          ? html`<p class="empty">No leads in these two periods. Choose a longer period, or all forms.</p>`
          : drawFigure({
              ...table,
              rows: this.isWhole ? rows : rows.slice(0, SHOWN_ROWS),
              chart: toChart(loaded, table),
              order: { value: order, set: this.#sort },
            })
      }
      ${
        rows.length > SHOWN_ROWS && !this.isWhole
          ? html`<p class="center"><button @click=${this.#showAll}>Show all ${rows.length} rows</button></p>`
          : nothing
      }
      ${explainRows(report.by, report.and, rows).map((note) => html`<p class="muted">${note}</p>`)}
      <p class="muted">Rates are of the leads that Convertr has judged. ${UNCONFIRMED}</p>`;
  }
}

function download(loaded: Loaded, order: Order): void {
  const { report, range } = loaded;
  const link = document.createElement('a');
  // Freed with the page: some browsers read it only after the click.
  link.href = URL.createObjectURL(new Blob([toCsv(toTable(loaded, order))], { type: 'text/csv;charset=utf-8' }));
  const groups = [report.by, report.and].filter(Boolean).join('-');
  link.download = `report-${report.enterprise}-${groups}-${range.from}-${range.to}.csv`;
  link.click();
}

customElements.define('lw-reports', Reports);
