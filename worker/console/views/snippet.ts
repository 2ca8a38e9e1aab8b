import { html, nothing } from 'lit';
import { listCspLines, TRUSTED_TYPES_LINE } from '../../forms/csp.ts';
import { api, toMessage } from '../api.ts';
import { icon } from '../components/icons.ts';
import { failure, loading } from '../components/notice.ts';
import { toast } from '../components/toast.ts';
import type { Document } from '../document.ts';
import type { PreviewMessage, ShowMessage } from '../preview/message.ts';
import { View } from '../view.ts';
import { KINDS, type Kind, toSnippet } from './snippet-text.ts';
import '../leads/test-send.ts';

/** The snippet to copy into the page, and a test lead. */
class Snippet extends View<Snippet> {
  static override properties = { form: { attribute: false }, document: { attribute: false } };
  declare form: string;
  declare document: Document;
  kind: Kind = 'evergreen';
  widget: { file: string; integrity: string } | undefined;
  message = '';
  /** Measured height of the form in pixels. */
  height = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('message', this.#onMessage);
    void this.#load();
  }

  #load = async (): Promise<void> => {
    try {
      this.set({ widget: await api.widget(), message: '' });
    } catch (error) {
      this.set({ message: toMessage(error) });
    }
  };

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('message', this.#onMessage);
  }

  /** The form is rendered once, invisibly, to measure its height. */
  #onMessage = async ({ source, data }: MessageEvent<PreviewMessage>): Promise<void> => {
    const frame = this.querySelector<HTMLIFrameElement>('iframe.measure');
    if (!frame || source !== frame.contentWindow) return;
    if (data.kind === 'height' && data.height > STAGE_PADDING_PX * 2 + 60)
      this.set({ height: data.height - STAGE_PADDING_PX * 2 });
    if (data.kind !== 'ready') return;
    const preview = await api.preview(this.document, '').catch(() => undefined);
    if (!preview?.definition) return;
    const message: ShowMessage = {
      kind: 'show',
      definition: preview.definition,
      theme: 'light',
      dir: preview.definition.dir,
      state: 'ready',
    };
    frame.contentWindow?.postMessage(message, location.origin);
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

  #text(text: string) {
    return html`<pre id="snippet" tabindex="0" aria-label="Snippet"><code>${text}</code></pre>
      <button class="primary" @click=${() => this.#copy(text)}>${icon('copy')} Copy</button>
      ${this.height ? html`<p class="help">The form is ${this.height} px high on a desktop. The snippet reserves that height so the page doesn’t shift.</p>` : nothing}`;
  }

  protected override render() {
    const { form, kind, widget } = this;
    const hosted = `${location.origin}/f/${form}`;
    const text = toSnippet(kind, { origin: location.origin, form, height: this.height, widget });
    const turnstile = this.document.turnstile !== undefined;
    const origins = (this.document.origins as string[] | undefined) ?? [];
    return html`<div class="columns">
      <div>
        <section class="card" aria-labelledby="snippet-title">
          <h2 id="snippet-title">Add it to a page</h2>
          <div class="segments" role="group" aria-label="Kind of snippet">
            ${KINDS.map(([name, label]) => html`<button aria-pressed=${name === kind} @click=${() => this.set({ kind: name })}>${label}</button>`)}
          </div>
          <p class="help">${KINDS.find(([name]) => name === kind)?.[2]}</p>
          ${text ? this.#text(text) : this.message ? failure(this.message, this.#load) : loading('Loading the current version…')}
          ${
            origins.length === 0
              ? html`<p class="advice">No page may show this form yet. <a href="/console/forms/${form}?tab=delivery">Add the site of your page</a>.</p>`
              : html`<p class="muted">Allowed on ${origins.join(', ')}.</p>`
          }
        </section>
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
        </section>
      </div>
      <lw-test-send .form=${form} .enterprise=${String(this.document.enterprise)}></lw-test-send>
      <iframe class="measure" src="/console/preview" title="Measures the form" aria-hidden="true" tabindex="-1"></iframe>
    </div>`;
  }
}

/** The same as in preview.css. */
const STAGE_PADDING_PX = 24;

customElements.define('lw-snippet', Snippet);
