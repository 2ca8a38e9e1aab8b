/**
 * What the core and its lazy parts know of each other. A part is a module whose default export is a `Part`: it gets
 * Lit from the core instead of importing a second copy.
 */
import type { html as litHtml, nothing as litNothing, render as litRender, TemplateResult } from 'lit/html.js';
import type { Definition, FieldDefinition, FieldProblem } from '../worker/protocol/wire.ts';
import type { Failure, FormState } from './form-state.ts';

export type Drawn = TemplateResult | typeof litNothing | Node | string | undefined;

/** The attributes that tie a control to its label, help and error. */
export interface ControlIds {
  id: string;
  /** For `aria-describedby`; empty when there is nothing to say. */
  describedBy: string;
  invalid: boolean;
}

/** A problem found in the page: the key of a message and what its placeholders stand for. */
export type Found = [key: string, values?: Record<string, string | number>] | undefined;

/** The pieces of a field, for kinds with a frame of their own. */
export interface Framed extends ControlIds {
  classes: string;
  label: Drawn;
  control: Drawn;
  notes: Drawn;
}

/** How one kind of field is drawn and checked. */
export interface FieldKind {
  draw(field: FieldDefinition, host: Host, ids: ControlIds): Drawn;
  /** Puts a fieldset or the like around instead of a label. */
  frame?(field: FieldDefinition, framed: Framed): Drawn;
  /** The box stands before its label, and draws it. */
  inline?: true;
  /** Message key when a required answer is missing; `required` by default. */
  blank?: string;
  /** `values` holds at least one value that is not blank. */
  check?(values: string[], field: FieldDefinition, host: Host): Found;
  /** Turns the controls into answers; by default they are the answers. */
  collect?(data: FormData, field: FieldDefinition): void;
  /** The answer to check, where it isn't under the field's name. */
  answer?(data: FormData, field: FieldDefinition): string;
}

export type Kinds = Partial<Record<FieldDefinition['type'], FieldKind>>;

/** What a lazy part adds to one form. Every hook is optional. */
export interface Extension {
  kinds?: Kinds;
  /** Added to the root's style sheets. */
  css?: string;
  /** Puts fields and the button in another order than one below the other. */
  arrange?(fields: FieldDefinition[], drawField: (field: FieldDefinition) => Drawn, button: Drawn): Drawn;
  /** The fields that a press of the button is about. */
  scope?(fields: FieldDefinition[]): FieldDefinition[];
  /** True when the press only went to the next step. */
  advance?(): true | undefined;
  /** Makes sure that the field can be seen. */
  reveal?(name: string): void;
  /** Draws instead of the form. */
  replaceForm?(failure: Drawn): Drawn;
  /** The field that a control of the publisher's own belongs to. */
  fieldOf?(target: HTMLElement): FieldDefinition | undefined;
  /** Above the fields. */
  notice?(): Drawn;
  /** Between the fields and the button. */
  foot?(): Drawn;
  /** What the submission waits for. */
  prepare?(): Promise<unknown> | undefined;
  /** The id under which an earlier page already sent these answers. */
  sameAsLast?(answers: string): string | undefined;
  /** A hint below a field, beside its help. */
  hint?(field: FieldDefinition): Drawn;
  /** Says that an attribute's value cannot be used, and what can. */
  advise?(name: string, value: string): void;
  /** The button was pressed: checks the answers and sends them. */
  press?(): void;
  /** A control's answer changed. */
  changed?(control: HTMLElement): void;
  /** What is wrong with the form as a whole, and links to each problem. */
  summary?(): Drawn;
  /** Drawn once the lead is stored. */
  thanks?(): Drawn;
  /** After each drawing. */
  drawn?(): void;
  /** The visitor typed: keep it. */
  remember?(): void;
  /** The lead is stored: nothing needs keeping. */
  forget?(): void;
  /** A control was left. */
  leave?(control: HTMLElement): void;
  /** What else is sent with the answers. */
  collect?(body: URLSearchParams): void;
  /** The control to focus for a field's problem. */
  control?(name: string): HTMLElement | undefined;
}

export interface Kit {
  html: typeof litHtml;
  nothing: typeof litNothing;
  render: typeof litRender;
  /** Draws label, help, control and error of one field. */
  drawField(field: FieldDefinition, host: Host): Drawn;
  /** The core's style sheet. */
  css: string;
  /** Styles where the form is drawn, once. */
  addSheet(css: string): void;
  /** The plain one-line control. */
  drawInput: FieldKind['draw'];
}

type HookName = Exclude<keyof Extension, 'kinds' | 'css'>;
type Hook<Name extends HookName> = NonNullable<Extension[Name]>;

/** The element, as fields and parts see it. */
export interface Host extends HTMLElement {
  state: FormState;
  /** Missing until it is loaded; every hook but those of `debug` runs after that. */
  definition: Definition;
  readonly problems: Readonly<Record<string, string>>;
  readonly origin: string;
  /** Fields that are shown now, groups opened, in their order. */
  readonly leaves: FieldDefinition[];
  /** Whether `showIf` lets it be seen now. */
  isShown: (field: FieldDefinition) => boolean;
  readonly formElement: HTMLFormElement | null;
  readonly root: HTMLElement | ShadowRoot;
  /** An attribute's value; blank when there is none that can be used. */
  setting(name: string): string;
  kindOf(field: FieldDefinition): FieldKind;
  /** The state that follows, said aloud with the message of this key. */
  show(state: FormState, key?: string): void;
  /** The form cannot be used, or this submission could not be handed over. */
  fail(state: Failure, submission?: string): void;
  /** That the page has had, oldest first. */
  readonly addresses: readonly string[];
  /** Last known values by control name. */
  values: Record<string, string[]>;
  /** One-line inputs by field name: the same node through every drawing. */
  inputs: Record<string, HTMLInputElement>;
  button: HTMLButtonElement | undefined;
  extensions: Extension[];
  /** Calls a hook of every extension; the first answer counts. */
  ask<Name extends HookName>(name: Name, ...args: Parameters<Hook<Name>>): ReturnType<Hook<Name>> | undefined;
  say(key: string, values?: Record<string, string | number>): string;
  idOf(name: string): string;
  /** Says it politely to who cannot see it. */
  announce(text: string): void;
  /** What the page's owner was warned of. */
  readonly warnings: string[];
  requestUpdate(): void;
  remember(): void;
  /** The last try: the same answers go again under the same id. */
  last: { id: string; answers: string } | undefined;
  updateComplete: Promise<void>;
}

/** A lazy part: called once for each form that needs it. */
export type Part = (host: Host, kit: Kit) => Extension | undefined | Promise<Extension | undefined>;

export type Errors = Record<string, FieldProblem[]>;
