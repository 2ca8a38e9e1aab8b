/**
 * Just enough of a reactive element around Lit's templates: draws once per microtask, however often it is asked.
 * LitElement's own base would take a sixth of the widget's whole budget for properties that are not used here.
 */
import { render } from 'lit/html.js';
import type { Drawn } from './feature.ts';

export abstract class RenderedElement extends HTMLElement {
  /** Where the templates are drawn: a shadow root, or the element itself. */
  declare root: ShadowRoot | HTMLElement;
  /** Settles after the next drawing. */
  updateComplete: Promise<void> = Promise.resolve();
  #asked = false;

  protected abstract createRoot(): ShadowRoot | HTMLElement;
  protected abstract draw(): Drawn;
  protected abstract drawn(): void;

  connectedCallback(): void {
    this.root ??= this.createRoot();
    this.requestUpdate();
  }

  requestUpdate(): void {
    if (this.#asked) return;
    this.#asked = true;
    this.updateComplete = this.#update();
  }

  async #update(): Promise<void> {
    await null;
    this.#asked = false;
    if (!this.root) return;
    render(this.draw(), this.root as HTMLElement, { host: this });
    this.drawn();
  }
}
