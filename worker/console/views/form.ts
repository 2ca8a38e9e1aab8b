import { html, nothing, type PropertyValues } from 'lit';
import type { Drift } from '../../forms/configuration/drift.ts';
import { api } from '../api.ts';
import type { StoredForm } from '../api-answers.ts';
import { icon } from '../components/icons.ts';
import { failure, loading } from '../components/notice.ts';
import { announce, doUndoable, toast, toastError } from '../components/toast.ts';
import type { Document } from '../document.ts';
import { toMessage } from '../http.ts';
import { mayLeave, navigate, setGuard } from '../router.ts';
import { LOADING, type Loadable, View } from '../view.ts';
import '../editor/editor.ts';
import './checkup.ts';

const TABS = [
  ['edit', 'Edit', ''],
  ['snippet', 'Snippet', '/snippet'],
  ['check', 'Check-up', '/check'],
] as const;

/** One form: its editor, its snippet, its check-up, and what has changed at Convertr. */
class Form extends View<Form> {
  static override properties = { form: { attribute: false }, tab: { attribute: false } };
  declare form: string;
  declare tab: string;
  stored: Loadable<StoredForm> = LOADING;
  drift: Drift | undefined;
  busy = false;

  protected override willUpdate(changed: PropertyValues): void {
    document.title = `${this.form} – Leadwire`;
    if (changed.has('form')) void this.#load();
    // Most visits to a form need no snippet.
    if (this.tab === 'snippet') import('../snippet/snippet.ts').catch((error) => toastError(toMessage(error)));
  }

  #load = async (): Promise<void> => {
    this.set({ stored: LOADING });
    try {
      this.set({ stored: { status: 'ready', value: await api.form(this.form) } });
    } catch (error) {
      this.set({ stored: { status: 'failed', message: toMessage(error) } });
      return;
    }
    this.set({ drift: await api.drift(this.form, true).catch(() => undefined) });
    if (this.drift && !this.drift.fits) announce('Convertr’s fields have changed.');
  };

  #adopt = async (): Promise<void> => {
    // The editor starts again with the adopted fields.
    if (this.busy || !(await mayLeave())) return;
    this.set({ busy: true });
    try {
      this.drift = await api.adopt(this.form);
      toast('Changes adopted. Pages show them within 90 seconds.');
      // First rendered without the editor, so that a new one is created.
      const loaded = this.#load();
      await this.updateComplete;
      await loaded;
    } catch (error) {
      toastError(toMessage(error));
    }
    this.set({ busy: false });
  };

  #delete = async (): Promise<void> => {
    const { form, stored } = this;
    if (stored.status !== 'ready') return;
    const { etag } = stored.value;
    // Unsaved changes are no longer needed.
    setGuard(undefined);
    const before = (await api.forms().catch(() => [])).filter(({ closedForm }) => closedForm === form);
    const names = before.map((other) => other.form).join(', ');
    const missed = names && ` It takes the place of ${names}, which will show the closed message.`;
    void doUndoable({
      key: `delete ${form}`,
      text: `Deleting ${form}. Pages will say that the form is not available.${missed} Its leads are kept.`,
      done: `${form} is deleted.`,
      work: () => api.deleteForm(form, etag),
      onError: toMessage,
    });
    await navigate('/console/forms');
  };

  protected override render() {
    const title = this.stored.status === 'ready' ? toTitle(this.stored.value.document) : '';
    return html`<p class="trail"><a href="/console/forms">${icon('back')} Forms</a></p>
      <header class="head">
        <div>
          <h1>${title || this.form}</h1>
          ${title ? html`<p class="muted"><code>${this.form}</code></p>` : nothing}
        </div>
        ${this.stored.status === 'ready' ? this.#actions() : nothing}
      </header>
      ${this.stored.status === 'ready' ? this.#tabs() : nothing} ${this.#drifted()} ${this.#body()}`;
  }

  #actions() {
    return html`<div class="row">
      <a class="button" href="/console/forms/new?copy=${this.form}">Copy form…</a>
      <button class="quiet danger" @click=${this.#delete}>Delete form</button>
    </div>`;
  }

  #tabs() {
    return html`<nav class="tabs" aria-label="Form">
      ${TABS.map(([name, label, path]) => html`<a href="/console/forms/${this.form}${path}" aria-current=${name === this.tab ? 'page' : nothing}>${label}</a>`)}
    </nav>`;
  }

  #drifted() {
    const { drift } = this;
    if (!drift || drift.fits) return nothing;
    if (!drift.listed) {
      return html`<div class="notice warn">
        <p><strong>Convertr no longer lists this form.</strong> Its leads would be refused. Create a new form for another of the campaign’s forms.</p>
      </div>`;
    }
    const list = (words: string, names: string[]) =>
      names.length > 0
        ? html`<p>${words} ${names.map((name, index) => html`${index > 0 ? ', ' : ''}<code>${name}</code>`)}</p>`
        : nothing;
    return html`<div class="notice warn drift">
      <div>
        <p><strong>Convertr’s fields have changed.</strong></p>
        ${list('New, shown at the end of the form:', drift.added)} ${list('Removed, no longer sent:', drift.missing)}
      </div>
      <button class="primary" aria-disabled=${this.busy} @click=${this.#adopt}>${this.busy ? 'Adopting…' : 'Adopt changes'}</button>
    </div>`;
  }

  #body() {
    if (this.stored.status === 'loading') return loading('Loading the form…');
    if (this.stored.status === 'failed') return failure(this.stored.message, this.#load);
    const { value } = this.stored;
    switch (this.tab) {
      case 'snippet':
        return html`<lw-snippet .form=${this.form} .document=${value.document}></lw-snippet>`;
      case 'check':
        return html`<lw-checkup .form=${this.form}></lw-checkup>`;
      default:
        return html`<lw-editor .form=${this.form} .saved=${value} @leadwire-saved=${this.#keep} @leadwire-reload=${this.#load}></lw-editor>`;
    }
  }

  /** Updates the other tabs. The editor stays as it is. */
  #keep = (event: Event): void => {
    this.set({ stored: { status: 'ready', value: (event as CustomEvent<StoredForm>).detail } });
  };
}

function toTitle({ title }: Document): string {
  return typeof title === 'object' ? (Object.values(title as Record<string, string>)[0] ?? '') : (title ?? '');
}

customElements.define('lw-form', Form);
