import type { CampaignFacts } from '../../account-api.ts';
import type { Fault } from '../../forms/configuration/config.ts';
import type { FieldDefinition } from '../../protocol/wire.ts';
import type { Document } from '../document.ts';
import { View } from '../view.ts';

/** What all panels of the editor are given. */
export interface Editing {
  document: Document;
  inferred: FieldDefinition[];
  faults: Fault[];
  facts: CampaignFacts | null;
  locale: string;
  /** The language of texts that name none. */
  base: string;
}

export class EditEvent extends Event {
  readonly document: Document;
  constructor(document: Document) {
    super('leadwire-edit', { bubbles: true });
    this.document = document;
  }
}

/** A panel shows a part of the document, and hands on a whole new one. */
export abstract class Panel<Self> extends View<Self> {
  static override properties = { editing: { attribute: false } };
  declare editing: Editing;

  protected edit(document: Document): void {
    this.dispatchEvent(new EditEvent(document));
  }

  /** What is wrong at a path or below it. */
  protected faultAt(path: string): string | undefined {
    return findFault(this.editing.faults, path);
  }
}

export function findFault(faults: readonly Fault[], path: string): string | undefined {
  return faults.find(
    (each) => each.path === path || (each.path.startsWith(path) && /^[.[]/.test(each.path.slice(path.length))),
  )?.message;
}
