/** From a body's parameters to the answers that Convertr gets, or to what is wrong with them. */
import type { Answers } from '../account-api.ts';
import { checkValue, findOption } from '../forms/fields/check.ts';
import { dialCodeOf, isCountry, listCountries } from '../forms/fields/countries.ts';
import { parsePhone, toSinglePhone, toSplitPhone } from '../forms/fields/phone.ts';
import { normaliseText } from '../forms/fields/text.ts';
import type { ResolvedForm } from '../forms/form.ts';
import type { FieldDefinition } from '../protocol/wire.ts';
import type { Parameters } from './body.ts';
import { type Consent, shownText } from './consent.ts';

export interface Complaint {
  /** Convertr's name. */
  name: string;
  code: string;
  field: FieldDefinition;
}

export interface Checked {
  /** In the order of the form. Blank and unticked fields are left out. */
  answers: Answers;
  /** Names among the answers that hold an e-mail address. */
  emails: string[];
  consents: Omit<Consent, 'version'>[];
  complaints: Complaint[];
}

interface Collected extends Checked {
  given: (name: string, isMultiline?: boolean) => string[];
  form: ResolvedForm;
  now: number;
}

/** @param now milliseconds since 1970; dates of birth are checked against it. */
export function checkAnswers(form: ResolvedForm, parameters: Parameters, now: number): Checked {
  const given = (name: string, isMultiline = false): string[] =>
    (parameters.get(name) ?? []).map((value) => normaliseText(value, isMultiline)).filter((value) => value !== '');
  const collected: Collected = { answers: {}, emails: [], consents: [], complaints: [], given, form, now };
  const shown = createConditions(form.fields, given);
  for (const field of form.fields) if (shown(field)) collect(field, collected, shown);
  const { answers, emails, consents, complaints } = collected;
  return { answers, emails, consents, complaints };
}

type Shown = (field: FieldDefinition) => boolean;

/** A field whose condition isn't met, or hangs on one that isn't shown itself, was not asked for. */
function createConditions(form: readonly FieldDefinition[], given: Collected['given']): Shown {
  const isShown = ({ showIf }: FieldDefinition, others: readonly FieldDefinition[]): boolean => {
    if (!showIf) return true;
    const names = [showIf.field, `${showIf.field}[]`];
    const wanted = showIf.is.map((value) => normaliseText(value));
    return (
      names.some((name) => given(name).some((value) => wanted.includes('*') || wanted.includes(value))) &&
      others.every((other) => !names.includes(other.name) || isShown(other, without(others, other)))
    );
  };
  const all = form.flatMap((field) => (field.type === 'address' ? (field.fields ?? []) : field));
  return (field) => isShown(field, without(all, field));
}

const without = (fields: readonly FieldDefinition[], field: FieldDefinition) => fields.filter((each) => each !== field);

function collect(field: FieldDefinition, collected: Collected, shown: Shown): void {
  switch (field.type) {
    case 'address':
      for (const line of field.fields ?? []) if (shown(line)) collect(line, collected, shown);
      break;
    case 'phone':
      collectPhone(field, collected);
      break;
    case 'checkbox':
    case 'consent':
      collectTick(field, collected);
      break;
    case 'multiselect':
    case 'checkboxes':
      collectList(field, collected);
      break;
    default:
      if (field.name.endsWith('[]')) collectList(field, collected);
      else collectValue(field, collected);
  }
}

function collectValue(field: FieldDefinition, collected: Collected): void {
  const values = collected.given(field.name, field.type === 'textarea');
  const [value] = values;
  if (value === undefined) {
    if (field.required) complain(collected, field, isChoice(field) ? 'required_choice' : 'required');
    return;
  }
  // One question has one answer; which of two was meant nobody knows.
  const code = values.length > 1 ? 'choice' : checkValue(field, value, collected.now);
  if (code) complain(collected, field, code);
  else {
    collected.answers[field.name] = toSent(field, value);
    if (field.type === 'email') collected.emails.push(field.name);
  }
}

function collectList(field: FieldDefinition, collected: Collected): void {
  const values = [...new Set(collected.given(field.name))];
  if (values.length === 0 && field.required) {
    complain(collected, field, isChoice(field) ? 'required_choice' : 'required');
  }
  const code = values.map((value) => checkValue(field, value, collected.now)).find((found) => found !== null);
  if (code) complain(collected, field, code);
  else if (values.length > 0) {
    const sent = [...new Set(values.map((value) => toSent(field, value)))];
    collected.answers[field.name] = field.name.endsWith('[]') || sent.length > 1 ? sent : (sent[0] ?? '');
    if (field.type === 'email') collected.emails.push(field.name);
  }
}

/** Of a choice the option's own value, to the letter: Convertr's lists are case- and space-exact. */
const toSent = (field: FieldDefinition, value: string): string => findOption(field, value)?.value ?? value;

/** What programs send for a box that nobody ticked. Browsers send nothing. */
const UNTICKED = /^(0|false|no|off)$/i;

export const isUnticked = (value: string): boolean => value.trim() === '' || UNTICKED.test(value.trim());

export const isTick = ({ ticked }: FieldDefinition, value: string): boolean => value === ticked || !isUnticked(value);

/** Unticked is left out: Symfony's checkbox counts any submitted value as ticked (symfony/symfony#30317). */
function collectTick(field: FieldDefinition, collected: Collected): void {
  const isTicked = collected.given(field.name).some((value) => isTick(field, value));
  if (field.type === 'consent') {
    collected.consents.push({ name: field.name, text: shownText(field), given: isTicked });
  }
  if (isTicked) collected.answers[field.name] = field.ticked ?? '1';
  else if (field.required) complain(collected, field, field.type === 'consent' ? 'consent' : 'required');
}

function collectPhone(field: FieldDefinition, collected: Collected): void {
  const [codeField, numberField] = field.fields ?? [];
  const numberName = numberField?.name ?? field.name;
  const numbers = collected.given(numberName);
  const [number] = numbers;
  if (number === undefined) {
    if (field.required) complain(collected, { ...field, name: numberName }, 'required');
    return;
  }
  const code = codeField && collected.given(codeField.name).find(isDialCode);
  const parts =
    numbers.length > 1
      ? undefined
      : parsePhone({ number, ...(code && { code }), ...(field.country && { country: field.country }) });
  if (!parts) complain(collected, { ...field, name: numberName }, 'phone');
  else if (codeField) {
    const split = toSplitPhone(collected.form.phone, parts);
    collected.answers[codeField.name] = split.code;
    collected.answers[numberName] = split.number;
  } else collected.answers[numberName] = toSinglePhone(collected.form.phone, parts);
}

const DIAL_CODES = new Set(listCountries().filter(isCountry).map(dialCodeOf));

/** `GB`, `+44` or `44`. A code that no country has says nothing: the number must then say it all. */
const isDialCode = (code: string): boolean => isCountry(code) || DIAL_CODES.has(`+${code.replace(/^\+/, '')}`);

const isChoice = ({ type, options }: FieldDefinition): boolean =>
  options !== undefined || /^(radio|checkboxes|multiselect)$/.test(type);

function complain(collected: Collected, field: FieldDefinition, code: string): void {
  collected.complaints.push({ name: field.name, code, field });
}
