import { html, nothing, type PropertyValues } from 'lit';
import type { LeadRow } from '../../api.ts';
import { api, type FormSummary, toMessage } from '../api.ts';
import { ask, toast } from '../parts/dialog.ts';
import { drawFilters, type Filter, readFilter } from '../parts/lead-filters.ts';
import { failure, loading } from '../parts/notice.ts';
import { statusPill, verdictPill } from '../parts/status.ts';
import { toAgo, toDateTime } from '../parts/time.ts';
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
  message = '';
  #timer = 0;
  #asked = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    document.title = 'Leads – Leadwire';
    void api.forms().then(
      (forms) => this.set({ forms }),
      () => undefined,
    );
    // While only the first page is shown, new leads come in at its top by themselves.
    this.#timer = setInterval(() => {
      if (!document.hidden && this.status === 'ready' && this.leads.length <= 50) void this.#load(true);
    }, REFRESH_MS) as unknown as number;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('query')) void this.#load();
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
      if (asked === this.#asked) this.set({ leads: page.leads, cursor: page.cursor, status: 'ready' });
    } catch (error) {
      if (asked === this.#asked && !quietly) this.set({ status: 'failed', message: toMessage(error) });
    }
  }

  #more = async (): Promise<void> => {
    if (!this.cursor || this.status === 'more') return;
    this.set({ status: 'more' });
    try {
      const page = await api.leads({ ...this.#filter, enterprise: this.#enterprise, cursor: this.cursor });
      this.set({ leads: [...this.leads, ...page.leads], cursor: page.cursor, status: 'ready' });
    } catch (error) {
      this.set({ status: 'ready' });
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
    const { enterprise: _, ...filter } = this.#filter;
    try {
      let count = await api.countRetry(this.#enterprise, filter as Record<string, string>);
      if (count === 0) return toast('None of these can be sent again.');
      const text = `Refused, held, unknown and quarantined leads of this filter go out again. An unknown one may then arrive twice.`;
      if (!(await ask({ title: count === 1 ? 'Retry one lead?' : `Retry ${count} leads?`, text, confirm: 'Retry' })))
        return;
      while (count > 0) {
        const { retried, remaining } = await api.retryAll(this.#enterprise, filter as Record<string, string>, count);
        toast(remaining > 0 ? `${retried} queued, ${remaining} to go…` : `${retried} queued.`);
        count = retried > 0 ? remaining : 0;
      }
      await this.#load(true);
    } catch (error) {
      toast(toMessage(error));
    }
  };

  protected override render() {
    const filter = { ...this.#filter, enterprise: this.#enterprise };
    const forms = this.forms.filter(({ enterprise }) => enterprise === filter.enterprise).map(({ form }) => form);
    return html`<header class="head">
        <h1>Leads</h1>
        <div class="row">
          <button @click=${this.#retryAll}>Retry these…</button>
          <a class="button" href=${api.leadsCsv(filter)} download>Export CSV</a>
        </div>
      </header>
      ${drawFilters(filter, this.enterprises, forms, this.#change)} ${this.#body()}`;
  }

  #body() {
    if (this.status === 'loading' && this.leads.length === 0) return loading('Loading leads…');
    if (this.status === 'failed') return failure(this.message, () => void this.#load());
    if (this.leads.length === 0 && !this.cursor) {
      const isFiltered = Object.keys(this.#filter).some((key) => key !== 'enterprise');
      return html`<p class="empty">${isFiltered ? 'No lead fits this filter.' : 'No leads yet. They show up here as soon as they are stored.'}</p>`;
    }
    return html`<div class="scroll card flush" aria-busy=${this.status === 'loading'}>
        <table class="leads">
          <thead>
            <tr><th scope="col">Received</th><th scope="col">Form</th><th scope="col">Status</th><th scope="col">Verdict</th><th scope="col">Channel</th><th scope="col">Lead</th></tr>
          </thead>
          <tbody>
            ${this.leads.map((lead) => this.#row(lead))}
          </tbody>
        </table>
      </div>
      ${
        this.cursor
          ? html`<p class="center"><button @click=${this.#more} aria-disabled=${this.status === 'more'}>${this.status === 'more' ? 'Loading…' : 'Show older leads'}</button></p>`
          : html`<p class="muted center">That is all.</p>`
      }`;
  }

  #row(lead: LeadRow) {
    return html`<tr>
      <td data-label="Received">
        <a href="/console/leads/${this.#enterprise}/${lead.submission}?form=${lead.form}" title=${toDateTime(lead.receivedAt)}>${toAgo(lead.receivedAt)}</a>
      </td>
      <td data-label="Form"><code>${lead.form}</code></td>
      <td data-label="Status">${statusPill(lead.status)}</td>
      <td data-label="Verdict">${verdictPill(lead.verdict)}</td>
      <td data-label="Channel">${lead.channel}${lead.linkId ? html` <span class="muted">→ ${lead.linkId}</span>` : nothing}</td>
      <td data-label="Lead">${lead.leadId ?? html`<span class="muted">–</span>`}${lead.possibleDuplicate ? html` <span class="chip">May be there twice</span>` : nothing}</td>
    </tr>`;
  }
}

customElements.define('lw-leads', Leads);
