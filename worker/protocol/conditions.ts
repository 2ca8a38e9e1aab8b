/** `showIf`: which fields are shown for the answers so far. One rule for the page and the Worker. */
import type { FieldDefinition } from './wire.ts';

/** Opens address groups: each line is a field of its own. */
export const openGroups = (fields: readonly FieldDefinition[]): FieldDefinition[] =>
  fields.flatMap((field) => (field.type === 'address' ? (field.fields ?? []) : field));

/**
 * Whether a field is shown. A field whose condition depends on a hidden field is hidden too.
 * @param values the answers by name
 * @param fields all fields, with groups opened
 */
export function isShown(
  field: FieldDefinition,
  values: Readonly<Record<string, readonly string[]>>,
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
