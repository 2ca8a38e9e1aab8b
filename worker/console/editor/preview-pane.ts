import { html, nothing, type PropertyValues } from 'lit';
import type { Definition } from '../../protocol/wire.ts';
import { PREVIEW_STATES, type PreviewMessage, type PreviewState, type ShowMessage } from '../preview/message.ts';
import { View } from '../view.ts';

const STATE_NAMES: Record<PreviewState, string> = {
  ready: 'Empty form',
  invalid: 'With errors',
  submitting: 'Sending',
  submitted: 'Thank-you message',
  failed: 'No connection',
  closed: 'Campaign closed',
  unavailable: 'Not available',
};
const MIN_HEIGHT = 200;

/** The real form beside its settings. Nothing that is submitted here is sent. */
class PreviewPane extends View<PreviewPane> {
  static override properties = { definition: { attribute: false } };
  declare definition: Definition | null;
  width: 'desktop' | 'phone' = 'desktop';
  theme: 'light' | 'dark' = 'light';
  direction: 'ltr' | 'rtl' | '' = '';
  state: PreviewState = 'ready';
  submitted = false;
  #isReady = false;
  #isSeen = false;
  /**
   * Browsers may skip the layout of a frame off screen, and Chromium then loses a form that was rendered in that time.
   */
  #watcher = new IntersectionObserver((entries) => {
    this.#isSeen = entries.at(-1)?.isIntersecting ?? false;
    if (this.#isSeen && this.#isReady) this.#show();
  });

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('message', this.#onMessage);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#watcher.disconnect();
    removeEventListener('message', this.#onMessage);
  }

  get #frame(): HTMLIFrameElement | null {
    return this.querySelector('iframe');
  }

  #onMessage = ({ source, origin, data }: MessageEvent<PreviewMessage>): void => {
    if (!this.#frame || source !== this.#frame.contentWindow || origin !== location.origin) return;
    if (data.kind === 'ready') this.#isReady = true;
    if (data.kind === 'height' && this.definition) this.#frame.height = String(Math.max(MIN_HEIGHT, data.height));
    if (data.kind === 'submitted') this.set({ state: 'submitted', submitted: true });
    else if (data.kind === 'ready') this.#show();
  };

  protected override updated(_: PropertyValues): void {
    if (this.#isReady) this.#show();
  }

  protected override firstUpdated(): void {
    if (this.#frame) this.#watcher.observe(this.#frame);
  }

  #show(): void {
    const { definition, theme, state } = this;
    if (!definition || !this.#isSeen) return;
    const message: ShowMessage = { kind: 'show', definition, theme, dir: this.direction || definition.dir, state };
    this.#frame?.contentWindow?.postMessage(message, location.origin);
  }

  protected override render() {
    return html`<section class="preview" aria-labelledby="preview-title">
      <h2 id="preview-title">Preview</h2>
      <div class="row tools">
        ${this.#choice(
          'Width',
          this.width,
          [
            ['desktop', 'Desktop'],
            ['phone', 'Phone'],
          ],
          (width) => this.set({ width }),
        )}
        ${this.#choice(
          'Colours',
          this.theme,
          [
            ['light', 'Light'],
            ['dark', 'Dark'],
          ],
          (theme) => this.set({ theme }),
        )}
        <button aria-pressed=${(this.direction || this.definition?.dir) === 'rtl'} @click=${this.#turn}>Right to left</button>
        <label class="inline">
          State
          <select @change=${(event: Event) => this.set({ state: (event.target as HTMLSelectElement).value as PreviewState, submitted: false })}>
            ${PREVIEW_STATES.map((name) => html`<option value=${name} ?selected=${name === this.state}>${STATE_NAMES[name]}</option>`)}
          </select>
        </label>
      </div>
      <div class="stage ${this.width} ${this.theme}" role="region" aria-label="The form" tabindex="0">
        <iframe src="/console/preview" title="Preview of the form" height="420"></iframe>
      </div>
      <p class="help" role="status">
        ${this.submitted ? 'A page would send it now. The preview sends nothing.' : 'Try it. Nothing is sent from here.'}
        ${this.definition ? nothing : 'The preview shows the last form without errors.'}
      </p>
    </section>`;
  }

  #turn = (): void => {
    this.set({ direction: (this.direction || this.definition?.dir) === 'rtl' ? 'ltr' : 'rtl' });
  };

  #choice<T extends string>(label: string, value: T, choices: [T, string][], pick: (value: T) => void) {
    return html`<div class="segments" role="group" aria-label=${label}>
      ${choices.map(([each, name]) => html`<button aria-pressed=${each === value} @click=${() => pick(each)}>${name}</button>`)}
    </div>`;
  }
}

customElements.define('lw-preview-pane', PreviewPane);
