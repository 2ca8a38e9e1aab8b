import { html, nothing } from 'lit';
import type { CampaignFacts } from '../../api.ts';
import { ApiError, api, type Preview, toMessage } from '../api.ts';
import type { Document } from '../document.ts';
import { ask, toast } from '../parts/dialog.ts';
import { failure } from '../parts/notice.ts';
import { navigate, setGuard } from '../router.ts';
import { View } from '../view.ts';
import { completeFields } from './draft.ts';
import { LANGUAGES, languageName } from './names.ts';
import { type EditEvent, type Editing, findFault } from './panel.ts';
import { confirmChanges } from './save.ts';
import { listLocales } from './texts.ts';
import './fields-panel.ts';
import './texts-panel.ts';
import './delivery-panel.ts';
import './preview-pane.ts';

const TABS = [
  ['fields', 'Fields', ['fields']],
  ['texts', 'Texts', ['title', 'submitLabel', 'success', 'closedMessage', 'steps', 'locale']],
  ['delivery', 'Pages and links', ['origins', 'channels', 'touch', 'phone', 'onUnknown', 'minGapSeconds', 'turnstile']],
] as const;
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
  tab: (typeof TABS)[number][0] = 'fields';
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
    await this.#follow();
    // Every field of Convertr's gets its line; that alone is no change.
    this.document = completeFields(this.document, this.preview.inferred);
    this.#baseline = this.saved ? JSON.stringify(this.document) : '';
    this.#mind();
    this.requestUpdate();
    const { enterprise, campaignId } = this.document;
    const facts = await api.campaign(String(enterprise), Number(campaignId)).catch(() => null);
    this.set({ facts });
    if (facts) await this.#follow();
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
    const leave = () =>
      ask({
        title: 'Leave without saving?',
        text: 'Your changes to this form would be lost.',
        confirm: 'Leave',
        cancel: 'Stay',
        isDangerous: true,
      });
    setGuard(this.#isChanged ? leave : undefined);
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
    if (!(await confirmChanges(this.form, this.saved, this.document))) return;
    this.set({ saving: true });
    try {
      await api.saveForm(this.form, this.document);
      toast('Saved. Pages show it within 90 seconds.');
      const isNew = this.saved === null;
      this.#baseline = JSON.stringify(this.document);
      this.saved = this.document;
      setGuard(undefined);
      this.dispatchEvent(new CustomEvent('leadwire-saved', { bubbles: true, detail: this.document }));
      if (isNew) await navigate(`/console/forms/${this.form}/snippet`);
    } catch (error) {
      if (error instanceof ApiError && error.faults.length > 0) {
        this.set({ preview: { ...this.preview, faults: error.faults } });
        this.#showFault(error.faults[0]?.path ?? '');
      } else this.set({ message: toMessage(error) });
    }
    this.set({ saving: false });
  };

  /** Opens the panel that has the fault, and puts the focus there. */
  #showFault(path: string): void {
    const tab = TABS.find(([, , keys]) => keys.some((key) => path.startsWith(key)))?.[0];
    this.set({ ...(tab && { tab }), message: tab ? '' : `${path}: ${this.preview.faults[0]?.message}` });
    void this.updateComplete.then(() =>
      this.querySelector<HTMLElement>('[aria-invalid="true"], .field:has(.pill.bad) .toggle')?.focus(),
    );
  }

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
        ${this.message ? failure(this.message) : nothing}
        <div class="row between bar">
          <div class="segments" role="tablist" aria-label="Settings" @keydown=${this.#onKey}>
            ${TABS.map(([name, label, keys]) => {
              const faulty = keys.some((key) => findFault(preview.faults, key));
              return html`<button
                role="tab"
                id="tab-${name}"
                aria-controls="panel"
                aria-selected=${name === tab}
                tabindex=${name === tab ? 0 : -1}
                @click=${() => this.set({ tab: name })}
              >
                ${label}${faulty ? html` <span class="dot">has faults</span>` : nothing}
              </button>`;
            })}
          </div>
          <label class="inline">
            Texts in
            <select @change=${this.#pickLanguage}>
              ${[...new Set([...this.locales, ...LANGUAGES.map(([each]) => each)])].map(
                (each) => html`<option value=${each} ?selected=${each === locale}>${languageName(each)}</option>`,
              )}
            </select>
          </label>
        </div>
        <div id="panel" role="tabpanel" aria-labelledby="tab-${tab}">${this.#panel(editing)}</div>
        <div class="save row">
          <button class="primary" aria-disabled=${this.saving || !this.#isChanged} @click=${() => this.#isChanged && this.#save()}>
            ${this.saving ? 'Saving…' : 'Review and save'}
          </button>
          <span class="muted" role="status">${this.#isChanged ? (this.saved ? 'Unsaved changes' : 'Not saved yet') : 'All changes saved'}</span>
        </div>
      </div>
      <lw-preview-pane .definition=${preview.definition}></lw-preview-pane>
    </div>`;
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

  #onKey = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const at = TABS.findIndex(([name]) => name === this.tab);
    const next = TABS[(at + step + TABS.length) % TABS.length];
    if (!next) return;
    this.set({ tab: next[0] });
    void this.updateComplete.then(() => this.querySelector<HTMLElement>(`#tab-${next[0]}`)?.focus());
  };
}

customElements.define('lw-editor', Editor);
