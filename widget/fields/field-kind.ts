/** How one kind of field is rendered and checked. */
import type { nothing, TemplateResult } from 'lit/html.js';
import type { FieldDefinition } from '../../worker/protocol/wire.ts';
import type { Host } from '../host.ts';

/** Anything that a template can render. */
export type Drawn = TemplateResult | typeof nothing | Node | string | undefined;

/** The attributes that tie a control to its label, help and error. */
export interface ControlIds {
  id: string;
  /** For `aria-describedby`. Empty if there is no description. */
  describedBy: string;
  invalid: boolean;
}

/** A field's pieces, for kinds that arrange them themselves. */
export interface FieldPieces extends ControlIds {
  classes: string;
  label: Drawn;
  control: Drawn;
  notes: Drawn;
}

/** A problem found in the page: the key of a message and the values of its placeholders. */
export type Found = [key: string, values?: Record<string, string | number> | undefined] | undefined;

export interface FieldKind {
  /** Only the control. */
  draw(field: FieldDefinition, host: Host, ids: ControlIds): Drawn;
  /** Puts the pieces into another element, such as a fieldset, instead of the usual `<div>`. */
  frame?(field: FieldDefinition, pieces: FieldPieces): Drawn;
  /** Key of the message for a missing required answer; `required` by default. */
  blank?: string | undefined;
  /** What is wrong with the answer. `values` has at least one value that is not blank. */
  check?(values: string[], field: FieldDefinition, host: Host): Found;
  /** Turns the controls' values into the answers to send. By default they are the same. */
  collect?(data: FormData, field: FieldDefinition): void;
  /** The value to check, if it is not under the field's own name. */
  answer?(data: FormData, field: FieldDefinition): string;
}

export type FieldKinds = Partial<Record<FieldDefinition['type'], FieldKind>>;
