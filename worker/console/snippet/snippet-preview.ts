import { html } from 'lit';
import type { Definition } from '../../protocol/wire.ts';
import type { PreviewMessage, ShowMessage } from '../preview/message.ts';
import { View } from '../view.ts';
import type { SnippetOptions } from './snippet-options.ts';

/** The same in preview.css. */
const STAGE_PADDING_PX = 24;

/** The form as the snippet shows it, and its height. Nothing that is submitted here is sent. */
class SnippetPreview extends View<SnippetPreview> {
  static override properties = { definition: { attribute: false }, options: { attribute: false } };
  declare definition: Definition | null;
  declare options: SnippetOptions;
  #ready = new Set<MessageEventSource>();

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('message', this.#onMessage);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('message', this.#onMessage);
  }

  /** One is visible. The other has the width of a desktop column, and is measured. */
  get #frames(): HTMLIFrameElement[] {
    return [...this.querySelectorAll('iframe')];
  }

  #onMessage = ({ source, origin, data }: MessageEvent<PreviewMessage>): void => {
    const frame = this.#frames.find(({ contentWindow }) => contentWindow === source);
    if (!frame || !source || origin !== location.origin) return;
    if (data.kind === 'ready') this.#ready.add(source);
    if (data.kind === 'ready') this.#show();
    if (data.kind !== 'height' || !this.definition) return;
    const height = data.height - STAGE_PADDING_PX * 2;
    if (!frame.classList.contains('measure')) frame.height = String(data.height);
    else if (height > 0) this.dispatchEvent(new CustomEvent('leadwire-height', { detail: height }));
  };

  protected override updated(): void {
    this.#show();
  }

  #show(): void {
    const { definition, options } = this;
    if (!definition) return;
    const theme = options.theme === 'dark' ? 'dark' : 'light';
    const message: ShowMessage = {
      kind: 'show',
      definition,
      theme,
      dir: definition.dir,
      state: 'ready',
      accent: options.accent,
    };
    for (const { contentWindow } of this.#frames) {
      if (contentWindow && this.#ready.has(contentWindow)) contentWindow.postMessage(message, location.origin);
    }
  }

  protected override render() {
    return html`<div class="stage ${this.options.theme}" role="region" aria-label="The form" tabindex="0">
        <iframe src="/console/preview" title="Preview of the form" height="420"></iframe>
      </div>
      <iframe class="measure" src="/console/preview" title="Measures the form" aria-hidden="true" tabindex="-1"></iframe>`;
  }
}

customElements.define('lw-snippet-preview', SnippetPreview);
