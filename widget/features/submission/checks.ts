/** Checks the answers before anything is sent. */
import { readEmail } from '../../../worker/protocol/spelling/email.ts';
import type { FieldDefinition } from '../../../worker/protocol/wire.ts';
import type { FieldKind, Found } from '../../fields/field-kind.ts';
import type { Problems } from '../../form-state.ts';
import type { Host } from '../../host.ts';
import { collectAnswers } from './answers.ts';

/** What is wrong with these fields, as messages by field name. */
export function findProblems(fields: FieldDefinition[], form: HTMLFormElement, host: Host): Problems {
  const data = collectAnswers(form, host);
  const problems: Problems = {};
  for (const field of fields) {
    const found = isHalfDate(field, form) ? ([`${field.type}_incomplete`] as const) : checkField(field, data, host);
    if (!found) continue;
    const own = found[0] === 'required' ? field.requiredMessage : undefined;
    problems[field.name] = own ?? host.say(found[0], { label: field.label, ...found[1] });
  }
  return problems;
}

/** What is wrong with a field's answer: a message's key and values. */
function checkField(field: FieldDefinition, data: FormData, host: Host): Found {
  const kind = host.kindOf(field);
  const values = (kind.answer ? [kind.answer(data, field)] : data.getAll(field.name))
    .map((value) => `${value}`.trim())
    .filter(Boolean);
  if (values.length === 0) return field.required ? [kind.blank ?? 'required'] : undefined;
  if (field.maxlength && (values[0] ?? '').length > field.maxlength) return ['too_long', { max: field.maxlength }];
  return (kind.check ?? (field.type === 'email' ? checkEmail : undefined))?.(values, field, host);
}

const checkEmail: FieldKind['check'] = ([text = '']) => {
  const read = readEmail(text);
  return read.ok ? undefined : [read.error.code, read.error.values];
};

/** Of a date with a part missing, browsers say nothing but that it is one: its value is blank. */
function isHalfDate({ type, name }: FieldDefinition, form: HTMLFormElement): boolean {
  const control = /^(date|dob)$/.test(type) && form.elements.namedItem(name);
  return control instanceof HTMLInputElement && control.validity.badInput;
}
