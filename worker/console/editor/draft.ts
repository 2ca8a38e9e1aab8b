/** A configuration while it is edited. Pure: every change returns a new document. */

import type { Fault } from '../../forms/configuration/config.ts';
import type { FieldConfig } from '../../forms/configuration/config-field.ts';
import type { FieldDefinition } from '../../protocol/wire.ts';
import type { Document } from '../document.ts';
import { getText, type Localised, setText } from './texts.ts';

export type Field = FieldConfig;
type Option = NonNullable<Field['options']>[number];

export const fieldsOf = (document: Document): Field[] => (document.fields as Field[] | undefined) ?? [];

/** Adds an entry for each field that Convertr lists, so that all can be moved and labelled. */
export function completeFields(document: Document, inferred: readonly FieldDefinition[]): Document {
  const fields = fieldsOf(document);
  const isKnown = (slot: FieldDefinition) =>
    fields.some(({ name }) => name === slot.name || slot.fields?.some((member) => member.name === name));
  const added = inferred.filter((slot) => !isKnown(slot)).map(({ name }) => ({ name }));
  return added.length > 0 ? { ...document, fields: [...fields, ...added] } : document;
}

/** The inferred field of an entry, or the member of a group that it names. */
export function findInferred(inferred: readonly FieldDefinition[], name: string): FieldDefinition | undefined {
  return (
    inferred.find((slot) => slot.name === name) ??
    inferred.flatMap(({ fields = [] }) => fields).find((member) => member.name === name)
  );
}

export function change(document: Document, key: string, value: unknown): Document {
  const { [key]: _, ...rest } = document;
  return value === undefined || value === '' ? rest : { ...document, [key]: value };
}

export function changeField(document: Document, index: number, key: string, value: unknown): Document {
  const fields = fieldsOf(document).map((field, at) => {
    if (at !== index) return field;
    const { [key]: _, ...rest } = field as Record<string, unknown>;
    return (value === undefined || value === '' || value === false ? rest : { ...field, [key]: value }) as Field;
  });
  return { ...document, fields };
}

export function moveField(document: Document, from: number, to: number): Document {
  const fields = [...fieldsOf(document)];
  const [moved] = fields.splice(from, 1);
  if (!moved || to < 0 || to > fields.length) return document;
  fields.splice(to, 0, moved);
  return { ...document, fields };
}

/** Changes the kind of a field, and removes the settings that the new kind cannot have. */
export function setType(document: Document, index: number, type: string, inferred: string): Document {
  const next = type || inferred;
  const ofKind = next === 'hidden' ? ['required', 'showIf'] : ['from', 'report'];
  const dropped = next === 'consent' || next === 'checkbox' ? ofKind : [...ofKind, 'text'];
  return dropped.reduce(
    (changed, key) => changeField(changed, index, key, undefined),
    changeField(document, index, 'type', type),
  );
}

/** The kind of a field. Options make it a choice. */
export function typeOf({ name, type, options }: Field, inferred: string | undefined): string {
  if (type) return type;
  if (options) return name.endsWith('[]') ? 'checkboxes' : 'select';
  return inferred ?? 'text';
}

export const addField = (document: Document, field: Field): Document => ({
  ...document,
  fields: [...fieldsOf(document), field],
});
export const removeField = (document: Document, index: number): Document => ({
  ...document,
  fields: fieldsOf(document).filter((_, at) => at !== index),
});

/** One option per line: `value`, or `value = label`. */
export function formatOptions(options: Field['options'], locale: string, base: string): string {
  return (options ?? [])
    .map((option) => {
      if (typeof option === 'string') return option;
      const label = getText(option.label as Localised<string>, locale, base);
      return label && label !== option.value ? `${option.value} = ${label}` : option.value;
    })
    .join('\n');
}

/** Keeps each value's labels in other languages. */
export function parseOptions(
  text: string,
  before: Field['options'],
  locale: string,
  base: string,
): Option[] | undefined {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length === 0) return undefined;
  return lines.map((line) => {
    const [value = '', ...rest] = line.split(' = ');
    const label = rest.join(' = ').trim() || undefined;
    const known = (before ?? []).find((option) => typeof option !== 'string' && option.value === value.trim());
    const labels = typeof known === 'object' ? (known.label as Localised<string>) : undefined;
    const next = setText(labels, locale, base, label);
    return next === undefined ? value.trim() : ({ value: value.trim(), label: next } as Option);
  });
}

/** Undefined: inferred from the field's name. */
export function setRequired(document: Document, index: number, value: boolean | undefined): Document {
  const cleared = changeField(document, index, 'required', undefined);
  if (value === undefined) return cleared;
  // Unlike in `changeField`, `false` is stored.
  const fields = fieldsOf(cleared).map((field, at) => (at === index ? { ...field, required: value } : field));
  return { ...cleared, fields };
}

/** Consents without a text. Convertr's own consents have a default text. */
export const findEmptyConsents = (document: Document, inferred: readonly FieldDefinition[]): Fault[] =>
  fieldsOf(document).flatMap(({ name, type, text, label, hide }, index) => {
    const isEmpty = type === 'consent' && !hide && !label && (!text || (Array.isArray(text) && text.length === 0));
    return isEmpty && !findInferred(inferred, name)
      ? [{ path: `fields[${index}].text`, message: 'Enter what the visitor agrees to.' }]
      : [];
  });
