import { html, LitElement, type PropertyValues, unsafeCSS } from 'lit';
import { isShown, openGroups } from '../worker/protocol/conditions.ts';
import type { FieldDefinition } from '../worker/protocol/wire.ts';
import { isSetting, isUsable, type Setting, TEXT_ATTRIBUTES } from './attributes.ts';
import { LeadFormEvent } from './events.ts';
import type { CallHook, Feature } from './feature.ts';
import { kindOf } from './fields/field.ts';
import type { FieldKind } from './fields/field-kind.ts';
import type { Failure, FormState } from './form-state.ts';
import type { Host } from './host.ts';
import { listen, press } from './interaction.ts';
import { load } from './loading/load-form.ts';
import { advise } from './loading/use-feature.ts';
import { NO_DEFINITION, say } from './messages.ts';
import { addresses, noteAddress } from './page-addresses.ts';
import { formCss } from './styles/form.styles.ts';
import { drawState } from './template.ts';
import { readValues } from './values.ts';

/** Of an attribute: undefined until it is set, null once it is removed. */
type Text = string | null | undefined;

/**
 * A lead form, drawn from a configured form's definition.
 *
 * A `<form>` among its children is used as it is and enhanced. Other children show until the form is drawn.
 *
 * Each attribute is a property too: `submit-label` is `submitLabel`. Only `render` has another name, `renderMode`.
 *
 * @tag lead-form
 *
 * @attr {string} form - Id of the configured form.
 * @attr {string} endpoint - Origin of the Worker; by default the script's.
 * @attr {string} channel - Overrides the channel that is read from the visit.
 * @attr {number} link - Overrides the tracking link; must be one of the campaign's.
 * @attr {string} locale - Language of the form; by default that of the nearest `lang`.
 * @attr {'light' | 'dark' | 'auto'} [theme=auto] - `auto` follows the page's text colour.
 * @attr {string} accent - Colour of the button and focus; the text on it stays readable.
 * @attr {string} title - Heading; overrides the definition's.
 * @attr {string} submit-label - The button's text; overrides the definition's.
 * @attr {string} success-message - The thanks after submitting; overrides the definition's.
 * @attr {string} redirect - Where to go after submitting; http or https.
 * @attr {'shadow' | 'light'} [render=shadow] - `light` draws without a shadow root.
 * @attr {'on' | 'off'} [prefill=off] - `on` fills fields from the page's query.
 * @attr {'datalayer' | 'off'} [analytics=off] - `datalayer` pushes GA4 events.
 * @attr {'on' | 'off'} [storage=off] - `on` remembers the visitor's first and last source.
 * @attr {'on' | 'off'} [draft=on] - `off` keeps nothing of what is typed for the tab.
 * @attr {string} min-height - Height held between states.
 * @attr {boolean} debug - Shows what the form knows in an overlay.
 *
 * @fires {LeadFormReadyEvent} lead-form-ready - The form is drawn.
 * @fires {LeadFormStartedEvent} lead-form-started - First input.
 * @fires {LeadFormSubmittingEvent} lead-form-submitting - About to send; cancelable.
 * @fires {LeadFormSubmittedEvent} lead-form-submitted - The lead is stored or delivered.
 * @fires {LeadFormInvalidEvent} lead-form-invalid - Some answers don't pass.
 * @fires {LeadFormFailedEvent} lead-form-failed - Could not be sent; the answers are kept.
 * @fires {LeadFormStepEvent} lead-form-step - The visitor came to another step.
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
export class LeadForm extends LitElement implements Host {
  // Our own text, as the features' sheets are: the `css` tag would add 130 bytes.
  static override styles = unsafeCSS(formCss);
  static override properties = {
    ...TEXT_ATTRIBUTES,
    debug: { type: Boolean, reflect: true },
    state: { state: true },
    definition: { state: true },
    announcement: { state: true },
  };
  /** Address of the script: its origin is the default endpoint, and the lazy features lie beside it. */
  static scriptUrl = '';
  static #count = 0;

  declare form: Text;
  declare endpoint: Text;
  declare channel: Text;
  declare link: Text;
  declare locale: Text;
  declare theme: Text;
  declare accent: Text;
  declare submitLabel: Text;
  declare successMessage: Text;
  declare redirect: Text;
  declare renderMode: Text;
  declare prefill: Text;
  declare analytics: Text;
  declare storage: Text;
  declare draft: Text;
  declare minHeight: Text;
  /** Values for hidden fields that are filled from the page, by name. */
  declare pageValues?: Record<string, string>;
  override title = '';
  debug = false;

  state: FormState = { status: 'loading' };
  definition = NO_DEFINITION;
  announcement = '';

  #values: Record<string, string[]> = {};
  inputs: Record<string, HTMLInputElement> = {};
  button: HTMLButtonElement | undefined;
  tag: HTMLScriptElement | undefined;
  features: Feature[] = [];
  warnings: string[] = [];
  last: { id: string; answers: string } | undefined;
  readonly addresses = addresses;
  /** Settles once answers can be checked and sent. */
  prepared: Promise<void> | undefined;
  /** How often a definition was asked for: only the last answer counts. */
  loads = 0;
  readonly #prefix = `lf${++LeadForm.#count}-`;

  /** The answers by control name, each a list. Written, they replace what the form holds; a text stands for a list. */
  get values(): Record<string, string[]> {
    return this.#values;
  }
  set values(values: Record<string, string | string[]>) {
    this.#values = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, [value].flat()]));
    this.requestUpdate();
    // Controls that the visitor has touched show what is drawn only once they are reset.
    void this.updateComplete.then(() => this.formElement?.reset());
  }

  get formElement(): HTMLFormElement | null {
    return this.shadowRoot?.querySelector('form') ?? this.querySelector('form');
  }
  get problems(): Record<string, string> {
    return this.state.status === 'ready' ? this.state.problems : {};
  }
  get leaves(): FieldDefinition[] {
    const shown = this.definition.fields.filter((field) => this.isShown(field));
    return openGroups(shown).filter((field) => this.isShown(field));
  }
  get scriptUrl(): string {
    return LeadForm.scriptUrl || location.href;
  }
  get origin(): string {
    return (this.setting('endpoint') || new URL(this.scriptUrl).origin).replace(/\/$/, '');
  }

  setting(name: Setting): string {
    const value = this[name];
    return value && isUsable(name, value) ? value : '';
  }
  isShown(field: FieldDefinition): boolean {
    return isShown(field, this.values, openGroups(this.definition.fields));
  }
  kindOf(field: FieldDefinition): FieldKind {
    return kindOf(field, this);
  }
  idOf(name: string): string {
    return this.#prefix + name.replace(/\W+/g, '-');
  }
  say(key: string, values?: Record<string, string | number>): string {
    return say(this.definition.messages, key, values);
  }
  announce(text: string): void {
    this.announcement = text;
  }

  show(state: FormState, key = ''): void {
    this.state = state;
    this.announce(this.say(key));
  }

  fail(state: Failure, submission?: string): void {
    const { status } = state;
    const form = submission ? this.definition.form : this.setting('form');
    this.show(state);
    if (status === 'forbidden') this.#warn(this.say(status, { origin }));
    if (status === 'unavailable') this.#warn(`No form "${form}" from ${this.origin}: check id, endpoint, network.`);
    const reason = status === 'failed' ? state.why : status;
    this.dispatchEvent(new LeadFormEvent('lead-form-failed', { form, reason, submission }));
  }

  #warn(text: string): void {
    console.warn(`[lead-form] ${text}`);
    this.warnings.push(text);
  }

  override addController(feature: Feature): void {
    this.features.push(feature);
    super.addController(feature);
  }

  override removeController(feature: Feature): void {
    this.features = this.features.filter((other) => other !== feature);
    super.removeController(feature);
    feature.hostDisconnected?.();
  }

  callHook: CallHook = (name, ...args) => {
    let answer: ReturnType<CallHook>;
    for (const feature of this.features) {
      // The union of all hooks takes no common argument list; `CallHook` ties name and arguments together.
      const hook = feature[name] as ((...args: unknown[]) => typeof answer) | undefined;
      const given = hook?.apply(feature, args);
      answer ??= given;
    }
    return answer as never;
  };

  /** Does what a press of the button does. */
  submit(): Promise<void> {
    return press(this);
  }

  /** Begins anew: an empty form, and after the thanks a form again. */
  reset(): Promise<void> {
    this.callHook('dropDraft');
    this.last = undefined;
    return load(this, 'empty');
  }

  reload(form?: string): Promise<void> {
    return load(this, 'newer', form);
  }

  /** Reads what was typed, and has it kept for this tab. */
  remember(): void {
    const form = this.formElement;
    if (!form || !this.definition.form) return;
    // Of boxes, a form has the values of ticked ones alone.
    const unticked = Object.fromEntries(this.leaves.map(({ name }) => [name, []]));
    Object.assign(this.values, unticked, readValues(form));
    this.callHook('keepDraft');
  }

  override connectedCallback(): void {
    super.connectedCallback();
    noteAddress();
  }

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const root = this.setting('renderMode') === 'light' ? this : super.createRenderRoot();
    // Before anything is drawn: a submit that nobody handles would put the answers into the page's address.
    listen(this, root);
    return root;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    for (const name of changed.keys())
      if (isSetting(name) && this[name] && !this.setting(name)) void advise(this, name, this[name]);
    if (changed.has('accent')) this.style.setProperty('--lead-form-accent', this.setting('accent'));
    if (changed.has('minHeight')) this.style.minHeight = this.setting('minHeight');
    if (!this.hasUpdated || changed.has('form') || changed.has('locale') || changed.has('endpoint')) void load(this);
  }

  protected override render(): unknown {
    return html`<div class="box">
      <slot name="before"></slot>${drawState(this)}
      <div class="away" role="status" lang=${this.definition.locale} .textContent=${this.announcement}></div>
      <slot name="after"></slot>
    </div>`;
  }
}

export type * from './events.ts';

declare global {
  interface HTMLElementTagNameMap {
    'lead-form': LeadForm;
  }
}
