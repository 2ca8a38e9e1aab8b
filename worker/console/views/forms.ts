import { html, nothing } from 'lit';
import type { Drift } from '../../forms/configuration/drift.ts';
import { api, type FormSummary, toMessage } from '../api.ts';
import { failure, loading } from '../components/notice.ts';
import { pill } from '../leads/status.ts';
import { LOADING, type Loadable, View } from '../view.ts';

/** Drift is asked for form by form, a few at a time. */
const AT_ONCE = 4;
/** Beyond this many forms, a filter is of use. */
const FILTER_FROM = 8;

class Forms extends View<Forms> {
  forms: Loadable<FormSummary[]> = LOADING;
  drift: Record<string, Drift | 'unknown'> = {};
  filter = '';

  override connectedCallback(): void {
    super.connectedCallback();
    document.title = 'Forms – Leadwire';
    void this.#load();
  }

  #load = async (): Promise<void> => {
    try {
      const value = await api.forms();
      this.set({ forms: { status: 'ready', value } });
      const waiting = value.map(({ form }) => form);
      const work = async () => {
        for (let id = waiting.shift(); id !== undefined && this.isConnected; id = waiting.shift()) {
          const drift = await api.drift(id).catch(() => 'unknown' as const);
          this.set({ drift: { ...this.drift, [id]: drift } });
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, work));
    } catch (error) {
      this.set({ forms: { status: 'failed', message: toMessage(error) } });
    }
  };

  protected override render() {
    return html`<header class="head">
        <h1>Forms</h1>
        <a class="button primary" href="/console/forms/new">New form</a>
      </header>
      ${this.#body()}`;
  }

  #body() {
    if (this.forms.status === 'loading') return loading('Loading forms…');
    if (this.forms.status === 'failed') return failure(this.forms.message, this.#load);
    const { value } = this.forms;
    if (value.length === 0) {
      return html`<div class="empty">
        <h2>No forms yet</h2>
        <p>A form needs an account, a campaign and a page to stand on.</p>
        <a class="button primary" href="/console/forms/new">Make the first one</a>
      </div>`;
    }
    const wanted = this.filter.toLowerCase();
    const shown = value.filter((form) =>
      `${form.form} ${form.title ?? ''} ${form.enterprise}`.toLowerCase().includes(wanted),
    );
    return html`${
      value.length >= FILTER_FROM
        ? html`<input
            type="search"
            class="search"
            aria-label="Find a form"
            placeholder="Find a form"
            @input=${(event: Event) => this.set({ filter: (event.target as HTMLInputElement).value })}
          />`
        : nothing
    }
      <ul class="list">
        ${shown.map((form) => this.#row(form))}
      </ul>
      ${shown.length === 0 ? html`<p class="empty">No form is called that.</p>` : nothing}`;
  }

  #row({ form, title, enterprise, campaignId, formId }: FormSummary) {
    return html`<li>
      <a class="main" href="/console/forms/${form}">
        <strong>${title ?? form}</strong>
        <span class="muted"><code>${form}</code> · ${enterprise}, campaign ${campaignId}, form ${formId}</span>
      </a>
      <span class="aside">
        ${this.#flag(this.drift[form])}
        <a href="/console/leads?enterprise=${enterprise}&form=${form}" aria-label="Leads of ${form}">Leads</a>
        <a href="/console/forms/${form}/snippet" aria-label="Snippet of ${form}">Snippet</a>
      </span>
    </li>`;
  }

  #flag(drift: Drift | 'unknown' | undefined) {
    if (drift === undefined) return html`<span class="muted">Checking…</span>`;
    if (drift === 'unknown') return pill('Not checked', 'plain');
    if (drift.fits) return pill('Fits', 'good');
    if (!drift.listed) return pill('Gone at Convertr', 'bad');
    const count = ({ length }: string[], word: string) => (length > 0 ? [`${length} ${word}`] : []);
    const what = [...count(drift.added, 'new'), ...count(drift.missing, 'gone')].join(', ');
    return html`${drift.missing.length > 0 ? pill('Fields changed', 'warn') : pill('New fields', 'plain')}<span class="muted">${what}</span>`;
  }
}

customElements.define('lw-forms', Forms);
