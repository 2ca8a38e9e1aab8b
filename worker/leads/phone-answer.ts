import type { Answers } from '../account-api.ts';
import { dialCodeOf, isCountry, listCountries } from '../forms/fields/countries.ts';
import { judgePhone, toSinglePhone, toSplitPhone } from '../forms/fields/phone.ts';
import type { PhoneStyle } from '../forms/form.ts';
import { type Reading, read } from '../protocol/spelling/reading.ts';
import type { FieldDefinition } from '../protocol/wire.ts';

/** The inputs of a phone field. If Convertr has one field, the page may have a separate control for the country. */
export function phoneInputsOf({ name, fields = [] }: FieldDefinition): { code: string; number: string } {
  const [code, number] = fields;
  return { code: code?.name ?? `${name}.country`, number: number?.name ?? name };
}

/**
 * The answers of one phone field, in the form's style.
 * @param codes the posted country codes
 */
export function readPhone(
  field: FieldDefinition,
  number: string,
  codes: readonly string[],
  style: PhoneStyle,
): Reading<Answers> {
  const inputs = phoneInputsOf(field);
  const phone = judgePhone({ number, code: codes.find(isDialCode), country: field.country });
  if (!phone.ok) return phone;
  if (!field.fields) return read({ [inputs.number]: toSinglePhone(style, phone.value) });
  const split = toSplitPhone(style, phone.value);
  return read({ [inputs.code]: split.code, [inputs.number]: split.number });
}

const DIAL_CODES = new Set(listCountries().filter(isCountry).map(dialCodeOf));

/** `GB`, `+44` or `44`. A code of no country is ignored, and the number must then have its own. */
const isDialCode = (code: string): boolean => isCountry(code) || DIAL_CODES.has(`+${code.replace(/^\+/, '')}`);
