/** `showIf`: which fields are shown for the answers so far. The page and the Worker share this rule. */
import type { FieldDefinition } from './wire.ts';

/** An address group is replaced by its lines: each is a separate field. */
export const openGroups = (fields: readonly FieldDefinition[]): FieldDefinition[] =>
  fields.flatMap((field) => (field.type === 'address' ? (field.fields ?? []) : field));

/**
 * A field without a condition is shown. Any other is shown while a field that is itself shown meets its condition.
 *
 * @param values the answers so far, by control name
 * @param fields all fields of the form, groups expanded
 * @param normalise how two values are compared
 */
export function isShown(
  field: FieldDefinition,
  values: Readonly<Record<string, readonly string[]>>,
  fields: readonly FieldDefinition[],
  normalise = (text: string): string => text.trim(),
): boolean {
  const { showIf } = field;
  if (!showIf) return true;
  const names = [showIf.field, `${showIf.field}[]`];
  const wanted = showIf.is.map((value) => normalise(value));
  const isWanted = (value: string) => value !== '' && (wanted.includes('*') || wanted.includes(value));
  // Without the field itself, so that fields that depend on each other don't recurse forever.
  const others = fields.filter((other) => other !== field);
  return (
    names.some((name) => values[name]?.some((value) => isWanted(normalise(value)))) &&
    others.every((other) => !names.includes(other.name) || isShown(other, values, others, normalise))
  );
}
