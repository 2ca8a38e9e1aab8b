/** Picks the messages that a form can show, so that the others need not be sent. */
import type { FieldDefinition, RichText } from '../../protocol/wire.ts';
import { omitUndefined } from '../omit-undefined.ts';
import { getMessages, type MessageKey } from './messages.ts';
import { hasLinks } from './rich-text.ts';

type Condition = (field: FieldDefinition) => boolean;

const is =
  (...types: FieldDefinition['type'][]): Condition =>
  ({ type }) =>
    types.includes(type);
const isTyped = is('text', 'email', 'textarea');
const isStepped: Condition = ({ step }) => (step ?? 1) > 1;
const never: Condition = () => false;

/** A message is used if this is true for at least one field. A message without a condition is always used. */
const CONDITIONS: Partial<Record<MessageKey, Condition>> = {
  required: ({ type, required, requiredMessage }) => required && type !== 'consent' && !requiredMessage,
  consent: is('consent'),
  opens_new: ({ text }) => hasLinks(text),
  email: is('email'),
  email_character: is('email'),
  email_space: is('email'),
  email_several: is('email'),
  email_suggestion: is('email'),
  phone: is('tel', 'phone'),
  phone_long: is('phone'),
  phone_several: is('phone'),
  phone_extension: is('phone'),
  country_code: is('phone'),
  url: is('url'),
  number: is('number'),
  date: is('date'),
  date_incomplete: is('date'),
  date_unreal: is('date'),
  year_digits: is('date', 'dob'),
  dob: is('dob'),
  dob_incomplete: is('dob'),
  dob_unreal: is('dob'),
  dob_future: is('dob'),
  dob_old: is('dob'),
  day: is('dob'),
  month: is('dob'),
  year: is('dob'),
  min: is('number'),
  max: is('number'),
  date_min: is('date', 'dob'),
  date_max: is('date', 'dob'),
  too_short: ({ minlength }) => minlength !== undefined,
  pattern: ({ pattern, patternMessage }) => pattern !== undefined && patternMessage === undefined,
  email_domain: ({ refuse, refuseMessage }) => refuse !== undefined && refuseMessage === undefined,
  too_long: ({ maxlength }) => maxlength !== undefined,
  characters_left: ({ type, maxlength }) => type === 'textarea' && maxlength !== undefined,
  choose: is('select', 'country'),
  optional: ({ required }) => !required,
  hint_test: isTyped,
  hint_repeated: isTyped,
  hint_keep: isTyped,
  hint_same_name: ({ autocomplete }) => autocomplete === 'family-name',
  next: isStepped,
  back: isStepped,
  step: isStepped,
  // Only the Worker uses these, or they have their own key in the definition.
  forbidden: never,
  one_per_line: never,
  leave_empty: never,
  choice: never,
  phone_country: never,
  phone_short: never,
  phone_ambiguous: never,
  refused: never,
  untitled: never,
  submit: never,
  success: never,
  closed: never,
};

/**
 * Questions about answers that Convertr's quality checks may reject. A form without the message for one never asks it.
 */
const QUALITY_QUESTIONS: readonly string[] = [
  'hint_test',
  'hint_repeated',
  'hint_same_name',
  'hint_keep',
] satisfies MessageKey[];

/** The messages that these fields, the lines of their groups, and the form's own texts can show. */
export function getUsedMessages(
  locale: string,
  fields: FieldDefinition[],
  { qualityQuestions = true, text }: { qualityQuestions?: boolean | undefined; text?: RichText[] | undefined } = {},
): Record<string, string> {
  const all = fields.flatMap((field) => [field, ...(field.fields ?? [])]);
  const isUsed = (key: string) => {
    if (!qualityQuestions && QUALITY_QUESTIONS.includes(key)) return false;
    const condition = CONDITIONS[key as MessageKey];
    return !condition || all.some(condition) || (key === 'opens_new' && hasLinks(text));
  };
  return Object.fromEntries(Object.entries(getMessages(locale)).filter(([key]) => isUsed(key)));
}

/** The same field without messages that it cannot show. */
export function omitUnusedMessages({ requiredMessage, fields, ...field }: FieldDefinition): FieldDefinition {
  return omitUndefined({
    ...field,
    requiredMessage: field.required ? requiredMessage : undefined,
    fields: fields?.map(omitUnusedMessages),
  });
}
