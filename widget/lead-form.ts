import { html } from 'lit/html.js';
import type { Definition, FieldDefinition } from '../worker/protocol/wire.ts';
import { ATTRIBUTES, isUsable } from './attributes.ts';
import { fail, show } from './failing.ts';
import type { Drawn, Extension, FieldKind, Host } from './feature.ts';
import { kindOf } from './fields/field.ts';
import type { FormState } from './form-state.ts';
import { listen } from './interaction.ts';
import { advise, load } from './loading/load-form.ts';
import { say } from './messages.ts';
import { addresses, noteAddress } from './page-addresses.ts';
import { RenderedElement } from './rendered-element.ts';
import { getSheet } from './styles/form.styles.ts';
import { draw } from './template.ts';
import { isShown, openGroups, readValues } from './values.ts';

/**
 * A lead form, drawn from a configured form's definition.
 *
 * A `<form>` among its children is used as it is and enhanced. Other children show until the form is drawn.
 *
 * @tag lead-form
 *
 * @attr {string} form - Id of the configured form.
 * @attr {string} endpoint - Origin of the Worker; by default the script's.
 * @attr {string} channel - Overrides the channel that is read from the visit.
 * @attr {number} link - Overrides the tracking link; must be one of the campaign's.
 * @attr {string} locale - Language of the form; by default the nearest `lang`.
 * @attr {'light' | 'dark' | 'auto'} [theme=auto] - `auto` goes by the page's text colour.
 * @attr {string} accent - Colour of the button and focus; the text on it stays readable.
 * @attr {string} title - Heading; overrides the definition's.
 * @attr {string} submit-label - The button's text; overrides the definition's.
 * @attr {string} success-message - Said after submitting; overrides the definition's.
 * @attr {string} redirect - Where to go after submitting; http or https.
 * @attr {'shadow' | 'light'} [render=shadow] - `light` draws without a shadow root.
 * @attr {'on' | 'off'} [prefill=off] - `on` fills fields from the page's query.
 * @attr {'datalayer' | 'off'} [analytics=off] - `datalayer` pushes GA4 events.
 * @attr {'on' | 'off'} [storage=off] - `on` remembers the first visit.
 * @attr {string} min-height - Height held between states.
 * @attr {boolean} debug - Shows what the form knows.
 *
 * @fires {LeadFormReadyEvent} lead-form-ready - The form is drawn.
 * @fires {LeadFormStartedEvent} lead-form-started - First input.
 * @fires {LeadFormSubmittingEvent} lead-form-submitting - About to send; cancelable.
 * @fires {LeadFormSubmittedEvent} lead-form-submitted - The lead is stored or delivered.
 * @fires {LeadFormInvalidEvent} lead-form-invalid - Some answers don't pass.
 * @fires {LeadFormFailedEvent} lead-form-failed - Could not be sent; the answers are kept.
 * @fires {LeadFormRedirectingEvent} lead-form-redirecting - About to leave the page; cancelable.
 *
 * @slot - Shows until the form is drawn, such as a link to the hosted page; or the publisher's own `<form>`.
 * @slot before - Above the form.
 * @slot after - Below it.
 * @slot success - Replaces the message after submitting.
 * @slot closed - Replaces the message of an ended campaign.
 *
 * @csspart form - The `<form>`.
 * @csspart title - Its heading.
 * @csspart field - The wrapper of one label, control and message.
 * @csspart label - A label, or the legend of a group.
 * @csspart input - A one-line input or a text area.
 * @csspart select - A select.
 * @csspart checkbox - A box or a radio button.
 * @csspart help - The help below a control.
 * @csspart hint - A question or suggestion below a control.
 * @csspart error - What is wrong with an answer.
 * @csspart summary - The list of what is wrong.
 * @csspart submit - The button.
 * @csspart back - The button to the step before.
 * @csspart progress - The bar of steps.
 * @csspart success - The thanks.
 * @csspart notice - A closed campaign, a failed try, a form that cannot be shown.
 *
 * @cssprop [--lead-form-accent=#1d4ed8] - Button, ticks and focus.
 * @cssprop [--lead-form-color=inherit] - Text.
 * @cssprop [--lead-form-background=none] - Behind the form.
 * @cssprop [--lead-form-font=inherit] - Shorthand; by default the page's.
 * @cssprop [--lead-form-width=none] - Widest that the form gets.
 * @cssprop [--lead-form-radius=0.5em] - Corners.
 * @cssprop [--lead-form-gap=1.15em] - Between fields.
 * @cssprop --lead-form-border - Of inputs; by default a thin line in a softened text colour.
 * @cssprop --lead-form-input-background - Of inputs; by default a hint of the text colour.
 * @cssprop [--lead-form-columns=2] - Where there is room for more than one.
 * @cssprop [--lead-form-submit-width=100%] - Of the button.
 */
export class LeadForm extends RenderedElement implements Host {
  static observedAttributes = ATTRIBUTES;
  /** Where this code came from: its origin is the default endpoint, and lazy parts lie beside it. */
  static scriptUrl = '';

  declare definition: Definition;
  values: Record<string, string[]> = {};
  inputs: Record<string, HTMLInputElement> = {};
  button: HTMLButtonElement | undefined;
  extensions: Extension[] = [];
  warnings: string[] = [];
  announcement = '';
  /** Settles once answers can be checked and sent. */
  prepared: Promise<void> | undefined;
  last: { id: string; answers: string } | undefined;
  /** How often a definition was asked for: only the last answer counts. */
  loads = 0;
  static #count = 0;
  readonly #prefix = `lf${++LeadForm.#count}-`;

  #state: FormState = { status: 'loading' };

  get state(): FormState {
    return this.#state;
  }
  set state(state: FormState) {
    this.#state = state;
    this.requestUpdate();
  }
  get formElement(): HTMLFormElement | null {
    return (this.root as ParentNode | undefined)?.querySelector('form') ?? this.querySelector('form');
  }
  get problems(): Record<string, string> {
    return this.state.status === 'ready' ? this.state.problems : {};
  }
  get leaves(): FieldDefinition[] {
    return openGroups(this.definition.fields.filter((field) => this.isShown(field))).filter((field) =>
      this.isShown(field),
    );
  }
  get scriptUrl(): string {
    return LeadForm.scriptUrl || location.href;
  }
  get origin(): string {
    return (this.setting('endpoint') || new URL(this.scriptUrl).origin).replace(/\/$/, '');
  }
  isShown = (field: FieldDefinition): boolean => isShown(field, this.values, openGroups(this.definition.fields));
  say = (key: string, values?: Record<string, string | number>): string => say(this.definition?.messages, key, values);
  readonly addresses = addresses;
  show = (state: FormState, key?: string): void => show(this, state, key);
  fail: Host['fail'] = (state, submission) => fail(this, state, submission);
  kindOf = (field: FieldDefinition): FieldKind => kindOf(field, this);
  idOf = (name: string): string => this.#prefix + name.replace(/\W+/g, '-');

  ask: Host['ask'] = (name, ...args) => {
    let answer: ReturnType<Host['ask']>;
    for (const extension of this.extensions) {
      // The union of all hooks takes no common argument list; `Host['ask']` ties name and arguments together.
      const hook = extension[name] as ((...args: unknown[]) => typeof answer) | undefined;
      const said = hook?.apply(extension, args);
      answer ??= said;
    }
    return answer as never;
  };

  announce(text: string): void {
    this.announcement = text;
    this.requestUpdate();
  }

  protected override createRoot() {
    const isLight = this.setting('render') === 'light';
    const root = isLight ? this : this.attachShadow({ mode: 'open' });
    if (root instanceof ShadowRoot) root.adoptedStyleSheets = [getSheet()];
    // Before anything is drawn: an unheard submit would put the answers into the page's address.
    listen(this, root);
    return root;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    noteAddress();
    if (this.state.status === 'loading') void load(this);
  }

  attributeChangedCallback(name: string, _: string | null, value: string | null): void {
    this.requestUpdate();
    if (name === 'min-height') this.style.minHeight = value ?? '';
    // What is no length, a style takes nothing of.
    const usable = name === 'min-height' ? this.style.minHeight : this.setting(name);
    if (value && !usable) void advise(this, name, value);
    if (name === 'accent') this.style.setProperty('--lead-form-accent', usable);
    if (!this.root || !/^(form|locale|endpoint)$/.test(name)) return;
    // Others may be set in the same breath.
    const turn = ++this.loads;
    queueMicrotask(() => turn === this.loads && load(this));
  }

  /** An attribute's value; blank when there is none that can be used. */
  setting(name: string): string {
    const value = this.getAttribute(name);
    return value && isUsable(name, value) ? value : '';
  }

  protected override draw(): Drawn {
    return html`<div class="box">
      <slot name="before"></slot>${draw(this)}
      <div class="away" role="status" lang=${this.definition?.locale ?? 'en'}>${this.announcement}</div>
      <slot name="after"></slot>
    </div>`;
  }

  protected override drawn(): void {
    this.ask('drawn');
  }

  /** Reads what was typed, and keeps it for this tab. */
  remember(): void {
    const form = this.formElement;
    if (!form || !this.definition) return;
    Object.assign(this.values, Object.fromEntries(this.leaves.map(({ name }) => [name, []])), readValues(form));
    this.ask('remember');
  }
}

export type * from './events.ts';

declare global {
  interface HTMLElementTagNameMap {
    'lead-form': LeadForm;
  }
}
