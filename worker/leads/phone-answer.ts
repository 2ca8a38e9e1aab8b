import type { Answers } from '../account-api.ts';
import { dialCodeOf, isCountry, listCountries } from '../forms/fields/countries.ts';
import { parsePhone, toSinglePhone, toSplitPhone } from '../forms/fields/phone.ts';
import type { PhoneStyle } from '../forms/form.ts';
import type { FieldDefinition } from '../protocol/wire.ts';

/** The inputs of a phone field: one, or a country code and a number. */
export function phoneInputsOf({ name, fields = [] }: FieldDefinition): { code: string | undefined; number: string } {
  const [code, number] = fields;
  return { code: code?.name, number: number?.name ?? name };
}

/**
 * The answers of one phone field, in the form's style.
 * @param codes what was given as the country code
 * @returns nothing when this is no possible number.
 */
export function readPhone(
  field: FieldDefinition,
  number: string,
  codes: readonly string[],
  style: PhoneStyle,
): Answers | undefined {
  const inputs = phoneInputsOf(field);
  const phone = parsePhone({ number, code: codes.find(isDialCode), country: field.country });
  if (!phone) return undefined;
  if (inputs.code === undefined) return { [inputs.number]: toSinglePhone(style, phone) };
  const split = toSplitPhone(style, phone);
  return { [inputs.code]: split.code, [inputs.number]: split.number };
}

const DIAL_CODES = new Set(listCountries().filter(isCountry).map(dialCodeOf));

/** `GB`, `+44` or `44`. A code that no country has is passed over: the number must then have its own. */
const isDialCode = (code: string): boolean => isCountry(code) || DIAL_CODES.has(`+${code.replace(/^\+/, '')}`);
