import type { FieldConfig } from './config-field.ts';

/** Removes the fields with these names, and the conditions that depend on them. */
export function removeFields(fields: readonly FieldConfig[], names: readonly string[]): FieldConfig[] {
  return fields
    .filter(({ name }) => !names.includes(name))
    .map((field) => {
      const { showIf, ...unconditional } = field;
      return showIf && names.includes(showIf.field) ? unconditional : field;
    });
}
