/**
 * `showIf` without a script: style rules that hide a field. The rule itself is `isShown` in `protocol/conditions.ts`;
 * this one differs, because CSS sees only what is checked or selected.
 */
import type { FieldDefinition } from '../../protocol/wire.ts';

export const conditionalId = (id: string): string => `when-${id}`;

/** A field that depends on typed text is always shown, because CSS cannot read it. The Worker decides after the post. */
export function toConditionRules(fields: readonly FieldDefinition[], toId: (name: string) => string): string {
  const all = fields.flatMap((field) => [field, ...(field.fields ?? [])]);
  const rules = all.flatMap((field) =>
    findConditions(field, all).map(
      (answered) => `form:not(:has(${answered})) #${conditionalId(toId(field.name))} { display: none }`,
    ),
  );
  return rules.length > 0 ? `@supports selector(:has(*)) { ${rules.join('\n')} }` : '';
}

/** The field's own condition, and those of the fields that it depends on. */
function findConditions(field: FieldDefinition, all: readonly FieldDefinition[]): string[] {
  const asked = field.showIf?.field;
  const other = all.find(({ name }) => name === asked || name === `${asked}[]`);
  if (!field.showIf || !other) return [];
  const others = all.filter((each) => each !== field);
  const own = field.showIf.is.map((value) => toSelector(other, value)).filter(Boolean);
  return [...(own.length > 0 ? [own.join(', ')] : []), ...findConditions(other, others)];
}

function toSelector({ name, type }: FieldDefinition, value: string): string {
  const named = `[name=${quote(name)}]`;
  const valued = value === '*' ? ':not([value=""])' : `[value=${quote(value)}]`;
  if (/^(select|multiselect|country)$/.test(type)) return `${named} option${valued}:checked`;
  return /^(radio|checkbox|checkboxes|consent)$/.test(type) ? `${named}${valued}:checked` : '';
}

/** A CSS string. All but plain characters are escaped, so that no value can end it. */
const quote = (text: string): string =>
  `"${text.replace(/[^\w[\]-]/gu, (char) => `\\${char.codePointAt(0)?.toString(16)} `)}"`;
