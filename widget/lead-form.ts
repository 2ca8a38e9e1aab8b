import { html, nothing } from 'lit/html.js';
import type { Definition, FieldDefinition } from '../worker/contract.ts';
import { isShown, readValues } from './answers.ts';
import { noteTouch } from './attribution.ts';
import { getShared, loadDefinition, neededParts } from './definition.ts';
import { hasDraft } from './draft-key.ts';
import { LeadFormReadyEvent, LeadFormStartedEvent } from './events.ts';
import { drawField, openGroups } from './fields/field.ts';
import { drawInput } from './fields/text.ts';
import { type FormState, READY } from './form-state.ts';
import type { Drawn, Extension, Host } from './kit.ts';
import { css, getSheet } from './lead-form.styles.ts';
import { loadPart } from './load-part.ts';
import { say } from './messages.ts';
import { RenderedElement } from './rendered-element.ts';
import { isUsable } from './settings.ts';
import { fail, focusField, leave, recheck, showProblems, start } from './submission.ts';
import { draw, type ViewHost } from './view.ts';

/** Without `data-`, which script tags put before them. */
const ATTRIBUTES =
  'form endpoint channel link locale theme accent title submit-label success-message redirect render prefill analytics storage min-height debug'.split(
    ' ',
  );

/**
 * A lead form, drawn from a configured form's definition.
 *
 * A `<form>` among its children is used as it is and enhanced. Other children show until the form is drawn.
 *
 * @attr form - Id of the configured form.
 * @attr endpoint - Origin of the Worker; by default the script's.
 * @attr channel - Overrides the channel that is read from the visit.
 * @attr link - Overrides the tracking link; must be one of the campaign's.
 * @attr locale - Language of the form; by default the nearest `lang`.
 * @attr theme - `light`, `dark`, or `auto`: as the page's text suggests.
 * @attr accent - Colour of the button and focus; the text on it stays readable.
 * @attr title - Heading; overrides the definition's.
 * @attr submit-label - The button's text; overrides the definition's.
 * @attr success-message - Said after submitting; overrides the definition's.
 * @attr redirect - Where to go after submitting; http or https.
 * @attr render - `light` draws without a shadow root.
 * @attr prefill - `on` fills fields from the page's query.
 * @attr analytics - `datalayer` pushes GA4 events.
 * @attr storage - `on` remembers the first visit.
 * @attr min-height - Height held between states.
 * @attr debug - Shows what the form knows.
 *
 * @fires {LeadFormReadyEvent} lead-form-ready - The form can be filled in.
 * @fires {LeadFormStartedEvent} lead-form-started - First input.
 * @fires {LeadFormSubmittingEvent} lead-form-submitting - About to send; cancelable.
 * @fires {LeadFormSubmittedEvent} lead-form-submitted - The lead is stored or delivered.
 * @fires {LeadFormInvalidEvent} lead-form-invalid - Some answers don't pass.
 * @fires {LeadFormFailedEvent} lead-form-failed - Could not be sent; the answers are kept.
 * @fires {LeadFormRedirectingEvent} lead-form-redirecting - About to leave the page; cancelable.
 *
 * @slot before - Above the form. @slot after - Below it.
 * @slot success - Replaces the message after submitting.
 * @slot closed - Replaces the message of an ended campaign.
 *
 * @csspart form @csspart title @csspart field @csspart label @csspart input @csspart select @csspart checkbox
 * @csspart help @csspart error @csspart summary @csspart submit @csspart success @csspart notice
 *
 * @cssprop [--lead-form-accent=#1d4ed8] - Button, ticks and focus.
 * @cssprop --lead-form-color - Text. @cssprop --lead-form-background - Behind the form.
 * @cssprop --lead-form-font - Shorthand; by default the page's.
 * @cssprop [--lead-form-radius=0.5em] - Corners. @cssprop [--lead-form-gap=1.15em] - Between fields.
 * @cssprop --lead-form-border - Of inputs. @cssprop --lead-form-input-background - Of inputs.
 * @cssprop [--lead-form-columns=2] - Where there is room. @cssprop [--lead-form-submit-width=100%] - Of the button.
 */
export class LeadForm extends RenderedElement implements ViewHost {
  static observedAttributes = ATTRIBUTES;
  /** Where this code came from: its origin is the default endpoint, and lazy parts lie beside it. */
  static scriptUrl = '';
  static shared = getShared();

  declare definition: Definition;
  values: Record<string, string[]> = {};
  extensions: Extension[] = [];
  announcement = '';
  last: { id: string; answers: string } | undefined;
  #started = false;
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
  get origin(): string {
    return (this.setting('endpoint') || new URL(LeadForm.scriptUrl || location.href).origin).replace(/\/$/, '');
  }
  get texts() {
    const { definition } = this;
    return {
      title: this.setting('title') || definition?.title,
      submit: this.setting('submit-label') || definition?.submitLabel,
      success: this.setting('success-message') || definition?.success.message,
      closed: definition?.closedMessage || this.say('closed'),
      hosted: `${this.origin}/f/${this.setting('form')}`,
    };
  }

  isShown = (field: FieldDefinition): boolean => isShown(field, this.values);
  say = (key: string, values?: Record<string, string | number>): string => say(this.definition?.messages, key, values);
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
    this.#listen(root);
    return root;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    noteTouch();
    if (this.state.status === 'loading') void this.#load();
  }

  attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    this.requestUpdate();
    const usable = this.setting(name);
    if (value && !usable) void this.#advise(name, value);
    if (name === 'accent') this.style.setProperty('--lead-form-accent', usable);
    if (name === 'min-height') this.style.minHeight = usable;
    if (old && /^(form|locale)$/.test(name)) void this.#load();
  }

  /** An attribute's value; blank when there is none that can be used. */
  setting(name: string): string {
    const value = this.getAttribute(name) ?? '';
    return isUsable(name, value) ? value : '';
  }

  protected override draw(): Drawn {
    return html`<slot name="before"></slot>${draw(this)}
      <div class="away" role="status">${this.announcement}</div>
      <slot name="after"></slot>`;
  }

  protected override drawn(): void {
    this.ask('drawn');
  }

  showProblems(problems: Record<string, string>): void {
    void showProblems(this, problems);
  }

  focusField(name: string): void {
    focusField(this, name);
  }

  /** Reads what was typed, and keeps it for this tab. */
  remember(): void {
    const form = this.formElement;
    if (!form) return;
    Object.assign(this.values, Object.fromEntries(this.leaves.map(({ name }) => [name, []])), readValues(form));
    this.ask('remember');
  }

  async #load(): Promise<void> {
    const form = this.setting('form');
    if (!form) return this.#advise('form', '');
    const locale = this.setting('locale') || this.closest('[lang]')?.getAttribute('lang') || '';
    const loaded = await loadDefinition(this.origin, form, locale);
    if (form !== this.setting('form')) return;
    if (typeof loaded === 'string') {
      fail(this, loaded);
      return;
    }
    this.definition = loaded;
    for (const { name, value } of openGroups(loaded.fields)) if (value) this.values[name] ??= [value];
    try {
      const names = neededParts(loaded, this);
      if (hasDraft(form)) names.push('typing');
      this.extensions = (await Promise.all(names.map((name) => this.#usePart(name)))).flatMap((part) => part ?? []);
    } catch {
      fail(this, 'unavailable');
      return;
    }
    this.state = loaded.closed ? { status: 'closed' } : READY;
    await this.updateComplete;
    this.dispatchEvent(new LeadFormReadyEvent('lead-form-ready', { form }));
  }

  async #advise(name: string, value: string): Promise<void> {
    const advice = await this.#usePart('advice').catch(() => undefined);
    advice?.advise?.(name, value);
  }

  async #usePart(name: string): Promise<Extension | undefined> {
    const part = await loadPart(name, LeadForm.scriptUrl);
    const extension = await part(this, { html, nothing, drawField, drawInput, css });
    if (extension?.css) {
      const { root } = this;
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(root instanceof ShadowRoot ? extension.css : `lead-form[render=light]{${extension.css}}`);
      (root instanceof ShadowRoot ? root : document).adoptedStyleSheets.push(sheet);
    }
    return extension;
  }

  #listen(root: HTMLElement | ShadowRoot): void {
    root.addEventListener('input', (event) => {
      this.remember();
      recheck(this, event.target);
      this.requestUpdate();
      if (this.#started) return;
      this.#started = true;
      void this.#helpTyping();
      this.dispatchEvent(new LeadFormStartedEvent('lead-form-started', { form: this.definition.form }));
    });
    root.addEventListener('focusout', (event) => {
      // On the way to the button nothing may move from under the pointer; submitting checks everything anyway.
      const next = (event as FocusEvent).relatedTarget;
      if (!(next instanceof Element && next.matches('[type=submit]'))) leave(this, event.target);
    });
    root.addEventListener('submit', (event) => {
      event.preventDefault();
      void start(this);
    });
  }

  /** Drafts and typing help come with the first input; the form works without. */
  async #helpTyping(): Promise<void> {
    if (hasDraft(this.definition.form)) return;
    const extension = await this.#usePart('typing').catch(() => undefined);
    if (extension) this.extensions = [...this.extensions, extension];
    this.remember();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lead-form': LeadForm;
  }
}
