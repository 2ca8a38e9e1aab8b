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
  text(
    key: 'label' | 'help' | 'placeholder' | 'patternMessage' | 'refuseMessage',
    label: string,
    fallback = '',
    rows?: number,
  ) {
    const { locale, base } = this.editing;
    const text = this.field[key] as Localised<string>;
    return textControl({
      ...this.at(key, label),
      value: getText(text, locale, base) ?? '',
      placeholder: fallback,
      help: otherLanguage(text, locale, base),
      lang: locale,
      rows,
      onInput: (value) => this.set(key, setText(text, locale, base, value || undefined)),
    });
  }

  number(key: 'step' | 'minlength' | 'maxlength', label: string, placeholder = '') {
    return textControl({
      ...this.at(key, label),
      type: 'number',
      value: String(this.field[key] ?? ''),
      placeholder,
      onInput: (value) => this.set(key, value ? Number(value) : undefined),
    });
  }

  /** Changes a rule. What is said of a broken one goes with it. */
  setRule(key: 'pattern' | 'refuse', message: 'patternMessage' | 'refuseMessage', value: unknown): void {
    const next = changeField(this.editing.document, this.index, key, value || undefined);
    this.edit(value ? next : changeField(next, this.index, message, undefined));
  }
}
