/** What fields and features may ask of the element. */
import type { ReactiveControllerHost } from 'lit';
import type { Definition, FieldDefinition } from '../worker/protocol/wire.ts';
import type { Setting } from './attributes.ts';
import type { CallHook, Feature } from './feature.ts';
import type { FieldKind } from './fields/field-kind.ts';
import type { Failure, FormState } from './form-state.ts';

export interface Host extends HTMLElement, ReactiveControllerHost {
  /** Where the form is drawn: the shadow root, or the element itself. */
  readonly renderRoot: HTMLElement | DocumentFragment;
  readonly formElement: HTMLFormElement | null;

  state: FormState;
  /** Goes to the next state, and announces the message of this key. */
  show(state: FormState, key?: string): void;
  /** The form cannot be used, or this submission could not be handed over. */
  fail(state: Failure, submission?: string): void;

  /** An empty one, without a form's id, until the form's own is loaded. */
  definition: Definition;
  /**
   * Fetches the definition once more, because the form that is drawn has just proved old. Answers stay.
   * @param form that takes its place
   */
  reload(form?: string): Promise<void>;
  /** Fields that are shown now, in their order; an address group counts as its lines. */
  readonly leaves: FieldDefinition[];
  /** Whether the field's `showIf` is met now. */
  isShown(field: FieldDefinition): boolean;
  kindOf(field: FieldDefinition): FieldKind;
  /** The id of the field's control. */
  idOf(name: string): string;
  /** Messages by field name. */
  readonly problems: Readonly<Record<string, string>>;

  /** An attribute's value; blank when it is missing or cannot be used. */
  setting(name: Setting): string;
  /** The Worker's. */
  readonly origin: string;
  /** A message in the form's language. */
  say(key: string, values?: Record<string, string | number>): string;
  /** Has screen readers say the text once they are free. */
  announce(text: string): void;
  /** Warnings to the owner of the page. */
  readonly warnings: string[];
  /** Addresses that this page has had, oldest first. */
  readonly addresses: readonly string[];

  /** What the controls last held, by their names. */
  get values(): Record<string, string[]>;
  set values(values: Record<string, string | string[]>);
  /** Reads `values` from the controls, and has features keep them. */
  remember(): void;
  /** One-line inputs by field name: each stays the same node through every update. */
  inputs: Record<string, HTMLInputElement>;
  button: HTMLButtonElement | undefined;
  /** The tag that was brought by the page's own script, and is drawn elsewhere perhaps. */
  tag: HTMLScriptElement | undefined;
  /** The last try, so that the same answers go again under the same id. */
  last: { id: string; answers: string } | undefined;

  /** In the order of their coming. */
  readonly features: readonly Feature[];
  callHook: CallHook;
}
