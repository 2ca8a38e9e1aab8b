import { html, nothing } from 'lit';
import { listLocales } from '../../forms/language/form-locales.ts';
import { api } from '../api.ts';
import type { StoredForm } from '../api-answers.ts';
import { failure, loading } from '../components/notice.ts';
import { toast } from '../components/toast.ts';
import type { Document } from '../document.ts';
import { navigate, setGuard } from '../router.ts';
import { View } from '../view.ts';
import { completeFields, fieldsOf, findInferred } from './draft.ts';
import { DraftPreview } from './draft-preview.ts';
import { drawLanguagePicker } from './language-picker.ts';
import type { EditEvent, Editing } from './panel.ts';
import { confirmLeaving, saveChanges } from './save.ts';
import { drawTabs, isTab, type Tab, tabOfFault } from './tabs.ts';
import './fields/fields-panel.ts';
import './texts-panel.ts';
import './delivery-panel.ts';
import './preview-pane.ts';

/** A form's configuration, with the form itself beside it. */
class Editor extends View<Editor> {
  static override properties = { form: { attribute: false }, saved: { attribute: false } };
  declare form: string;
  /** As it is stored, or null for a new form. */
  declare saved: StoredForm | null;
  /** The first configuration of a new form. */
  initial: Document | undefined;
  document: Document = {};
  tab: Tab = 'fields';
  locale = '';
  locales: string[] = [];
  /** Why it was not saved. */
  message = '';
  saving = false;
  #baseline = '';
  readonly #draft = new DraftPreview(this);

  override connectedCallback(): void {
    super.connectedCallback();
    this.document = this.saved?.document ?? this.initial ?? {};
    this.locales = listLocales(this.document);
    this.locale = this.locales[0] ?? 'en';
    // Links to one setting name its tab.
    const tab = new URLSearchParams(location.search).get('tab');
    if (isTab(tab)) this.tab = tab;
    void this.#start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    setGuard(undefined);
  }

  async #start(): Promise<void> {
    this.#baseline = this.saved ? JSON.stringify(this.document) : '';
    void this.#draft.loadDefaults();
    await this.#draft.draw();
    this.#complete();
    await this.#ask();
  }

  #ask = async (): Promise<void> => {
    await this.#draft.ask();
    this.#complete();
  };

  /** Adds a row for each of Convertr's fields, which does not count as a change. */
  #complete(): void {
    const wasChanged = this.#isChanged;
    this.set({ document: completeFields(this.document, this.#draft.preview.inferred) });
    if (!wasChanged) this.#baseline = JSON.stringify(this.document);
    this.#updateGuard();
  }

  #describeState(): string {
    if (this.#isChanged) return this.saved ? 'Unsaved changes' : 'Not saved yet';
    return this.#draft.isAsking ? 'Loading…' : 'All changes saved';
  }

  get #isChanged(): boolean {
    return JSON.stringify(this.document) !== this.#baseline;
  }

  #edit = (event: Event): void => {
    this.set({ document: (event as EditEvent).document });
    this.#updateGuard();
    this.#draft.follow();
  };

  #updateGuard(): void {
    setGuard(this.#isChanged ? confirmLeaving : undefined);
  }

  #save = async (): Promise<void> => {
    if (this.saving || !this.#isChanged) return;
    this.set({ message: '' });
    await this.#draft.draw();
    const [first] = this.#draft.preview.faults;
    if (first) return this.#showFault(first.path);
    this.set({ saving: true });
    const labels = (await api.preview(this.document, 'en').catch(() => this.#draft.preview)).inferred;
    const inferred = (name: string) => findInferred(labels, name);
    const complete = (document: Document) => completeFields(document, this.#draft.preview.inferred);
    const draft = { form: this.form, before: this.saved, after: this.document, inferred, complete };
    const result = await saveChanges(draft);
    this.set({ saving: false });
    if (result.kind === 'faulty') {
      this.#draft.refuse(result.faults);
      this.#showFault(result.faults[0]?.path ?? '');
    } else if (result.kind === 'failed') this.set({ message: result.message });
    else if (result.kind === 'saved') await this.#keep(result.etag);
    else if (result.kind === 'theirs') this.#openTheirs();
  };

  /** The view loads the form again, with a new editor. */
  #openTheirs(): void {
    setGuard(undefined);
    this.dispatchEvent(new CustomEvent('leadwire-reload', { bubbles: true }));
  }

  async #keep(etag: string): Promise<void> {
    toast('Saved. Pages show it within 90 seconds.');
    const isNew = this.saved === null;
    this.#baseline = JSON.stringify(this.document);
    this.saved = { document: this.document, etag };
    setGuard(undefined);
    this.dispatchEvent(new CustomEvent('leadwire-saved', { bubbles: true, detail: this.saved }));
    if (isNew) await navigate(`/console/forms/${this.form}/snippet`);
  }

  /** Opens the tab that has the error, and moves the focus there. */
  #showFault(path: string): void {
    const tab = tabOfFault(path);
    const message = tab ? '' : `${path}: ${this.#draft.preview.faults[0]?.message}`;
    this.set({ tab: tab ?? this.tab, message });
    // The panels render after this element.
    requestAnimationFrame(() => {
      const find = (css: string) => this.querySelector<HTMLElement>(css);
      (find('[aria-invalid="true"]') ?? find('.field:has(.pill.bad) .toggle'))?.focus();
    });
  }

  /** On a phone the preview is far below. */
  #toPreview = (): void => {
    this.querySelector<HTMLElement>('.stage')?.focus({ preventScroll: true });
    this.querySelector('.preview')?.scrollIntoView();
  };

  #pickTab = (tab: Tab, byKey: boolean): void => {
    this.set({ tab });
    if (byKey) void this.updateComplete.then(() => this.querySelector<HTMLElement>(`#tab-${tab}`)?.focus());
  };

  #pickLanguage = (locale: string): void => {
    const locales = this.locales.includes(locale) ? this.locales : [...this.locales, locale];
    this.set({ locale, locales });
    void this.#draft.loadDefaults();
    void this.#draft.draw();
  };

  protected override render() {
    const { document, locale, locales, tab } = this;
    const { preview, facts, defaults, isAsking, unknown } = this.#draft;
    const message = this.message || this.#draft.message;
    const { inferred, faults, warnings } = preview;
    const { form } = this;
    const saved = this.saved?.document ?? null;
    const base = locales[0] ?? 'en';
    const { messages = {} } = preview.definition ?? {};
    const told = { inferred, faults, warnings, facts, defaults, messages };
    const editing: Editing = { form, saved, document, locale, base, ...told };
    return html`<div class="editor" @leadwire-edit=${this.#edit}>
      <div class="panels">
        <div class="row between bar">
          ${drawTabs(tab, faults, this.#pickTab)} ${drawLanguagePicker({ document, locale, locales, pick: this.#pickLanguage })}
        </div>
        ${unknown ? failure(`Convertr’s fields and links are not known. ${unknown}`, this.#ask) : nothing}
        <div id="panel" role="tabpanel" aria-labelledby="tab-${tab}">
          ${isAsking && fieldsOf(document).length === 0 ? loading('Loading fields and links from Convertr…') : drawPanel(tab, editing)}
        </div>
        <div class="save row">
          ${message ? failure(message) : nothing}
          <button class="primary" aria-disabled=${this.saving || !this.#isChanged} @click=${this.#save}>
            Review and save
          </button>
          <button class="to-preview" @click=${this.#toPreview}>Preview</button>
          <span class="muted" role="status">${this.#describeState()}</span>
        </div>
      </div>
      <lw-preview-pane .definition=${preview.definition}></lw-preview-pane>
    </div>`;
  }
}

function drawPanel(tab: Tab, editing: Editing) {
  switch (tab) {
    case 'fields':
      return html`<lw-fields-panel .editing=${editing}></lw-fields-panel>`;
    case 'texts':
      return html`<lw-texts-panel .editing=${editing}></lw-texts-panel>`;
    case 'delivery':
      return html`<lw-delivery-panel .editing=${editing}></lw-delivery-panel>`;
  }
}

customElements.define('lw-editor', Editor);
