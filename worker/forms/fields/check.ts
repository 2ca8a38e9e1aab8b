import type { FieldDefinition, Option } from '../../protocol/wire.ts';
import type { MessageKey } from '../language/messages.ts';
import { isCountry } from './countries.ts';
import { inferField } from './infer.ts';
import { normaliseText } from './text.ts';

/** The codes of a 422. Each is the key of its message. */
export type CheckCode = Extract<
  MessageKey,
  'required' | 'consent' | 'email' | 'phone' | 'url' | 'number' | 'date' | 'dob' | 'choice' | 'too_long' | 'min' | 'max'
>;

/**
 * Stricter than RFC 5321 where the unusual is nearly always a typing error, and looser where a strict pattern would
 * refuse real people.
 */
const EMAIL =
  /^[^\s@"(),:;<>[\]\\]{1,64}@(?:[^\s@.,:;"()<>[\]\\]{1,63}\.)+[^\s@.\d,:;"()<>[\]\\][^\s@.,:;"()<>[\]\\]{1,62}$/u;
const EMAIL_MAX = 254;
const OLDEST_YEARS = 120;

/** Checks one value that isn't blank. @returns the code of what is wrong, or null. */
export function checkValue(field: FieldDefinition, value: string, now: number): CheckCode | null {
  if (field.maxlength !== undefined && [...value].length > field.maxlength) return 'too_long';
  switch (field.type) {
    case 'email':
      return value.length <= EMAIL_MAX && EMAIL.test(value) && !/\.\.|^\.|\.@/.test(value) ? null : 'email';
    case 'url':
      return isWebAddress(value) ? null : 'url';
    case 'number':
      return checkNumber(field, value);
    case 'date':
      return isDate(value) ? checkRange(field, value) : 'date';
    case 'dob':
      return isBirthDate(value, now) ? checkRange(field, value) : 'dob';
    case 'country':
      return field.options ? checkChoice(field, value) : isCountry(value) ? null : 'choice';
    case 'select':
    case 'multiselect':
    case 'radio':
    case 'checkboxes':
      return checkChoice(field, value);
    case 'text':
    case 'textarea':
    case 'tel':
    case 'phone':
    case 'address':
    case 'checkbox':
    case 'consent':
      return null;
  }
}

const checkChoice = (field: FieldDefinition, value: string): CheckCode | null =>
  !field.options || findOption(field, value) ? null : 'choice';

/** The option that an answer means. The answer is normalised; options are as Convertr has them. */
export function findOption({ name, options = [] }: FieldDefinition, value: string): Option | undefined {
  // Convertr takes these in any case.
  const fold =
    inferField(name).label === 'contact_types' ? (text: string) => text.toLowerCase() : (text: string) => text;
  return options.find((option) => option.value === value || fold(normaliseText(option.value)) === fold(value));
}

function checkNumber({ min, max }: FieldDefinition, value: string): CheckCode | null {
  if (!/^-?\d{1,15}([.,]\d{1,10})?$/.test(value)) return 'number';
  const number = Number(value.replace(',', '.'));
  if (min !== undefined && number < Number(min)) return 'min';
  return max !== undefined && number > Number(max) ? 'max' : null;
}

/** ISO dates can be compared as texts. */
function checkRange({ min, max }: FieldDefinition, value: string): CheckCode | null {
  if (min !== undefined && value < min) return 'min';
  return max !== undefined && value > max ? 'max' : null;
}

function isDate(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}

function isBirthDate(value: string, now: number): boolean {
  if (!isDate(value)) return false;
  const today = new Date(now).toISOString().slice(0, 10);
  const oldest = `${Number(today.slice(0, 4)) - OLDEST_YEARS}${today.slice(4)}`;
  return value <= today && value >= oldest;
}

/** People leave the scheme out. A host without a dot is no web address. */
function isWebAddress(value: string): boolean {
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `https://${value}`);
  if (url === null || url.username !== '' || /\s/.test(value)) return false;
  return /^https?:$/.test(url.protocol) && /.\../.test(url.hostname);
}
