/** Checks the answers before anything is sent. */
import { cleanText } from '../../../worker/protocol/spelling/characters.ts';
import { readEmail } from '../../../worker/protocol/spelling/email.ts';
import { findBrokenRule, ownMessageOf } from '../../../worker/protocol/text-rules.ts';
import type { FieldDefinition } from '../../../worker/protocol/wire.ts';
import type { Found } from '../../fields/field-kind.ts';
import type { Problems } from '../../form-state.ts';
import type { Host } from '../../host.ts';
import { collectAnswers } from '../../submission.ts';

/** What is wrong with these fields, as messages by field name. */
export function findProblems(fields: FieldDefinition[], form: HTMLFormElement, host: Host): Problems {
  const data = collectAnswers(form, host);
  const problems: Problems = {};
  for (const field of fields) {
    const found = isHalfDate(field, form) ? ([`${field.type}_incomplete`] as const) : checkField(field, data, host);
    if (!found) continue;
    const own = ownMessageOf(field, found[0]);
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
  const [text = ''] = values;
  if (field.maxlength && text.length > field.maxlength) return ['too_long', { max: field.maxlength }];
  return kind.check?.(values, field, host) ?? checkText(text, field);
}

function checkText(text: string, field: FieldDefinition): Found {
  const read = field.type === 'email' ? readEmail(text) : undefined;
  if (read && !read.ok) return [read.error.code, read.error.values];
  const domain = read?.value.split('@')[1];
  const broken = findBrokenRule(field, read?.value ?? cleanText(text), domain);
  return broken && [broken, { min: field.minlength ?? 0, domain: domain ?? '' }];
}

/** For a date with a missing part, browsers only show that it is incomplete, and its value is blank. */
function isHalfDate({ type, name }: FieldDefinition, form: HTMLFormElement): boolean {
  const control = /^(date|dob)$/.test(type) && form.elements.namedItem(name);
  return control instanceof HTMLInputElement && control.validity.badInput;
}
