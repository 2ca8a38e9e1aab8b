/** Turns a body's parameters into the answers that Convertr gets, or into complaints. */
import type { Answers } from '../account-api.ts';
import { checkValue, findOption } from '../forms/fields/check.ts';
import { normaliseText } from '../forms/fields/text.ts';
import type { ResolvedForm } from '../forms/form.ts';
import { isShown, openGroups } from '../protocol/conditions.ts';
import type { FieldDefinition } from '../protocol/wire.ts';
import type { Parameters } from './body.ts';
import { type Consent, shownText } from './consent.ts';
import { phoneInputsOf, readPhone } from './phone-answer.ts';
import { isTick } from './ticks.ts';

export interface Complaint {
  /** Convertr's name. */
  name: string;
  code: string;
  field: FieldDefinition;
}

export interface CheckedAnswers {
  /** In the order of the form, without blank and unticked fields. */
  answers: Answers;
  /** Names among the answers that have an e-mail address. */
  emails: string[];
  consents: Omit<Consent, 'version'>[];
  complaints: Complaint[];
}

interface Check extends CheckedAnswers {
  given: (name: string, isMultiline?: boolean) => string[];
  form: ResolvedForm;
  now: number;
}

/** @param now milliseconds since 1970; dates of birth are checked against it. */
export function checkAnswers(form: ResolvedForm, parameters: Parameters, now: number): CheckedAnswers {
  const given = (name: string, isMultiline = false): string[] =>
    (parameters.get(name) ?? []).map((value) => normaliseText(value, isMultiline)).filter((value) => value !== '');
  const check: Check = { answers: {}, emails: [], consents: [], complaints: [], given, form, now };
  for (const field of listShown(form.fields, given)) checkField(field, check);
  const { answers, emails, consents, complaints } = check;
  return { answers, emails, consents, complaints };
}

/** A field whose condition isn't met was not asked for. Groups are opened, each line a field of its own. */
function listShown(form: readonly FieldDefinition[], given: Check['given']): FieldDefinition[] {
  const fields = form.map(normaliseConditions);
  const all = openGroups(fields);
  const names = [...fields, ...all].flatMap(({ showIf }) => (showIf ? [showIf.field, `${showIf.field}[]`] : []));
  const values = Object.fromEntries(names.map((name) => [name, given(name)]));
  const isVisible = (field: FieldDefinition) => isShown(field, values, all);
  return openGroups(fields.filter(isVisible)).filter(isVisible);
}

/** Answers are compared in their normalised form, so conditions are normalised too. */
function normaliseConditions(field: FieldDefinition): FieldDefinition {
  const { showIf, fields } = field;
  const lines = fields && { fields: fields.map(normaliseConditions) };
  const condition = showIf && { showIf: { ...showIf, is: showIf.is.map((value) => normaliseText(value)) } };
  return { ...field, ...lines, ...condition };
}

function checkField(field: FieldDefinition, check: Check): void {
  switch (field.type) {
    case 'phone':
      checkPhone(field, check);
      break;
    case 'checkbox':
    case 'consent':
      checkTick(field, check);
      break;
    case 'multiselect':
    case 'checkboxes':
      checkList(field, check);
      break;
    default:
      if (field.name.endsWith('[]')) checkList(field, check);
      else checkOne(field, check);
  }
}

function checkOne(field: FieldDefinition, check: Check): void {
  const values = check.given(field.name, field.type === 'textarea');
  const [value] = values;
  if (value === undefined) {
    if (field.required) complain(check, field, 'required');
    return;
  }
  // Nobody can tell which of two values the visitor meant.
  const code = values.length > 1 ? 'choice' : checkValue(field, value, check.now);
  if (code) {
    complain(check, field, code);
    return;
  }
  check.answers[field.name] = toSent(field, value);
  if (field.type === 'email') check.emails.push(field.name);
}

function checkList(field: FieldDefinition, check: Check): void {
  const values = [...new Set(check.given(field.name))];
  if (values.length === 0 && field.required) complain(check, field, 'required');
  const code = values.map((value) => checkValue(field, value, check.now)).find((found) => found !== null);
  if (code) complain(check, field, code);
  else if (values.length > 0) {
    const sent = [...new Set(values.map((value) => toSent(field, value)))];
    check.answers[field.name] = field.name.endsWith('[]') || sent.length > 1 ? sent : (sent[0] ?? '');
    if (field.type === 'email') check.emails.push(field.name);
  }
}

/** A choice is sent as the option's own value, because Convertr's lists are exact in case and spaces. */
const toSent = (field: FieldDefinition, value: string): string => findOption(field, value)?.value ?? value;

/** An unticked box is left out: Symfony's checkbox counts any submitted value as ticked (symfony/symfony#30317). */
function checkTick(field: FieldDefinition, check: Check): void {
  const isTicked = check.given(field.name).some((value) => isTick(field, value));
  if (field.type === 'consent') {
    check.consents.push({ name: field.name, text: shownText(field), given: isTicked });
  }
  if (isTicked) check.answers[field.name] = field.ticked ?? '1';
  else if (field.required) complain(check, field, field.type === 'consent' ? 'consent' : 'required');
}

function checkPhone(field: FieldDefinition, check: Check): void {
  const inputs = phoneInputsOf(field);
  const numbers = check.given(inputs.number);
  const [number] = numbers;
  const asked = { ...field, name: inputs.number };
  if (number === undefined) {
    if (field.required) complain(check, asked, 'required');
    return;
  }
  const codes = inputs.code === undefined ? [] : check.given(inputs.code);
  const answers = numbers.length > 1 ? undefined : readPhone(field, number, codes, check.form.phone);
  if (answers) Object.assign(check.answers, answers);
  else complain(check, asked, 'phone');
}

function complain(check: Check, field: FieldDefinition, code: string): void {
  check.complaints.push({ name: field.name, code, field });
}
