/** The interface of the element for fields and features. */
import type { ReactiveControllerHost } from 'lit';
import type { Definition, FieldDefinition } from '../worker/protocol/wire.ts';
import type { Setting } from './attributes.ts';
import type { CallHook, Feature } from './feature.ts';
import type { FieldKind } from './fields/field-kind.ts';
import type { Failure, FormState } from './form-state.ts';

export interface Host extends HTMLElement, ReactiveControllerHost {
  /** The form's root: the shadow root, or the element itself. */
  readonly renderRoot: HTMLElement | DocumentFragment;
  readonly formElement: HTMLFormElement | null;

  state: FormState;
  /** Goes to the next state, and announces the message of this key. */
  show(state: FormState, key?: string): void;
  /** The form cannot be used, or this submission could not be sent. */
  fail(state: Failure, submission?: string): void;

  /** An empty one, without a form's id, until the form's own is loaded. */
  definition: Definition;
  /**
   * Fetches the definition again, because the current one has proved to be old. Answers stay.
   * @param form that replaces it
   */
  reload(form?: string): Promise<void>;
  /** Fields that are shown now, in their order, with the lines of an address group. */
  readonly leaves: FieldDefinition[];
  /** Whether the field's `showIf` is met now. */
  isShown(field: FieldDefinition): boolean;
  kindOf(field: FieldDefinition): FieldKind;
  /** The id of the field's control. */
  idOf(name: string): string;
  /** Messages by field name. */
  readonly problems: Readonly<Record<string, string>>;

  /** An attribute's value, or blank if it is missing or invalid. */
  setting(name: Setting): string;
  /** The Worker's. */
  readonly origin: string;
  /** A message in the form's language. */
  say(key: string, values?: Record<string, string | number>): string;
  /** Has screen readers read the text once they are free. */
  announce(text: string): void;
  /** Warnings to the owner of the page. */
  readonly warnings: string[];
  /** Addresses that this page has had, oldest first. */
  readonly addresses: readonly string[];

  /** The controls' last values, by their names. */
  get values(): Record<string, string[]>;
  set values(values: Record<string, string | string[]>);
  /** Reads `values` from the controls, and lets features keep them. */
  remember(): void;
  /** One-line inputs by field name. Each stays the same node for every update. */
  inputs: Record<string, HTMLInputElement>;
  button: HTMLButtonElement | undefined;
  /** The tag that the form was rendered for. The form may be elsewhere. */
  tag: HTMLScriptElement | undefined;
  /** The last attempt, so that the same answers are sent again under the same id. */
  last: { id: string; answers: string } | undefined;

  /** In the order of their loading. */
  readonly features: readonly Feature[];
  callHook: CallHook;
}
