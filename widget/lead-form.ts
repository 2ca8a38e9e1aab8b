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
import { AFTER_PAINT_MS, load } from './loading/load-form.ts';
import { advise } from './loading/use-feature.ts';
import { NO_DEFINITION, say } from './messages.ts';
import { addresses, noteAddress } from './page-addresses.ts';
import { formCss } from './styles/form.styles.ts';
import { drawState } from './template.ts';
import { readValues } from './values.ts';

/** An attribute's property is undefined until it is set, and null once it is removed. */
type Text = string | null | undefined;

/**
 * A lead form, rendered from a configured form's definition.
 *
 * A `<form>` among its children is used as it is and enhanced. Other children show until the form has rendered.
 *
 * Each attribute is also a property: `submit-label` is `submitLabel`. Only `render` has another name, `renderMode`.
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
 * @attr {string} success-message - The thank-you message; overrides the definition's.
 * @attr {string} redirect - Where to go after submitting; http or https.
 * @attr {'shadow' | 'light'} [render=shadow] - `light` renders without a shadow root.
 * @attr {'on' | 'off'} [prefill=off] - `on` fills fields from the page's query.
 * @attr {'datalayer' | 'off'} [analytics=off] - `datalayer` pushes GA4 events.
 * @attr {'on' | 'off'} [storage=off] - `on` remembers the visitor's first and last source.
 * @attr {'on' | 'off'} [draft=on] - `off` keeps no draft for the tab.
 * @attr {string} min-height - Minimum height in every state.
 * @attr {boolean} debug - Shows an overlay with the form's data.
 *
 * @fires {LeadFormReadyEvent} lead-form-ready - The form has rendered.
 * @fires {LeadFormStartedEvent} lead-form-started - First input.
 * @fires {LeadFormSubmittingEvent} lead-form-submitting - About to send; cancelable.
 * @fires {LeadFormSubmittedEvent} lead-form-submitted - The lead is stored or delivered.
 * @fires {LeadFormInvalidEvent} lead-form-invalid - Some answers are not valid.
 * @fires {LeadFormFailedEvent} lead-form-failed - Could not be sent; the answers are kept.
 * @fires {LeadFormStepEvent} lead-form-step - The visitor moved to another step.
 * @fires {LeadFormRedirectingEvent} lead-form-redirecting - About to leave the page; cancelable.
 *
 * @slot - Shows until the form has rendered, such as a link to the hosted page; or the publisher's own `<form>`.
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
 * @csspart checkbox - A checkbox or a radio button.
 * @csspart help - The help below a control.
 * @csspart hint - A question or suggestion below a control.
 * @csspart error - The error of an answer.
 * @csspart summary - The list of errors.
 * @csspart submit - The button.
 * @csspart back - The button to the previous step.
 * @csspart progress - The progress bar of the steps.
 * @csspart success - The thank-you message.
 * @csspart notice - A closed campaign, a failed attempt, a form that cannot be shown.
 *
 * @cssprop [--lead-form-accent=#1d4ed8] - Button, ticks and focus.
 * @cssprop [--lead-form-color=inherit] - Text.
 * @cssprop [--lead-form-background=none] - Behind the form.
 * @cssprop [--lead-form-font=inherit] - Shorthand; by default the page's.
 * @cssprop [--lead-form-width=none] - Maximum width of the form.
 * @cssprop [--lead-form-radius=0.5em] - Corners.
 * @cssprop [--lead-form-gap=1.15em] - Between fields.
 * @cssprop --lead-form-border - Of inputs; by default a thin line in a softened text colour.
 * @cssprop --lead-form-input-background - Of inputs; by default a tint of the text colour.
 * @cssprop [--lead-form-columns=2] - Where there is room for more than one.
 * @cssprop [--lead-form-submit-width=100%] - Of the button.
 */
export class LeadForm extends LitElement implements Host {
  // Plain text, like the features' sheets, because the `css` tag would add 130 bytes.
  // A getter, because static fields become static blocks, which Safari before 16.4 cannot parse.
  static override get styles() {
    return unsafeCSS(formCss);
  }
  static override get properties() {
    return {
      ...TEXT_ATTRIBUTES,
      debug: { type: Boolean, reflect: true },
      state: { state: true },
      definition: { state: true },
      announcement: { state: true },
    };
  }
  /** URL of the script. Its origin is the default endpoint, and the lazy features are beside it. */
  declare static scriptUrl: string;
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
  /** The tag's parent, read after the time when a loader would have removed the tag. */
  tagParent: ParentNode | null | undefined;
  features: Feature[] = [];
  warnings: string[] = [];
  last: { id: string; answers: string } | undefined;
  readonly addresses = addresses;
  /** Settles once answers can be checked and sent. */
  prepared: Promise<void> | undefined;
  /** How often a definition was requested. Only the last answer counts. */
  loads = 0;
  readonly #prefix = `lf${++LeadForm.#count}-`;

  /** The answers by control name, each a list. Setting them replaces all answers. A string counts as a list of one. */
  get values(): Record<string, string[]> {
    return this.#values;
  }
  set values(values: Record<string, string | string[]>) {
    this.#values = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, [value].flat()]));
    this.requestUpdate();
    // Controls that the visitor has edited only show a new value once they are reset.
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
    if (/^(unavailable|forbidden)$/.test(status)) void advise(this, status, form);
    const reason = status === 'failed' ? state.why : status;
    this.dispatchEvent(new LeadFormEvent('lead-form-failed', { form, reason, submission }));
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
      // The union of all hooks has no common argument list, so `CallHook` ties name and arguments together.
      const hook = feature[name] as ((...args: unknown[]) => typeof answer) | undefined;
      const given = hook?.apply(feature, args);
      answer ??= given;
    }
    return answer as never;
  };

  /** Submits the form like its button. */
  submit(): Promise<void> {
    return press(this);
  }

  /** Starts over with an empty form, even after the thank-you message. */
  reset(): Promise<void> {
    this.callHook('dropDraft');
    this.last = undefined;
    return load(this, 'empty');
  }

  reload(form?: string): Promise<void> {
    return load(this, 'newer', form);
  }

  /** Reads what was typed, and lets features keep it for this tab. */
  remember(): void {
    const form = this.formElement;
    if (!form || !this.definition.form) return;
    // A form only has the values of ticked boxes.
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
    // Before anything renders, because a submit without a handler would put the answers into the page's URL.
    listen(this, root);
    return root;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const given = [...changed.keys()].filter(isSetting);
    const adviseOnThem = () => {
      for (const name of given) if (this[name] && !this.setting(name)) void advise(this, name, this[name]);
    };
    // Not before the form is on the screen, because the page's first `CSS.supports` takes a slow phone a millisecond.
    if (given[0]) setTimeout(adviseOnThem, AFTER_PAINT_MS);
    if (changed.has('accent')) this.style.setProperty('--lead-form-accent', this.setting('accent'));
    if (changed.has('minHeight')) {
      // The browser ignores an invalid value.
      this.style.minHeight = '';
      this.style.minHeight = this.minHeight ?? '';
    }
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
