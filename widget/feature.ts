/**
 * Lazy features: what a form may need beyond its core. A feature's module exports a `FeatureFactory` by default. The
 * factory gets Lit and the core's functions from `CoreApi`, so that no feature contains a second copy.
 *
 * A `Feature` is one of Lit's reactive controllers. Besides Lit's hooks (`hostConnected`, `hostUpdated` and so on) it
 * may have those below. `host.callHook(name, ...arguments)` calls a hook on every feature that has it.
 *
 * Another form or language replaces most features, and calls `hostDisconnected` on the old ones, as when the element
 * leaves the page.
 */
import type { html, nothing, ReactiveController, render } from 'lit';
import type { FieldDefinition, RichText } from '../worker/protocol/wire.ts';
import type { Drawn, FieldKind, FieldKinds } from './fields/field-kind.ts';
import type { Host } from './host.ts';

/** These notify every feature. They have no result. */
interface NotifyingHooks {
  /** The visitor changed a control. */
  changed(control: HTMLElement): void;
  /** The visitor left a control. */
  left(control: HTMLElement): void;
  /** The visitor's values were read and can be kept. */
  keepDraft(): void;
  /** The lead is stored, so kept values can be deleted. */
  dropDraft(): void;
  /** The field is about to get the focus, so it must be visible. */
  reveal(name: string): void;
}

/** Every feature may add to its argument. */
interface CollectingHooks {
  /** What is sent with the answers. */
  collect(body: URLSearchParams): void;
}

/** Every feature is called. The first result other than `undefined` counts. */
interface AnsweringHooks {
  /** The button was pressed: checks the answers and sends them. */
  press(): Promise<void>;
  /** Where the visitor came from. By default the addresses that the page has had. */
  visit(): Record<string, string>;
  /** Arranges fields and button differently. */
  arrange(fields: FieldDefinition[], drawField: (field: FieldDefinition) => Drawn, button: Drawn): Drawn;
  /** Renders something else instead of the form. */
  replaceForm(failure: Drawn): Drawn;
  /** Rendered above everything else: the errors, with links to the fields. */
  summary(): Drawn;
  /** Rendered above the fields. */
  notice(): Drawn;
  /** Rendered between the fields and the button. */
  foot(): Drawn;
  /** Rendered below a field, with its help. */
  hint(field: FieldDefinition): Drawn;
  /** Renders a text with links. */
  richText(text: RichText[] | undefined): Drawn;
  /** Rendered once the lead is stored. */
  thanks(): Drawn;
  /** The fields that this submit checks. By default all that are shown. */
  fieldsToCheck(fields: FieldDefinition[]): FieldDefinition[];
  /** Goes to the next step, so that nothing is sent yet. `undefined` if there is none. */
  nextStep(): true | undefined;
  /** The submission waits for it. */
  prepare(): Promise<unknown>;
  /** The id under which an earlier page has sent the same answers. */
  lastId(answers: string): string | undefined;
  /** The field of a control in the publisher's own markup. */
  fieldOf(control: HTMLElement): FieldDefinition | undefined;
  /** The control to focus for a field's problem. */
  controlOf(name: string): HTMLElement | undefined;
}

type Hooks = NotifyingHooks & CollectingHooks & AnsweringHooks;

export interface Feature extends ReactiveController, Partial<Hooks> {
  /** Kinds of fields that it renders and checks, in place of the core's. */
  kinds?: FieldKinds;
  /** Rules for the root that contains the form. */
  css?: string;
  /**
   * Only in `advice`: says how to correct an attribute's value, or a form that is not available or not allowed here.
   * @param about the attribute's property, or the form's state
   * @param value the attribute's, or the form's id
   */
  advise?(about: string, value: string): void;
}

export type CallHook = <Name extends keyof Hooks>(
  name: Name,
  ...args: Parameters<Hooks[Name]>
) => ReturnType<Hooks[Name]> | undefined;

/** Called once for each form that needs the feature, or again when the form's definition is reloaded. */
export type FeatureFactory = (host: Host, core: CoreApi) => Feature | undefined;

/** The functions of the core for features. */
export interface CoreApi {
  html: typeof html;
  nothing: typeof nothing;
  render: typeof render;
  /** Renders label, help, control and error of one field. */
  drawField(field: FieldDefinition, host: Host): Drawn;
  /** Marks the language of a text that is not in the form's language. */
  inLanguage(lang: string | undefined, text: string | undefined): Drawn;
  /** Renders the plain one-line control. */
  drawInput: FieldKind['draw'];
  /** Collects the data to send. Undefined if a listener of the page has cancelled the submission. */
  createSubmission(): Promise<URLSearchParams | undefined>;
  /** Lets the browser send the answers. */
  postNatively(): Promise<void>;
  /** The core's style sheet. */
  css: string;
  /** Adds a style sheet once to the root that contains the form. */
  addSheet(css: string): void;
}
