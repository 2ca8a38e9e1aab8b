import { parsePhoneNumberFromString } from 'libphonenumber-js';
import type { PhoneStyle } from '../form.ts';
import { dialCodeOf, isCountry } from './countries.ts';

/** What a visitor gave: a number, and a country as `GB`, `+44` or `44` when asked apart. */
export interface PhoneInput {
  number: string;
  code?: string;
  /** ISO 3166; for a national number without a code. */
  country?: string;
}

export interface PhoneParts {
  /** `+44`. */
  dialCode: string;
  /** `GB`, where the number or the visitor's choice tells. */
  country?: string;
  /** As dialled within the country, the trunk 0 kept: `07700900123`. */
  national: string;
  /** E.164: `+447700900123`. */
  international: string;
}

/** @returns the parts, or nothing when no number in the world looks like this. */
export function parsePhone({ number, code, country }: PhoneInput): PhoneParts | undefined {
  const chosen = code?.trim() ?? '';
  const home = isCountry(chosen) ? chosen : country && isCountry(country) ? country : undefined;
  const defaultCallingCode = /^\+?(\d{1,4})$/.exec(chosen)?.[1];
  const text = number.trim().replace(/^00/, '+');
  // A dial code of several countries doesn't say which, but it says what a trunk prefix is: Italy's 0 is none.
  const parsed = parsePhoneNumberFromString(text, defaultCallingCode ? { defaultCallingCode } : home);
  if (!parsed?.isPossible()) return undefined;
  // Convertr has no place for it.
  parsed.setExt('');
  const found = parsed.country ?? home;
  return {
    dialCode: `+${parsed.countryCallingCode}`,
    national: parsed.formatNational().replace(/\D/g, ''),
    international: parsed.number,
    ...(found && dialCodeOf(found) === `+${parsed.countryCallingCode}` && { country: found }),
  };
}

/** One text: E.164 when plain; else Convertr's recommended import form, `(+44)07700900123`. */
export function toSinglePhone({ style }: PhoneStyle, parts: PhoneParts): string {
  return style === 'plain' ? parts.international : `(${parts.dialCode})${parts.national}`;
}

/** Country code and number apart, the code in the form's notation. */
export function toSplitPhone({ countryCode }: PhoneStyle, parts: PhoneParts): { code: string; number: string } {
  const code =
    countryCode === 'GB'
      ? (parts.country ?? parts.dialCode)
      : countryCode === '44'
        ? parts.dialCode.slice(1)
        : parts.dialCode;
  return { code, number: parts.national };
}
