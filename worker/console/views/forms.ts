import { html, nothing } from 'lit';
import { api } from '../api.ts';
import type { FormSummary } from '../api-answers.ts';
import { failure, loading, status } from '../components/notice.ts';
import { DAY_MS, toAgo, toDay } from '../components/time.ts';
import { isPending, undo } from '../components/toast.ts';
import { languageName } from '../editor/names.ts';
import { drawHealth, type Health, readHealth } from '../forms/form-health.ts';
import { toMessage } from '../http.ts';
import { countLeads, statusWord } from '../leads/status.ts';
import { LOADING, type Loadable, View } from '../view.ts';

/** Each form needs separate requests, so only a few are loaded at a time. */
const AT_ONCE = 4;
/** With fewer forms a search is useless. */
const FILTER_FROM = 8;
const DAYS = 7;

class Forms extends View<Forms> {
  forms: Loadable<FormSummary[]> = LOADING;
  health: Record<string, Health> = {};
  /** Leads of the last seven days. */
  counts: Record<string, number> | undefined;
  filter = '';
  #from = toDay(Date.now() - (DAYS - 1) * DAY_MS);
  #onPending = (): void => void this.#load();

  override connectedCallback(): void {
    super.connectedCallback();
    document.title = 'Forms – Leadwire';
    addEventListener('leadwire-pending', this.#onPending);
    void this.#load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('leadwire-pending', this.#onPending);
  }

  #load = async (): Promise<void> => {
    try {
      const value = await api.forms();
      this.set({ forms: { status: 'ready', value } });
      void this.#count([...new Set(value.map(({ enterprise }) => enterprise))]);
      const waiting = [...value];
      const work = async () => {
        for (let form = waiting.shift(); form && this.isConnected; form = waiting.shift()) {
          const health = await readHealth(form);
          this.set({ health: { ...this.health, [form.form]: health } });
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, work));
    } catch (error) {
      this.set({ forms: { status: 'failed', message: toMessage(error) } });
    }
  };

  async #count(enterprises: string[]): Promise<void> {
    const ask = (enterprise: string) => api.stats({ enterprise, by: 'form', from: this.#from }).catch(() => []);
    const rows = (await Promise.all(enterprises.map(ask))).flat();
    this.set({ counts: Object.fromEntries(rows.map(({ key, count }) => [key, count])) });
  }

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
        <p>You need the number of a Convertr campaign, and the address of the page that shows the form.</p>
        <a class="button primary" href="/console/forms/new">Create a form</a>
      </div>`;
    }
    const wanted = this.filter.toLowerCase();
    const shown = value.filter(({ form, title = '', enterprise }) =>
      `${form} ${title} ${enterprise}`.toLowerCase().includes(wanted),
    );
    return html`${
      value.length >= FILTER_FROM
        ? html`<input
            type="search"
            class="search"
            aria-label="Search forms"
            placeholder="Search forms"
            @input=${(event: Event) => this.set({ filter: (event.target as HTMLInputElement).value })}
          />`
        : nothing
    }
      <ul class="list">
        ${shown.map((form) => this.#row(form))}
      </ul>
      ${status(shown.length === 0 ? html`<p class="empty">No forms match.</p>` : nothing)}`;
  }

  #row(form: FormSummary) {
    const { form: id, title, enterprise, campaignId, formId, languages = [] } = form;
    const inLanguages = languages.length > 0 ? ` · ${languages.map(languageName).join(', ')}` : '';
    const key = `delete ${id}`;
    if (isPending(key)) {
      return html`<li>
        <span class="main muted">${title ?? id} is deleted in a few seconds.</span>
        <button class="undo" @click=${() => undo(key)}>Undo</button>
      </li>`;
    }
    return html`<li>
      <a class="main" href="/console/forms/${id}">
        <strong>${title ?? id}</strong>
        <span class="muted"><code>${id}</code> · ${enterprise}, campaign ${campaignId}, form ${formId}${inLanguages}</span>
      </a>
      ${this.#activity(form)}
      <span class="aside">
        ${drawHealth(form, this.health[id])}
        <a href="/console/forms/${id}/snippet" aria-label="Snippet of ${id}">Snippet</a>
      </span>
    </li>`;
  }

  #activity({ form, enterprise }: FormSummary) {
    const count = this.counts && (this.counts[form] ?? 0);
    const last = this.health[form]?.last;
    return html`<span class="activity">
      ${count === undefined ? nothing : html`<a href="/console/leads?enterprise=${enterprise}&form=${form}&from=${this.#from}&status=counted">${countLeads(count)}<span class="away"> of ${form}</span> in ${DAYS} days</a>`}
      ${last === undefined ? nothing : html`<span class="muted">${last === null ? 'No leads yet' : `Last: ${toAgo(last.receivedAt)}, ${statusWord(last.status).toLowerCase()}`}</span>`}
    </span>`;
  }
}

customElements.define('lw-forms', Forms);
