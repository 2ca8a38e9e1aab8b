import { html, LitElement, nothing } from 'lit';
import type { Definition, FieldDefinition } from '../worker/contract.ts';
import { isShown, readValues } from './answers.ts';
import { getShared, loadDefinition, neededParts } from './definition.ts';
import { keepDraft, readDraft } from './draft.ts';
import { LeadFormReadyEvent, LeadFormStartedEvent } from './events.ts';
import { drawField, openGroups } from './fields/field.ts';
import type { FormState } from './form-state.ts';
import type { Drawn, Extension } from './kit.ts';
import { styles } from './lead-form.styles.ts';
import { loadPart } from './load-part.ts';
import { fill, say } from './messages.ts';
import { checkSettings } from './settings.ts';
import { Submission } from './submission.ts';
import { draw, type ViewHost } from './view.ts';

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
export class LeadForm extends LitElement implements ViewHost {
  static override styles = styles;
  static override properties = { form: {}, locale: {}, accent: {}, heading: { attribute: 'title' }, state: { state: true } };
  /** Where this code came from: its origin is the default endpoint, and lazy parts lie beside it. */
  static scriptUrl = '';
  static shared = getShared();

  declare form: string | null;
  declare locale: string | null;
  declare accent: string | null;
  declare heading: string | null;
  declare state: FormState;
  declare definition: Definition;
  values: Record<string, string[]> = {};
  extensions: Extension[] = [];
  announcement = '';
  readonly submission = new Submission(this);
  #started = false;
  static #count = 0;
  readonly #prefix = `lf${++LeadForm.#count}-`;

  constructor() {
    super();
    this.state = { status: 'loading' };
  }

  get root() {
    return this.renderRoot as HTMLElement | ShadowRoot;
  }
  get formElement(): HTMLFormElement | null {
    return this.root.querySelector('form') ?? this.querySelector('form');
  }
  get problems(): Record<string, string> {
    return this.state.status === 'ready' ? this.state.problems : {};
  }
  get leaves(): FieldDefinition[] {
    return openGroups(this.definition.fields.filter((field) => this.isShown(field))).filter((field) => this.isShown(field));
  }
  get origin(): string {
    return (this.getAttribute('endpoint') || new URL(LeadForm.scriptUrl || location.href).origin).replace(/\/$/, '');
  }
  get texts() {
    const { definition } = this;
    return {
      title: this.heading ?? definition?.title,
      submit: this.getAttribute('submit-label') || definition?.submitLabel,
      success: this.getAttribute('success-message') || definition?.success.message,
      closed: definition?.closedMessage || this.say('closed'),
      hosted: `${this.origin}/f/${this.form}`,
    };
  }

  isShown = (field: FieldDefinition): boolean => isShown(field, this.values);
  say = (key: string, values?: Record<string, string | number>): string => say(this.definition?.messages, key, values);
  idOf = (name: string): string => this.#prefix + name.replace(/\W+/g, '-');

  announce(text: string): void {
    this.announcement = text;
    this.requestUpdate();
  }

  override createRenderRoot() {
    return this.getAttribute('render') === 'light' ? this : super.createRenderRoot();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    checkSettings(this);
    if (this.state.status === 'loading') void this.#load();
  }

  override willUpdate(changed: Map<string, unknown>): void {
    if (changed.get('form') || changed.get('locale')) void this.#load();
  }

  override render(): Drawn {
    return html`<slot name="before"></slot>${draw(this)}
      <div class="away" role="status">${this.announcement}</div>
      <slot name="after"></slot>`;
  }

  override updated(): void {
    for (const { drawn } of this.extensions) drawn?.();
  }

  showProblems(problems: Record<string, string>): void {
    void this.submission.showProblems(problems);
  }

  /** Reads what was typed, and keeps it for this tab. */
  remember(): void {
    const form = this.formElement;
    if (!form) return;
    Object.assign(this.values, Object.fromEntries(this.leaves.map(({ name }) => [name, []])), readValues(form));
    keepDraft(this.definition.form, { values: this.values, ...this.submission.sent }, this.leaves);
  }

  async #load(): Promise<void> {
    const { form } = this;
    if (!form) return;
    const locale = this.locale || this.closest('[lang]')?.getAttribute('lang') || '';
    const loaded = await loadDefinition(this.origin, form, locale);
    if (form !== this.form) return;
    if (typeof loaded === 'string') {
      this.submission.fail(loaded);
      return;
    }
    this.definition = loaded;
    const draft = readDraft(form);
    this.values = draft?.values ?? {};
    this.submission.sent = draft;
    for (const { name, value } of openGroups(loaded.fields)) if (value) this.values[name] ??= [value];
    try {
      const names = [...neededParts(loaded, this), ...(draft ? ['restored'] : [])];
      this.extensions = (await Promise.all(names.map((name) => this.#usePart(name)))).flatMap((part) => part ?? []);
    } catch {
      this.submission.fail('unavailable');
      return;
    }
    this.state = loaded.closed ? { status: 'closed' } : { status: 'ready', tried: false, problems: {} };
    await this.updateComplete;
    this.#listen();
    this.dispatchEvent(new LeadFormReadyEvent('lead-form-ready', { form }));
  }

  async #usePart(name: string): Promise<Extension | undefined> {
    const part = await loadPart(name, LeadForm.scriptUrl);
    return part(this, { html, nothing, drawField, fill });
  }

  /** Once: the root stays, whatever is drawn in it. */
  #listen(): void {
    if (this.#listening) return;
    this.#listening = true;
    this.root.addEventListener('input', () => {
      this.remember();
      this.requestUpdate();
      if (this.#started) return;
      this.#started = true;
      this.dispatchEvent(new LeadFormStartedEvent('lead-form-started', { form: this.definition.form }));
    });
    this.root.addEventListener('focusout', (event) => this.submission.leave(event.target));
    this.root.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.submission.start();
    });
    this.root.addEventListener('click', (event) => this.submission.follow(event));
  }
  #listening = false;

  /** Typing help comes with the first e-mail address or name that is typed. */
  async help(): Promise<void> {
    this.help = async () => {};
    const extension = await this.#usePart('help').catch(() => undefined);
    if (extension) this.extensions = [...this.extensions, extension];
    this.requestUpdate();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lead-form': LeadForm;
  }
}
