/** Turns a body's parameters into the answers for Convertr, or into errors. */
import type { Answers } from '../account-api.ts';
import { type AnswerFault, type AnswerReader, checkValue } from '../forms/fields/check.ts';
import { normaliseText } from '../forms/fields/text.ts';
import type { ResolvedForm } from '../forms/form.ts';
import type { FieldDefinition } from '../protocol/wire.ts';
import type { Parameters } from './body.ts';
import { type Consent, shownText } from './consent.ts';
import { phoneInputsOf, readPhone } from './phone-answer.ts';
import { listShown } from './shown-fields.ts';
import { isTick } from './ticks.ts';

export interface Complaint extends AnswerFault {
  /** Convertr's name. */
  name: string;
  field: FieldDefinition;
}

export interface CheckedAnswers {
  /** In the order of the form, without blank and unticked fields. */
  answers: Answers;
  /** Names of answers with an email address. */
  emails: string[];
  consents: Omit<Consent, 'version'>[];
  complaints: Complaint[];
}

interface Check extends CheckedAnswers {
  given: (name: string, isMultiline?: boolean) => string[];
  form: ResolvedForm;
  reader: AnswerReader;
}

export function checkAnswers(form: ResolvedForm, parameters: Parameters, reader: AnswerReader): CheckedAnswers {
  const given = (name: string, isMultiline = false): string[] =>
    (parameters.get(name) ?? []).map((value) => normaliseText(value, isMultiline)).filter((value) => value !== '');
  const check: Check = { answers: {}, emails: [], consents: [], complaints: [], given, form, reader };
  for (const field of listShown(form.fields, given)) checkField(field, check);
  const { answers, emails, consents, complaints } = check;
  return { answers, emails, consents, complaints };
}

/** Adds the field's answer to the answers, or its errors to the errors. */
function checkField(field: FieldDefinition, check: Check): void {
  const fault = findFault(field, check);
  const name = field.type === 'phone' ? phoneInputsOf(field).number : field.name;
  if (fault) check.complaints.push({ ...fault, name, field: { ...field, name } });
}

function findFault(field: FieldDefinition, check: Check): AnswerFault | undefined {
  switch (field.type) {
    case 'phone':
      return checkPhone(field, check);
    case 'checkbox':
    case 'consent':
      return checkTick(field, check);
    case 'multiselect':
    case 'checkboxes':
      return checkList(field, check);
    default:
      return field.name.endsWith('[]') ? checkList(field, check) : checkOne(field, check);
  }
}

function checkOne(field: FieldDefinition, check: Check): AnswerFault | undefined {
  const [value, ...more] = check.given(field.name, field.type === 'textarea');
  if (value === undefined) return findBlank(field);
  // It is unknown which of two values the visitor meant.
  if (more.length > 0) return { code: 'choice' };
  const read = checkValue(field, value, check.reader);
  if (!read.ok) return read.error;
  check.answers[field.name] = read.value;
  if (field.type === 'email') check.emails.push(field.name);
  return undefined;
}

function checkList(field: FieldDefinition, check: Check): AnswerFault | undefined {
  const values = check.given(field.name);
  if (values.length === 0) return findBlank(field);
  const sent = new Set<string>();
  for (const value of new Set(values)) {
    const read = checkValue(field, value, check.reader);
    if (!read.ok) return read.error;
    sent.add(read.value);
  }
  const [first = '', ...more] = sent;
  check.answers[field.name] = field.name.endsWith('[]') || more.length > 0 ? [...sent] : first;
  if (field.type === 'email') check.emails.push(field.name);
  return undefined;
}

/** An unticked box is left out: Symfony's checkbox counts any submitted value as ticked (symfony/symfony#30317). */
function checkTick(field: FieldDefinition, check: Check): AnswerFault | undefined {
  const isTicked = check.given(field.name).some((value) => isTick(field, value));
  if (field.type === 'consent') {
    check.consents.push({ name: field.name, text: shownText(field), given: isTicked });
  }
  if (isTicked) check.answers[field.name] = field.ticked ?? '1';
  else if (field.required) return { code: field.type === 'consent' ? 'consent' : 'required' };
  return undefined;
}

function checkPhone(field: FieldDefinition, check: Check): AnswerFault | undefined {
  const inputs = phoneInputsOf(field);
  const [number, ...more] = check.given(inputs.number);
  if (number === undefined) return findBlank(field);
  if (more.length > 0) return { code: 'phone_several' };
  const read = readPhone(field, number, check.given(inputs.code), check.form.phone);
  if (!read.ok) return read.error;
  Object.assign(check.answers, read.value);
  return undefined;
}

function findBlank({ required }: FieldDefinition): AnswerFault | undefined {
  return required ? { code: 'required' } : undefined;
}
