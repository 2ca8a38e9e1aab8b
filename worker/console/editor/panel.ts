import type { CampaignFacts } from '../../account-api.ts';
import type { Fault } from '../../forms/configuration/config.ts';
import type { FieldDefinition } from '../../protocol/wire.ts';
import type { Document } from '../document.ts';
import { View } from '../view.ts';

/** What all panels of the editor receive. */
export interface Editing {
  form: string;
  /** As it is stored, or null for a new form. */
  saved: Document | null;
  document: Document;
  inferred: FieldDefinition[];
  faults: Fault[];
  /** Settings that can be saved, although hardly intended. */
  warnings: Fault[];
  facts: CampaignFacts | null;
  locale: string;
  /** The language of plain texts. */
  base: string;
  /** The defaults of blank settings, in the language that is being edited. */
  defaults: Defaults;
}

export type Defaults = Partial<Record<'submitLabel' | 'success' | 'closedMessage', string>>;

export class EditEvent extends Event {
  readonly document: Document;
  constructor(document: Document) {
    super('leadwire-edit', { bubbles: true });
    this.document = document;
  }
}

/** A panel edits some settings of the document, and sends the changed document in an event. */
export abstract class Panel<Self> extends View<Self> {
  static override properties = { editing: { attribute: false } };
  declare editing: Editing;

  protected edit(document: Document): void {
    this.dispatchEvent(new EditEvent(document));
  }

  /** The first error at a path or below it. */
  protected faultAt(path: string): string | undefined {
    return findFault(this.editing.faults, path);
  }
}

export function findFault(faults: readonly Fault[], path: string): string | undefined {
  return faults.find(
    (each) => each.path === path || (each.path.startsWith(path) && /^[.[]/.test(each.path.slice(path.length))),
  )?.message;
}
