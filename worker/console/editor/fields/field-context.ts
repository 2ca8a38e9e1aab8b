import type { FieldDefinition } from '../../../protocol/wire.ts';
import type { Document } from '../../document.ts';
import { changeField, type Field, fieldsOf, findInferred, typeOf } from '../draft.ts';
import { type Editing, findFault } from '../panel.ts';
import { getText, type Localised, otherLanguage, setText } from '../texts.ts';
import { textControl } from './control.ts';

/** One field while it is edited. */
export class FieldContext {
  readonly editing: Editing;
  readonly index: number;
  readonly edit: (document: Document) => void;

  constructor(editing: Editing, index: number, edit: (document: Document) => void) {
    this.editing = editing;
    this.index = index;
    this.edit = edit;
  }

  get field(): Field {
    return fieldsOf(this.editing.document)[this.index] ?? { name: '' };
  }

  /** As inferred from its name, or undefined if Convertr doesn't list it. */
  get known(): FieldDefinition | undefined {
    return findInferred(this.editing.inferred, this.field.name);
  }

  get type(): string {
    return typeOf(this.field, this.known?.type);
  }

  set(key: string, value: unknown): void {
    this.edit(changeField(this.editing.document, this.index, key, value));
  }

  idOf(key: string): string {
    return `field-${this.index}-${key}`;
  }

  /** Id, label and error of one setting's control. */
  at(key: string, label: string) {
    return { id: this.idOf(key), label, fault: findFault(this.editing.faults, `fields[${this.index}].${key}`) };
  }

  /** A text in the language that is being edited. The placeholder is its default. */
  text(key: 'label' | 'help' | 'placeholder', label: string, fallback = '') {
    const { locale, base } = this.editing;
    const text = this.field[key] as Localised<string>;
    return textControl({
      ...this.at(key, label),
      value: getText(text, locale, base) ?? '',
      placeholder: fallback,
      help: otherLanguage(text, locale, base),
      lang: locale,
      onInput: (value) => this.set(key, setText(text, locale, base, value || undefined)),
    });
  }
}
