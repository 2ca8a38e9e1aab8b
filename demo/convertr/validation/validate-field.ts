import type { PhpValue } from '../http/php-post.ts';
import type { FieldRule } from '../state/model.ts';

interface Checked {
  errors: string[];
  /** As received, or undefined if the field was not in the body. */
  answer?: string | string[];
}

/** Symfony's own English texts [inferred]. */
export const NOT_VALID = 'This value is not valid.';
const BLANK = 'This value should not be blank.';
const BAD_EMAIL = 'This value is not a valid email address.';
const BAD_CHOICE = 'The selected choice is invalid.';
const tooLong = (max: number) => `This value is too long. It should have ${max} characters or less.`;

/** A column of 255 is Doctrine's default [inferred]. */
const MAX_LENGTH = 255;

/** The `html5` pattern of Symfony's Email constraint. */
const EMAIL =
  /^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)+$/;

/** One field's errors and its stored value. */
export function checkValue(rule: FieldRule, value: PhpValue | undefined): Checked {
  switch (rule.kind) {
    case 'submit':
      return typeof value === 'string' ? { errors: [], answer: value } : { errors: [] };
    case 'checkbox':
      return checkBox(value);
    case 'choices':
    case 'list':
      return checkList(rule, value);
    case 'choice':
    case 'email':
    case 'text':
      return checkText(rule, value);
  }
}

/** Any submitted value is a tick: "false", "0" and nothing at all [inferred, symfony/symfony#30317]. */
function checkBox(value: PhpValue | undefined): Checked {
  if (value === undefined) return { errors: [] };
  return typeof value === 'string' ? { errors: [], answer: 'true' } : { errors: [NOT_VALID] };
}

function checkList(rule: FieldRule, value: PhpValue | undefined): Checked {
  if (value === undefined || value === '') return { errors: rule.required ? [BLANK] : [] };
  if (typeof value === 'string') return { errors: [rule.options ? BAD_CHOICE : NOT_VALID] };
  const texts = [...value.values()].filter((item) => typeof item === 'string');
  if (texts.length < value.size) return { errors: [rule.options ? BAD_CHOICE : NOT_VALID] };
  return { errors: texts.every((text) => isOffered(rule, text)) ? [] : [BAD_CHOICE], answer: texts };
}

function checkText(rule: FieldRule, value: PhpValue | undefined): Checked {
  if (value instanceof Map) return { errors: [rule.kind === 'choice' ? BAD_CHOICE : NOT_VALID] };
  const kept = value === undefined ? {} : { answer: value };
  // Symfony trims before it validates.
  const text = value?.trim() ?? '';
  if (text === '') return { errors: rule.required ? [BLANK] : [], ...kept };
  const errors: string[] = [];
  const max = rule.maxLength ?? MAX_LENGTH;
  if (rule.kind === 'choice' && !isOffered(rule, text)) errors.push(BAD_CHOICE);
  if (rule.kind === 'email' && !EMAIL.test(text)) errors.push(BAD_EMAIL);
  // Counted as `mb_strlen` does, so an emoji is one.
  if (rule.kind !== 'choice' && text.length > max && [...text].length > max) errors.push(tooLong(max));
  return { errors, ...kept };
}

function isOffered({ options, anyCase }: FieldRule, text: string): boolean {
  if (!options) return true;
  return options.some((option) => option === text || (anyCase && option.toLowerCase() === text.toLowerCase()));
}
