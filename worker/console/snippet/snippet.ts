import { html, nothing, type PropertyValues } from 'lit';
import { listCspLines, TRUSTED_TYPES_LINE } from '../../forms/csp.ts';
import { listLocales } from '../../forms/language/form-locales.ts';
import type { Definition } from '../../protocol/wire.ts';
import { api } from '../api.ts';
import { icon } from '../components/icons.ts';
import { failure, loading } from '../components/notice.ts';
import { toast } from '../components/toast.ts';
import type { Document } from '../document.ts';
import { toMessage } from '../http.ts';
import { View } from '../view.ts';
import { KINDS, type KindName } from './snippet-kinds.ts';
import { drawOptions, drawValues, NO_OPTIONS, type SnippetOptions } from './snippet-options.ts';
import { toSnippet } from './snippet-text.ts';
import './snippet-preview.ts';
import '../leads/test-send.ts';

/** The snippet to copy into the page with its options, the form beside it, and a test lead. */
class Snippet extends View<Snippet> {
  static override properties = { form: { attribute: false }, document: { attribute: false } };
  declare form: string;
  declare document: Document;
  kind: KindName = 'tag';
  options: SnippetOptions = NO_OPTIONS;
  values: Record<string, string> = {};
  widget: { file: string; integrity: string } | undefined;
  definition: Definition | null = null;
  /** The form as plain HTML. */
  markup = '';
  message = '';
  /** Measured height of the form in pixels. */
  height = 0;
  #asked = 0;

  // The element may be in the page before its code, so its properties are known with the first update.
  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('form') || changed.has('document')) void this.#load();
  }

  /** Data that depends on the options, and the current version. The answers to the last request count. */
  #load = async (): Promise<void> => {
    const asked = ++this.#asked;
    const { locale, channel } = this.options;
    try {
      const [widget, preview, markup] = await Promise.all([
        this.widget ?? api.widget(),
        api.preview(this.document, locale),
        api.plainHtml(this.form, locale, channel),
      ]);
      if (asked === this.#asked) this.set({ widget, definition: preview.definition, markup, message: '' });
    } catch (error) {
      if (asked === this.#asked) this.set({ message: toMessage(error) });
    }
  };

  #change = (options: SnippetOptions): void => {
    const { locale, channel } = this.options;
    this.set({ options });
    if (options.locale !== locale || options.channel !== channel) void this.#load();
  };

  #copy = async (text: string): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      toast('Copied.');
    } catch {
      const code = this.querySelector('#snippet code');
      if (code) getSelection()?.selectAllChildren(code);
      toast('Selected. Press Ctrl+C to copy.');
    }
  };

  #result(text: string) {
    const { form } = this;
    const origins = (this.document.origins as string[] | undefined) ?? [];
    return html`${this.message ? failure(this.message, this.#load) : nothing} ${text ? this.#text(text) : nothing}
      ${
        origins.length === 0
          ? html`<p class="advice">No page may show this form yet. <a href="/console/forms/${form}?tab=delivery">Add the site of your page</a>.</p>`
          : html`<p class="muted">Allowed on ${origins.join(', ')}.</p>`
      }`;
  }

  #text(text: string) {
    return html`<button class="primary" @click=${() => this.#copy(text)}>${icon('copy')} Copy</button>
      <pre id="snippet" tabindex="0" aria-label="Snippet"><code>${text}</code></pre>
      ${this.height && KINDS[this.kind].reserves ? html`<p class="help">The form is ${this.height} px high on a desktop. The snippet reserves that height so the page doesn’t shift.</p>` : nothing}`;
  }

  protected override render() {
    const { form, kind, options, values, widget, definition, height, markup } = this;
    const isMeasured = definition === null || !KINDS[kind].reserves || height > 0;
    const isLoading = this.message === '' && !(widget && isMeasured);
    const text = toSnippet(kind, { origin: location.origin, form, height, options, values, widget, markup });
    const turnstile = this.document.turnstile !== undefined;
    return html`<div class="columns">
      <div>
        <section class="card" aria-labelledby="snippet-title">
          <h2 id="snippet-title">Add it to a page</h2>
          <div class="segments" role="group" aria-label="Kind of snippet">
            ${Object.entries(KINDS).map(([name, { label }]) => html`<button aria-pressed=${name === kind} @click=${() => this.set({ kind: name as KindName })}>${label}</button>`)}
          </div>
          <p class="help">${KINDS[kind].help}</p>
          ${kind === 'html' && turnstile ? html`<p class="advice">This form asks for a Turnstile challenge, which plain HTML cannot: its leads would be quarantined.</p>` : nothing}
          ${drawOptions({ options, names: KINDS[kind].options, locales: listLocales(this.document), change: this.#change })}
          ${kind === 'html' || kind === 'iframe' ? nothing : drawValues(definition?.pageValues ?? [], values, (next) => this.set({ values: next }))}
          ${isLoading ? loading('Loading the current version…') : this.#result(text)}
        </section>
        ${isLoading ? nothing : this.#others(turnstile)}
      </div>
      <div class="beside">
        <section class="card" aria-labelledby="looks-title">
          <h2 id="looks-title">Preview</h2>
          ${kind === 'html' ? html`<p class="help">In plain HTML it takes your page’s own style.</p>` : nothing}
          <lw-snippet-preview .definition=${definition} .options=${options} @leadwire-height=${this.#measure}></lw-snippet-preview>
        </section>
      </div>
    </div>`;
  }

  /** Drawn with the snippet, so that they do not move as it comes. */
  #others(turnstile: boolean) {
    const { form } = this;
    const hosted = `${location.origin}/f/${form}`;
    return html`<lw-test-send .form=${form} .enterprise=${String(this.document.enterprise)}></lw-test-send>
      <section class="card" aria-labelledby="csp-title">
        <h2 id="csp-title">If the page has a Content-Security-Policy</h2>
        <p class="help">Add these lines to the policy:</p>
        <pre tabindex="0" aria-label="Policy lines"><code>${listCspLines(location.origin, turnstile)
          .map((line) => `${line};`)
          .join('\n')}</code></pre>
        <p class="help">
          If it has <code>require-trusted-types-for</code>, also add <code>${TRUSTED_TYPES_LINE};</code> If it forbids inline
          styles, put <code>display</code> and <code>min-height</code> in a class of your own.
        </p>
      </section>
      <section class="card" aria-labelledby="hosted-title">
        <h2 id="hosted-title">Or link to its hosted page</h2>
        <p><a href=${hosted} target="_blank" rel="noopener">${hosted}</a></p>
      </section>`;
  }

  #measure = ({ detail: height }: CustomEvent<number>): void => {
    this.set({ height });
  };
}

customElements.define('lw-snippet', Snippet);
