import type { FieldConfig } from './config-field.ts';

/** The fields without those of these names, and without the conditions that depended on them. */
export function removeFields(fields: readonly FieldConfig[], names: readonly string[]): FieldConfig[] {
  return fields
    .filter(({ name }) => !names.includes(name))
    .map((field) => {
      const { showIf, ...unconditional } = field;
      return showIf && names.includes(showIf.field) ? unconditional : field;
    });
}
