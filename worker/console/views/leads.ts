import { html, nothing, type PropertyValues } from 'lit';
import { api, type LeadList, toMessage } from '../api.ts';
import { failure, loading, stale } from '../components/notice.ts';
import { keepFresh } from '../components/refresh.ts';
import { toastError } from '../components/toast.ts';
import { type Choices, loadChoices, NO_CHOICES } from '../leads/choices.ts';
import { discardSelected } from '../leads/discard.ts';
import {
  drawFilters,
  drawViews,
  type Filter,
  isNarrowed,
  keepFilter,
  readFilter,
  toApiFilter,
  toQuery,
} from '../leads/lead-filters.ts';
import { drawRows, joinPages, keyOf } from '../leads/lead-rows.ts';
import { findPerson } from '../leads/person.ts';
import { resendFiltered, resendSelected } from '../leads/resend.ts';
import { countLeads } from '../leads/status.ts';
import { navigate } from '../router.ts';
import { View } from '../view.ts';

const REFRESH_MS = 10_000;
const NOTHING: LeadList = { leads: [], cursor: null };

/** The leads of an account. Nothing personal is shown here. */
class Leads extends View<Leads> {
  static override properties = { query: { attribute: false } };
  declare query: string;
  choices: Choices = NO_CHOICES;
  page: LeadList = NOTHING;
  selected = new Set<string>();
  status: 'loading' | 'ready' | 'more' | 'failed' = 'loading';
  /** Why loading failed, or why the list is old. */
  message = '';
  busy = false;
  #at = 0;
  #stop: (() => void) | undefined;
  #asked = 0;
  #choicesOf = '';

  override connectedCallback(): void {
    super.connectedCallback();
    document.title = 'Leads – Leadwire';
    this.#stop = keepFresh(this.#refresh, REFRESH_MS);
    addEventListener('leadwire-pending', this.#refresh);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop?.();
    removeEventListener('leadwire-pending', this.#refresh);
  }

  #refresh = (): void => {
    if (this.status === 'ready' && !this.busy) void this.#load(true);
  };

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has('query')) return;
    keepFilter(this.query);
    this.selected = new Set();
    void this.#load();
  }

  get #filter(): Filter {
    const filter = readFilter(this.query);
    return { ...filter, enterprise: filter.enterprise ?? this.choices.enterprises[0] ?? '' };
  }

  async #load(quietly = false): Promise<void> {
    const asked = ++this.#asked;
    if (!quietly) this.set({ status: 'loading', message: '' });
    try {
      await this.#loadChoices();
      const filter = this.#filter;
      const page = filter.enterprise ? await api.leads(toApiFilter(filter)) : NOTHING;
      if (asked !== this.#asked) return;
      this.#at = Date.now();
      this.set({ page: quietly ? joinPages(page, this.page) : page, status: 'ready', message: '' });
    } catch (error) {
      if (asked !== this.#asked) return;
      this.set({ status: quietly ? this.status : 'failed', message: toMessage(error) });
    }
  }

  async #loadChoices(): Promise<void> {
    if (this.choices.enterprises.length === 0) {
      const enterprises = (await api.accounts()).map(({ enterprise }) => enterprise);
      this.set({ choices: { ...this.choices, enterprises } });
    }
    const { enterprise } = this.#filter;
    if (!enterprise || this.#choicesOf === enterprise) return;
    this.#choicesOf = enterprise;
    this.set({ choices: { ...this.choices, ...(await loadChoices(enterprise)) } });
  }

  #more = async (): Promise<void> => {
    if (!this.page.cursor || this.status === 'more') return;
    const asked = ++this.#asked;
    this.set({ status: 'more' });
    try {
      const { leads, cursor } = await api.leads({ ...toApiFilter(this.#filter), cursor: this.page.cursor });
      if (asked !== this.#asked) return;
      this.set({ page: { ...this.page, leads: [...this.page.leads, ...leads], cursor }, status: 'ready' });
    } catch (error) {
      if (asked === this.#asked) this.set({ status: 'ready' });
      toastError(toMessage(error));
    }
  };

  #change = (key: keyof Filter, value: string): void => {
    // An address has no place in the page's own.
    if (key === 'find' && value.includes('@')) return void this.#act(() => findPerson(value));
    const next = { ...this.#filter, [key]: value };
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

  /** Runs an action on leads, then shows what has become of them. */
  async #act(work: () => Promise<void>): Promise<void> {
    if (this.busy) return;
    this.set({ busy: true });
    await work();
    this.set({ busy: false, selected: new Set() });
    await this.#load(true);
  }

  protected override render() {
    const filter = this.#filter;
    const enterprise = filter.enterprise ?? '';
    const rows = this.page.leads.filter((lead) => this.selected.has(keyOf(lead)));
    const resend = () => (rows.length > 0 ? resendSelected(enterprise, rows) : resendFiltered(enterprise, filter));
    return html`<header class="head">
        <h1>Leads</h1>
        <div class="row">
          <a class="button" href=${api.leadsCsv(toApiFilter(filter))} download>Export CSV</a>
          <a class="button" href="/console/leads/reconcile?enterprise=${enterprise}">Check a list…</a>
          <button @click=${() => this.#act(() => findPerson())}>Find by email…</button>
        </div>
      </header>
      ${drawViews(filter)} ${drawFilters(filter, this.choices, this.#change)}
      <div class="row between bar">
        <p class="muted" role="status">${this.#count()}${rows.length > 0 ? ` · ${rows.length} selected` : ''}</p>
        <div class="row">
          ${rows.length > 0 ? html`<button class="danger" @click=${() => discardSelected(enterprise, rows)}>Discard selected</button>` : nothing}
          <button aria-disabled=${this.busy} @click=${() => this.#act(resend)}>${rows.length > 0 ? 'Resend selected…' : 'Resend leads…'}</button>
        </div>
      </div>
      ${this.#body(filter)}`;
  }

  #count(): string {
    const { count, leads, cursor } = this.page;
    if (this.status === 'loading' || this.status === 'failed') return '';
    if (count !== undefined && count > leads.length) return `${leads.length} of ${countLeads(count)}`;
    return cursor === null ? countLeads(leads.length) : `${countLeads(leads.length)} loaded`;
  }

  #body(filter: Filter) {
    const { leads, cursor } = this.page;
    if (this.status === 'loading' && leads.length === 0) return loading('Loading leads…');
    if (this.status === 'failed') return failure(this.message, () => void this.#load());
    if (leads.length === 0 && !cursor) return drawEmpty(filter);
    const isOldestFirst = filter.order === 'oldest';
    return html`${stale(this.message, this.#at)}
      ${drawRows({
        enterprise: filter.enterprise ?? '',
        leads,
        isLoading: this.status === 'loading',
        isOldestFirst,
        sort: () => this.#change('order', isOldestFirst ? '' : 'oldest'),
        selected: this.selected,
        select: this.#select,
      })}
      ${
        cursor
          ? html`<p class="center"><button @click=${this.#more} aria-disabled=${this.status === 'more'}>${this.status === 'more' ? 'Loading…' : 'Load more leads'}</button></p>`
          : html`<p class="muted center">End of list</p>`
      }`;
  }
}

const drawEmpty = (filter: Filter) =>
  isNarrowed(filter)
    ? html`<p class="empty">No leads match these filters. <a href="/console/leads?enterprise=${filter.enterprise}">Show all leads</a></p>`
    : html`<p class="empty">No leads yet. New leads appear here automatically.</p>`;

customElements.define('lw-leads', Leads);
