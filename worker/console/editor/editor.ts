import { html, nothing } from 'lit';
import type { CampaignFacts } from '../../account-api.ts';
import { api, type Preview, toMessage } from '../api.ts';
import { toast } from '../components/dialog.ts';
import { failure, loading } from '../components/notice.ts';
import type { Document } from '../document.ts';
import { navigate, setGuard } from '../router.ts';
import { View } from '../view.ts';
import { completeFields } from './draft.ts';
import { LANGUAGES, languageName } from './names.ts';
import type { EditEvent, Editing } from './panel.ts';
import { confirmLeaving, saveChanges } from './save.ts';
import { drawTabs, type Tab, tabOfFault } from './tabs.ts';
import { listLocales } from './texts.ts';
import './fields/fields-panel.ts';
import './texts-panel.ts';
import './delivery-panel.ts';
import './preview-pane.ts';

/** So long after the last key, the preview follows. */
const FOLLOW_MS = 200;

/** One form's configuration, with the form itself beside it. */
class Editor extends View<Editor> {
  static override properties = { form: { attribute: false }, saved: { attribute: false } };
  declare form: string;
  /** As it is stored; null for a new form. */
  declare saved: Document | null;
  /** What a new form begins with. */
  initial: Document | undefined;
  document: Document = {};
  preview: Preview = { definition: null, faults: [], inferred: [], drift: null };
  facts: CampaignFacts | null = null;
  /** Of Convertr's fields and links: not here yet, or why not. */
  asking = true;
  unknown = '';
  tab: Tab = 'fields';
  locale = '';
  locales: string[] = [];
  message = '';
  saving = false;
  #baseline = '';
  #timer = 0;
  #asked = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    this.document = this.saved ?? this.initial ?? {};
    this.locales = listLocales(this.document);
    this.locale = this.locales[0] ?? 'en';
    void this.#start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    setGuard(undefined);
  }

  async #start(): Promise<void> {
    this.#baseline = this.saved ? JSON.stringify(this.document) : '';
    await this.#follow();
    this.#complete();
    await this.#ask();
  }

  #ask = async (): Promise<void> => {
    this.set({ asking: true, unknown: '' });
    const { enterprise, campaignId } = this.document;
    try {
      this.set({ facts: await api.campaign(String(enterprise), Number(campaignId)) });
      await this.#follow();
      this.#complete();
    } catch (error) {
      this.set({ unknown: toMessage(error) });
    }
    this.set({ asking: false });
  };

  /** Every field of Convertr's gets its line; that alone is no change. */
  #complete(): void {
    const wasChanged = this.#isChanged;
    this.set({ document: completeFields(this.document, this.preview.inferred) });
    if (!wasChanged) this.#baseline = JSON.stringify(this.document);
    this.#mind();
  }

  get #isChanged(): boolean {
    return JSON.stringify(this.document) !== this.#baseline;
  }

  #edit = (event: Event): void => {
    this.set({ document: (event as EditEvent).document });
    this.#mind();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#follow(), FOLLOW_MS) as unknown as number;
  };

  #mind(): void {
    setGuard(this.#isChanged ? confirmLeaving : undefined);
  }

  /** Asks how the document would be drawn; of overtaking answers the last question's counts. */
  async #follow(): Promise<void> {
    const asked = ++this.#asked;
    try {
      const preview = await api.preview(this.document, this.locale);
      if (asked === this.#asked)
        this.set({ preview: { ...preview, definition: preview.definition ?? this.preview.definition }, message: '' });
    } catch (error) {
      if (asked === this.#asked) this.set({ message: toMessage(error) });
    }
  }

  #save = async (): Promise<void> => {
    if (this.saving) return;
    await this.#follow();
    const [first] = this.preview.faults;
    if (first) return this.#showFault(first.path);
    this.set({ saving: true });
    const result = await saveChanges(this.form, this.saved, this.document);
    this.set({ saving: false });
    if (result.kind === 'faulty') {
      this.set({ preview: { ...this.preview, faults: result.faults } });
      this.#showFault(result.faults[0]?.path ?? '');
    } else if (result.kind === 'failed') this.set({ message: result.message });
    else if (result.kind === 'saved') await this.#keep();
  };

  async #keep(): Promise<void> {
    toast('Saved. Pages show it within 90 seconds.');
    const isNew = this.saved === null;
    this.#baseline = JSON.stringify(this.document);
    this.saved = this.document;
    setGuard(undefined);
    this.dispatchEvent(new CustomEvent('leadwire-saved', { bubbles: true, detail: this.document }));
    if (isNew) await navigate(`/console/forms/${this.form}/snippet`);
  }

  /** Opens the panel that has the fault, and puts the focus there. */
  #showFault(path: string): void {
    const tab = tabOfFault(path);
    this.set({ ...(tab && { tab }), message: tab ? '' : `${path}: ${this.preview.faults[0]?.message}` });
    void this.updateComplete.then(() =>
      this.querySelector<HTMLElement>('[aria-invalid="true"], .field:has(.pill.bad) .toggle')?.focus(),
    );
  }

  /** On a phone it lies far below. */
  #toPreview = (): void => {
    const stage = this.querySelector<HTMLElement>('.stage');
    stage?.focus({ preventScroll: true });
    this.querySelector('.preview')?.scrollIntoView();
  };

  #pickTab = (tab: Tab, byKey: boolean): void => {
    this.set({ tab });
    if (byKey) void this.updateComplete.then(() => this.querySelector<HTMLElement>(`#tab-${tab}`)?.focus());
  };

  #pickLanguage = (event: Event): void => {
    const { value } = event.target as HTMLSelectElement;
    const locales = this.locales.includes(value) ? this.locales : [...this.locales, value];
    this.set({ locale: value, locales });
    void this.#follow();
  };

  protected override render() {
    const { document, preview, facts, locale, tab } = this;
    const editing: Editing = {
      document,
      inferred: preview.inferred,
      faults: preview.faults,
      facts,
      locale,
      base: this.locales[0] ?? 'en',
    };
    return html`<div class="editor" @leadwire-edit=${this.#edit}>
      <div class="panels">
        <div class="row between bar">
          ${drawTabs(tab, preview.faults, this.#pickTab)}
          <label class="inline">
            Texts in
            <select @change=${this.#pickLanguage}>
              ${[...new Set([...this.locales, ...LANGUAGES.map(([each]) => each)])].map(
                (each) => html`<option value=${each} ?selected=${each === locale}>${languageName(each)}</option>`,
              )}
            </select>
          </label>
        </div>
        ${this.#convertr()}
        <div id="panel" role="tabpanel" aria-labelledby="tab-${tab}">${this.#panel(editing)}</div>
        <div class="save row">
          ${this.message ? failure(this.message) : nothing}
          <button class="primary" aria-disabled=${this.saving || !this.#isChanged} @click=${() => this.#isChanged && this.#save()}>
            ${this.saving ? 'Saving…' : 'Review and save'}
          </button>
          <button class="to-preview" @click=${this.#toPreview}>Preview</button>
          <span class="muted" role="status">${this.#isChanged ? (this.saved ? 'Unsaved changes' : 'Not saved yet') : 'All changes saved'}</span>
        </div>
      </div>
      <lw-preview-pane .definition=${preview.definition}></lw-preview-pane>
    </div>`;
  }

  #convertr() {
    if (this.asking && this.preview.inferred.length === 0) return loading('Asking Convertr for its fields and links…');
    return this.unknown ? failure(`Convertr’s fields and links are not known. ${this.unknown}`, this.#ask) : nothing;
  }

  #panel(editing: Editing) {
    switch (this.tab) {
      case 'fields':
        return html`<lw-fields-panel .editing=${editing}></lw-fields-panel>`;
      case 'texts':
        return html`<lw-texts-panel .editing=${editing}></lw-texts-panel>`;
      case 'delivery':
        return html`<lw-delivery-panel .editing=${editing}></lw-delivery-panel>`;
    }
  }
}

customElements.define('lw-editor', Editor);
