/** `showIf` without a script: style rules that hide a field while what it hangs on has another answer. */
import type { FieldDefinition } from '../../protocol/wire.ts';

export const conditionalId = (id: string): string => `when-${id}`;

/** Where CSS cannot see the answer, such as in a line of text, the field stays in sight; the Worker decides then. */
export function toConditionRules(fields: readonly FieldDefinition[], toId: (name: string) => string): string {
  const all = fields.flatMap((field) => [field, ...(field.fields ?? [])]);
  const rules = all.flatMap((field) =>
    findConditions(field, all).map(
      (answered) => `form:not(:has(${answered})) #${conditionalId(toId(field.name))} { display: none }`,
    ),
  );
  return rules.length > 0 ? `@supports selector(:has(*)) { ${rules.join('\n')} }` : '';
}

/** What must be answered for the field to be shown: its own condition, and those of what it hangs on. */
function findConditions(field: FieldDefinition, all: readonly FieldDefinition[]): string[] {
  const asked = field.showIf?.field;
  const other = all.find(({ name }) => name === asked || name === `${asked}[]`);
  if (!field.showIf || !other) return [];
  const rest = all.filter((each) => each !== field);
  const own = field.showIf.is.map((value) => toSelector(other, value)).filter(Boolean);
  return [...(own.length > 0 ? [own.join(', ')] : []), ...findConditions(other, rest)];
}

function toSelector({ name, type }: FieldDefinition, value: string): string {
  const named = `[name=${quote(name)}]`;
  const valued = value === '*' ? ':not([value=""])' : `[value=${quote(value)}]`;
  if (/^(select|multiselect|country)$/.test(type)) return `${named} option${valued}:checked`;
  return /^(radio|checkbox|checkboxes|consent)$/.test(type) ? `${named}${valued}:checked` : '';
}

/** A CSS string that ends nowhere but at its end, wherever it stands. */
const quote = (text: string): string =>
  `"${text.replace(/[^\w[\]-]/gu, (char) => `\\${char.codePointAt(0)?.toString(16)} `)}"`;
