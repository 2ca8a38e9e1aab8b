/** From the form's controls to what is checked and sent. */
import type { FieldDefinition } from '../worker/contract.ts';
import { checkField, kindOf, openGroups } from './fields/field.ts';
import type { Problems } from './form-state.ts';
import type { Host } from './kit.ts';

/** Every control's values as typed, by name. */
export function readValues(form: HTMLFormElement): Record<string, string[]> {
  const values: Record<string, string[]> = {};
  for (const [name, value] of new FormData(form))
    if (typeof value === 'string') values[name] = [...(values[name] ?? []), value];
  return values;
}

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
    given.some((value) => value.trim() && (showIf.is.includes('*') || showIf.is.includes(value))) &&
    others.every((other) => !names.includes(other.name) || isShown(other, values, others))
  );
}

/** What is wrong with these fields, as messages by field name. */
export function findProblems(fields: FieldDefinition[], form: HTMLFormElement, host: Host): Problems {
  const data = collect(form, host);
  const problems: Problems = {};
  for (const field of openGroups(fields)) {
    const found = checkField(field, data, host);
    if (found) problems[field.name] = host.say(found[0], { label: field.label, ...found[1] });
  }
  return problems;
}

/** The answers, trimmed, in the form that the Worker expects. */
export function collect(form: HTMLFormElement, host: Host): FormData {
  const data = new FormData(form);
  for (const field of host.leaves) kindOf(field, host).collect?.(data, field);
  return data;
}

/** The answers as they are sent. Blank ones too: the Worker knows what blank means. */
export function encode(data: FormData): URLSearchParams {
  const body = new URLSearchParams();
  for (const [name, value] of data) if (typeof value === 'string') body.append(name, value.trim());
  return body;
}

/** A UUID, also on pages without https, where `crypto.randomUUID` is missing. */
export function createId(): string {
  const url = URL.createObjectURL(new Blob());
  URL.revokeObjectURL(url);
  return url.slice(-36);
}
