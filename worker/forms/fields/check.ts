import { toPlainText } from '../../protocol/spelling/characters.ts';
import { type DateReader, readDate } from '../../protocol/spelling/date.ts';
import { readEmail } from '../../protocol/spelling/email.ts';
import { readNumber } from '../../protocol/spelling/number.ts';
import type { FaultCode } from '../../protocol/spelling/reading.ts';
import { type DomainList, findBrokenRule, isDomainList } from '../../protocol/text-rules.ts';
import type { FieldDefinition, Option } from '../../protocol/wire.ts';
import { fail, ok, type Result } from '../../result.ts';
import type { MessageKey } from '../language/messages.ts';
import { isCountry } from './countries.ts';
import { inferField } from './infer.ts';
import { normaliseText } from './text.ts';

/** The codes of a 422. Each is the key of its message. */
export type CheckCode =
  | FaultCode
  | Extract<
      MessageKey,
      | 'required'
      | 'required_choice'
      | 'consent'
      | 'url'
      | 'choice'
      | 'too_short'
      | 'too_long'
      | 'min'
      | 'max'
      | 'pattern'
      | 'email_domain'
    >;

/** What is wrong with an answer. */
export interface AnswerFault {
  code: CheckCode;
  /** Values of the message's placeholders. */
  values?: Record<string, string> | undefined;
}

/** The visitor's language and country, which decide how numbers and dates are read. */
export interface AnswerReader extends DateReader {
  /** Milliseconds since 1970. Dates of birth are earlier. */
  now: number;
  /**
   * Whether a list of email domains contains this one. It is a parameter, because the lists are too large for other
   * callers.
   */
  isListed: (list: DomainList, domain: string) => boolean;
}

/** Reads one value that isn't blank. @returns the value that was meant, in Convertr's format, or what is wrong. */
export function checkValue(field: FieldDefinition, text: string, reader: AnswerReader): Result<string, AnswerFault> {
  const read = readValue(field, text, reader);
  if (!read.ok) return read;
  const value = field.format === undefined ? read.value : formatDay(read.value, field.format);
  if (field.maxlength !== undefined && [...value].length > field.maxlength) return fail({ code: 'too_long' });
  const domain = field.type === 'email' ? value.split('@').at(-1) : undefined;
  const broken = findBrokenRule(field, value, domain);
  const isRefused =
    domain !== undefined && field.refuse?.some((list) => isDomainList(list) && reader.isListed(list, domain));
  const code = broken ?? (isRefused ? 'email_domain' : undefined);
  return code ? fail({ code, values: domain === undefined ? undefined : { domain } }) : ok(value);
}

/** `2027-01-31` in the format that Convertr's check of the field requires. */
const formatDay = (day: string, format: string): string => {
  const [year = '', month = '', date = ''] = day.split('-');
  return format.replace('YYYY', year).replace('MM', month).replace('DD', date);
};

function readValue(field: FieldDefinition, text: string, reader: AnswerReader): Result<string, AnswerFault> {
  switch (field.type) {
    case 'email':
      return readEmail(text);
    case 'url':
      return isWebAddress(text) ? ok(text) : fail({ code: 'url' });
    case 'number':
      return within(field, readNumber(text, reader.locale), Number);
    case 'date':
    case 'dob':
      // ISO dates compare as text.
      return within(field, readDate(text, field.type, reader, reader.now), (day) => day);
    case 'country':
      if (field.options) return checkChoice(field, text);
      return isCountry(text) ? ok(text) : fail({ code: 'choice' });
    case 'select':
    case 'multiselect':
    case 'radio':
    case 'checkboxes':
      return checkChoice(field, text);
    case 'tel':
      return ok(toPlainText(text));
    case 'text':
    case 'textarea':
    case 'phone':
    case 'address':
    case 'checkbox':
    case 'consent':
      return ok(text);
  }
}

/** A choice is sent as the option's own value, because Convertr's lists are exact in case and spaces. */
function checkChoice(field: FieldDefinition, text: string): Result<string, AnswerFault> {
  if (!field.options) return ok(text);
  const option = findOption(field, text);
  return option ? ok(option.value) : fail({ code: 'choice' });
}

/** The option that an answer means. The answer is normalised; options are as Convertr has them. */
function findOption({ name, options = [] }: FieldDefinition, value: string): Option | undefined {
  // Convertr accepts these in any case.
  const fold =
    inferField(name).label === 'contact_types' ? (text: string) => text.toLowerCase() : (text: string) => text;
  return options.find((option) => option.value === value || fold(normaliseText(option.value)) === fold(value));
}

function within<T extends string | number>(
  { min, max }: FieldDefinition,
  reading: Result<string, AnswerFault>,
  toComparable: (value: string) => T,
): Result<string, AnswerFault> {
  if (!reading.ok) return reading;
  const value = toComparable(reading.value);
  if (min !== undefined && value < toComparable(min)) return fail({ code: 'min' });
  return max !== undefined && value > toComparable(max) ? fail({ code: 'max' }) : reading;
}

/** People leave out the scheme. A host without a dot is not a web address. */
function isWebAddress(value: string): boolean {
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `https://${value}`);
  if (url === null || url.username !== '' || /\s/.test(value)) return false;
  return /^https?:$/.test(url.protocol) && /.\../.test(url.hostname);
}
