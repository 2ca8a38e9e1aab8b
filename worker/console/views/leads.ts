import { html, nothing, type PropertyValues } from 'lit';
import type { LeadRow } from '../../account-api.ts';
import { api } from '../api.ts';
import { failure, loading, stale } from '../components/notice.ts';
import { discardSelected } from '../leads/discard.ts';
import {
  drawFilters,
  drawViews,
  type Filter,
  isNarrowed,
  keepFilter,
  toApiFilter,
  toQuery,
} from '../leads/lead-filters.ts';
import { LeadLoader } from '../leads/lead-loader.ts';
import { drawRows, keyOf } from '../leads/lead-rows.ts';
import { findPerson } from '../leads/person.ts';
import { resendFiltered, resendSelected } from '../leads/resend.ts';
import { countLeads } from '../leads/status.ts';
import { navigate } from '../router.ts';
import { focusHeading, focusItem, View } from '../view.ts';

/** The leads of an account, without personal data. */
class Leads extends View<Leads> {
  static override properties = { query: { attribute: false } };
  declare query: string;
  selected = new Set<string>();
  busy = false;
  readonly #loader = new LeadLoader(this, () => ({ query: this.query, isPaused: this.busy }));

  override connectedCallback(): void {
    super.connectedCallback();
    document.title = 'Leads – Leadwire';
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has('query')) return;
    keepFilter(this.query);
    this.selected = new Set();
    void this.#loader.load();
  }

  #change = (key: keyof Filter, value: string): void => {
    // An email address must not be part of the page's URL.
    if (key === 'find' && value.includes('@')) return void this.#act(() => findPerson(value));
    const next = { ...this.#loader.filter, [key]: value };
    // Forms and channels belong to an account.
    const change = key === 'enterprise' ? { ...next, form: '', channel: '' } : next;
    void navigate(`/console/leads?${toQuery(change)}`, { replace: true });
  };

  #select = (keys: string[], isOn: boolean): void => {
    const selected = new Set(this.selected);
    for (const key of keys) {
      if (isOn) selected.add(key);
      else selected.delete(key);
    }
    this.set({ selected });
  };

  /** The button goes with the last page. */
  #more = async (): Promise<void> => {
    const { length } = this.#loader.page.leads;
    await this.#loader.more();
    if (!this.#loader.page.cursor) focusItem(this, '[data-label="Lead"] a', length);
  };

  #discard(rows: readonly LeadRow[]): void {
    discardSelected(this.#loader.filter.enterprise ?? '', rows);
    this.set({ selected: new Set() });
    // The button disappears with the selection.
    focusHeading(this, 'h1');
  }

  /** Runs an action on leads, then reloads them. */
  async #act(work: () => Promise<void>): Promise<void> {
    if (this.busy) return;
    this.set({ busy: true });
    await work();
    this.set({ busy: false, selected: new Set() });
    await this.#loader.load(true);
  }

  protected override render() {
    const filter = this.#loader.filter;
    return html`<header class="head">
        <h1>Leads</h1>
        ${this.#loader.choices.enterprise ? this.#exports(filter) : nothing}
      </header>
      ${this.#loader.choices.enterprise ? this.#tools(filter) : nothing}
      ${this.#body(filter)}`;
  }

  #exports(filter: Filter) {
    return html`<div class="row">
      <a class="button" href=${api.leadsCsv(toApiFilter(filter))} download>Export CSV</a>
      <a class="button" href=${api.leadsCsv({ ...toApiFilter(filter), visits: '1' })} download>Export with click IDs</a>
      <a class="button" href="/console/leads/reconcile?enterprise=${filter.enterprise}">Check a list…</a>
      <button @click=${() => this.#act(() => findPerson())}>Find by email…</button>
    </div>`;
  }

  #tools(filter: Filter) {
    const enterprise = filter.enterprise ?? '';
    const rows = this.#loader.page.leads.filter((lead) => this.selected.has(keyOf(lead)));
    const resend = () => (rows.length > 0 ? resendSelected(enterprise, rows) : resendFiltered(enterprise, filter));
    return html`${drawViews(filter)} ${drawFilters(filter, this.#loader.choices, this.#change)}
      <div class="row between bar">
        <p class="muted" role="status">${this.#count()}${rows.length > 0 ? ` · ${rows.length} selected` : ''}</p>
        <div class="row">
          ${rows.length > 0 ? html`<button class="danger" @click=${() => this.#discard(rows)}>Discard selected</button>` : nothing}
          <button aria-disabled=${this.busy} @click=${() => this.#act(resend)}>${rows.length > 0 ? 'Resend selected…' : 'Resend leads…'}</button>
        </div>
      </div>`;
  }

  #count(): string {
    const { count, leads, cursor } = this.#loader.page;
    if (this.#loader.status === 'loading' || this.#loader.status === 'failed') return '';
    if (count !== undefined && count > leads.length) return `${leads.length} of ${countLeads(count)}`;
    return cursor === null ? countLeads(leads.length) : `${countLeads(leads.length)} loaded`;
  }

  #body(filter: Filter) {
    const { leads, cursor } = this.#loader.page;
    if (this.#loader.status === 'loading' && leads.length === 0) return loading('Loading leads…');
    if (this.#loader.status === 'failed') return failure(this.#loader.message, () => void this.#loader.load());
    if (leads.length === 0 && !cursor) return drawEmpty(filter);
    const isOldestFirst = filter.order === 'oldest';
    return html`${stale(this.#loader.message, this.#loader.at)}
      ${drawRows({
        enterprise: filter.enterprise ?? '',
        leads,
        isLoading: this.#loader.status === 'loading',
        isOldestFirst,
        sort: () => this.#change('order', isOldestFirst ? '' : 'oldest'),
        selected: this.selected,
        select: this.#select,
      })}
      ${
        cursor
          ? html`<p class="center"><button @click=${this.#more} aria-disabled=${this.#loader.status === 'more'}>${this.#loader.status === 'more' ? 'Loading…' : 'Load more leads'}</button></p>`
          : html`<p class="muted center">End of list</p>`
      }`;
  }
}

const drawEmpty = (filter: Filter) =>
  isNarrowed(filter)
    ? html`<p class="empty">No leads match these filters. <a href="/console/leads?enterprise=${filter.enterprise}">Show all leads</a></p>`
    : html`<p class="empty">No leads yet. New leads appear here automatically.</p>`;

customElements.define('lw-leads', Leads);
