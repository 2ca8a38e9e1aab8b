import { html, type PropertyValues } from 'lit';
import type { LeadRow } from '../../account-api.ts';
import { api, type FormSummary, toMessage } from '../api.ts';
import { ask, toast } from '../components/dialog.ts';
import { failure, loading, stale } from '../components/notice.ts';
import { keepFresh } from '../components/refresh.ts';
import { drawFilters, type Filter, isNarrowed, keepFilter, readFilter } from '../leads/lead-filters.ts';
import { drawRows, joinPages } from '../leads/lead-rows.ts';
import { findPerson } from '../leads/person.ts';
import { navigate } from '../router.ts';
import { View } from '../view.ts';

const REFRESH_MS = 10_000;

/** The ledger, newest first. Nothing personal is in it. */
class Leads extends View<Leads> {
  static override properties = { query: { attribute: false } };
  declare query: string;
  enterprises: string[] = [];
  forms: FormSummary[] = [];
  leads: LeadRow[] = [];
  cursor: string | null = null;
  status: 'loading' | 'ready' | 'more' | 'failed' = 'loading';
  /** Why it failed, or why what is shown is old. */
  message = '';
  busy = false;
  #at = 0;
  #stop: (() => void) | undefined;
  #asked = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    document.title = 'Leads – Leadwire';
    void api.forms().then(
      (forms) => this.set({ forms }),
      () => undefined,
    );
    // New leads come in at the top by themselves.
    this.#stop = keepFresh(() => this.status === 'ready' && !this.busy && this.#load(true), REFRESH_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop?.();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has('query')) return;
    keepFilter(this.query);
    void this.#load();
  }

  get #filter(): Filter {
    return readFilter(this.query);
  }

  async #load(quietly = false): Promise<void> {
    const asked = ++this.#asked;
    if (!quietly) this.set({ status: 'loading', message: '' });
    try {
      if (this.enterprises.length === 0) {
        const accounts = await api.accounts();
        this.set({ enterprises: accounts.map(({ enterprise }) => enterprise) });
      }
      const enterprise = this.#filter.enterprise ?? this.enterprises[0];
      if (!enterprise) return this.set({ status: 'ready', leads: [], cursor: null });
      const page = await api.leads({ ...this.#filter, enterprise });
      if (asked !== this.#asked) return;
      this.#at = Date.now();
      this.set({ ...(quietly ? joinPages(page, this) : page), status: 'ready', message: '' });
    } catch (error) {
      if (asked === this.#asked) this.set({ ...(!quietly && { status: 'failed' }), message: toMessage(error) });
    }
  }

  #more = async (): Promise<void> => {
    if (!this.cursor || this.status === 'more') return;
    const asked = ++this.#asked;
    this.set({ status: 'more' });
    try {
      const page = await api.leads({ ...this.#filter, enterprise: this.#enterprise, cursor: this.cursor });
      if (asked === this.#asked)
        this.set({ leads: [...this.leads, ...page.leads], cursor: page.cursor, status: 'ready' });
    } catch (error) {
      if (asked === this.#asked) this.set({ status: 'ready' });
      toast(toMessage(error));
    }
  };

  get #enterprise(): string {
    return this.#filter.enterprise ?? this.enterprises[0] ?? '';
  }

  #change = (key: keyof Filter, value: string): void => {
    const next = { ...this.#filter, enterprise: this.#enterprise, [key]: value };
    // Forms belong to accounts.
    if (key === 'enterprise') delete (next as Filter).form;
    const query = new URLSearchParams(Object.entries(next).filter(([, each]) => each)).toString();
    void navigate(`/console/leads?${query}`, { replace: true });
  };

  #retryAll = async (): Promise<void> => {
    if (this.busy) return;
    const { enterprise: _, ...filter } = this.#filter;
    this.set({ busy: true });
    try {
      let count = await api.countRetry(this.#enterprise, filter as Record<string, string>);
      if (count === 0) return toast('None of these can be sent again.');
      const text = `Refused, held, unknown and quarantined leads of this filter go out again. An unknown one may then arrive twice.`;
      if (!(await ask({ title: count === 1 ? 'Retry one lead?' : `Retry ${count} leads?`, text, confirm: 'Retry' })))
        return;
      let queued = 0;
      while (count > 0) {
        const { retried, remaining } = await api.retryAll(this.#enterprise, filter as Record<string, string>, count);
        queued += retried;
        toast(remaining > 0 ? `${queued} queued, ${remaining} to go…` : `${queued} queued.`);
        count = retried > 0 ? remaining : 0;
      }
    } catch (error) {
      toast(toMessage(error));
    } finally {
      this.set({ busy: false });
      void this.#load(true);
    }
  };

  #findPerson = async (): Promise<void> => {
    await findPerson();
    void this.#load(true);
  };

  protected override render() {
    const filter = { ...this.#filter, enterprise: this.#enterprise };
    const forms = this.forms.filter(({ enterprise }) => enterprise === filter.enterprise).map(({ form }) => form);
    return html`<header class="head">
        <h1>Leads</h1>
        <div class="row">
          <button @click=${this.#retryAll} aria-disabled=${this.busy}>${this.busy ? 'Retrying…' : 'Retry these…'}</button>
          <a class="button" href=${api.leadsCsv(filter)} download>Export CSV</a>
          <button @click=${this.#findPerson}>Find a person…</button>
        </div>
      </header>
      ${drawFilters(filter, this.enterprises, forms, this.#change)} ${this.#body()}`;
  }

  #body() {
    if (this.status === 'loading' && this.leads.length === 0) return loading('Loading leads…');
    if (this.status === 'failed') return failure(this.message, () => void this.#load());
    if (this.leads.length === 0 && !this.cursor) return this.#empty();
    return html`${stale(this.message, this.#at)} ${drawRows(this.leads, this.#enterprise, this.status === 'loading')}
      ${
        this.cursor
          ? html`<p class="center"><button @click=${this.#more} aria-disabled=${this.status === 'more'}>${this.status === 'more' ? 'Loading…' : 'Show older leads'}</button></p>`
          : html`<p class="muted center">That is all.</p>`
      }`;
  }

  #empty() {
    return isNarrowed(this.#filter)
      ? html`<p class="empty">No lead fits this filter. <a href="/console/leads?enterprise=${this.#enterprise}">Show all leads</a></p>`
      : html`<p class="empty">No leads yet. They show up here as soon as they are stored.</p>`;
  }
}

customElements.define('lw-leads', Leads);
