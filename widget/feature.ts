/**
 * Lazy features: what a form may need beyond its core. A feature's module exports a `FeatureFactory` by default. The
 * factory gets Lit and the core's own means by `CoreApi`, so that no feature brings a second copy of them.
 *
 * A `Feature` is one of Lit's reactive controllers. Besides Lit's hooks (`hostConnected`, `hostUpdated` and so on) it may
 * have those below. A hook is called by `host.callHook(name, ...arguments)`, on every feature that has it.
 *
 * Another form or language replaces most features. Those that go have `hostDisconnected` called, as when the element
 * leaves the page.
 */
import type { html, nothing, ReactiveController, render } from 'lit';
import type { FieldDefinition, RichText } from '../worker/protocol/wire.ts';
import type { Drawn, FieldKind, FieldKinds } from './fields/field-kind.ts';
import type { Host } from './host.ts';

/** These tell every feature of something. Nothing is expected back. */
interface NotifyingHooks {
  /** The visitor changed a control. */
  changed(control: HTMLElement): void;
  /** The visitor left a control. */
  left(control: HTMLElement): void;
  /** The visitor's values were read: they can be kept. */
  keepDraft(): void;
  /** The lead is stored: what was kept can go. */
  dropDraft(): void;
  /** The field is about to get the focus, so it must be visible. */
  reveal(name: string): void;
}

/** Every feature may add to what it is given. */
interface CollectingHooks {
  /** What is sent with the answers. */
  collect(body: URLSearchParams): void;
}

/** Every feature is asked. The first answer other than `undefined` counts. */
interface AnsweringHooks {
  /** The button was pressed: checks the answers and sends them. */
  press(): Promise<void>;
  /** Where the visitor came from. By default the addresses that the page has had. */
  visit(): Record<string, string>;
  /** Draws fields and button in another way than one below the other. */
  arrange(fields: FieldDefinition[], drawField: (field: FieldDefinition) => Drawn, button: Drawn): Drawn;
  /** Draws something else instead of the form. */
  replaceForm(failure: Drawn): Drawn;
  /** Drawn above everything else: what is wrong, with links to the fields. */
  summary(): Drawn;
  /** Drawn above the fields. */
  notice(): Drawn;
  /** Drawn between the fields and the button. */
  foot(): Drawn;
  /** Drawn below a field, beside its help. */
  hint(field: FieldDefinition): Drawn;
  /** Draws a text with links. */
  richText(text: RichText[] | undefined): Drawn;
  /** Drawn once the lead is stored. */
  thanks(): Drawn;
  /** The fields that this press of the button checks; by default all that are shown. */
  fieldsToCheck(fields: FieldDefinition[]): FieldDefinition[];
  /** Goes to the next step, so that nothing is sent yet; `undefined` when there is none. */
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
  /** Kinds of fields that it draws and checks; they go before the core's. */
  kinds?: FieldKinds;
  /** Rules for the root where the form is drawn. */
  css?: string;
  /** Of `attribute-advice` alone, which is loaded to be asked this: says how to mend an attribute's value. */
  advise?(name: string, value: string): void;
}

export type CallHook = <Name extends keyof Hooks>(
  name: Name,
  ...args: Parameters<Hooks[Name]>
) => ReturnType<Hooks[Name]> | undefined;

/** Called once for each form that needs the feature, or again when the form's definition is reloaded. */
export type FeatureFactory = (host: Host, core: CoreApi) => Feature | undefined;

/** What features use of the core. */
export interface CoreApi {
  html: typeof html;
  nothing: typeof nothing;
  render: typeof render;
  /** Draws label, help, control and error of one field. */
  drawField(field: FieldDefinition, host: Host): Drawn;
  /** A text that is not in the form's language says in which it is. */
  inLanguage(lang: string | undefined, text: string | undefined): Drawn;
  /** Draws the plain one-line control. */
  drawInput: FieldKind['draw'];
  /** Collects what is sent. Undefined when a listener of the page has cancelled the submission. */
  createSubmission(): Promise<URLSearchParams | undefined>;
  /** Leaves it to the browser to send the answers. */
  postNatively(): Promise<void>;
  /** The core's style sheet. */
  css: string;
  /** Adds a style sheet once to the root that contains the form. */
  addSheet(css: string): void;
}
