/** `showIf`: which fields the answers so far bring up. The page and the Worker decide by this one rule. */
import type { FieldDefinition } from './wire.ts';

/** An address group is replaced by its lines: each is a separate field. */
export const openGroups = (fields: readonly FieldDefinition[]): FieldDefinition[] =>
  fields.flatMap((field) => (field.type === 'address' ? (field.fields ?? []) : field));

/**
 * A field without a condition is shown; any other while its condition is met by a field that is itself shown.
 *
 * @param values what was given so far, by control name
 * @param fields all fields of the form, groups opened
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
  // Without itself, so that fields that depend on each other come to an end.
  const others = fields.filter((other) => other !== field);
  return (
    names.some((name) => values[name]?.some((value) => isWanted(normalise(value)))) &&
    others.every((other) => !names.includes(other.name) || isShown(other, values, others, normalise))
  );
}
