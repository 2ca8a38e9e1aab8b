/** What was typed, and which fields that shows. */
import type { FieldDefinition } from '../worker/protocol/wire.ts';

/** Every control's values as typed, by name. */
export function readValues(form: HTMLFormElement): Record<string, string[]> {
  const values: Record<string, string[]> = {};
  for (const [name, value] of new FormData(form))
    if (typeof value === 'string') values[name] = [...(values[name] ?? []), value];
  return values;
}

/** Opens address groups: each line is a field of its own. */
export const openGroups = (fields: FieldDefinition[]): FieldDefinition[] =>
  fields.flatMap((field) => (field.type === 'address' ? (field.fields ?? []) : field));

/** A field whose condition hangs on one that is itself hidden stays hidden. */
export function isShown(
  field: FieldDefinition,
  values: Record<string, string[]>,
  fields: readonly FieldDefinition[],
): boolean {
  const { showIf } = field;
  if (!showIf) return true;
  const names = [showIf.field, `${showIf.field}[]`];
  const given = names.flatMap((name) => values[name] ?? []);
  const others = fields.filter((other) => other !== field);
  return (
    given.some((value) => value.trim() && showIf.is.some((is) => is === '*' || is.trim() === value.trim())) &&
    others.every((other) => !names.includes(other.name) || isShown(other, values, others))
  );
}
