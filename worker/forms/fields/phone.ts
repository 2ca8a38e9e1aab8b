import { parsePhoneNumberFromString } from 'libphonenumber-js';
import type { PhoneStyle } from '../form.ts';
import { dialCodeOf, isCountry } from './countries.ts';

export interface PhoneInput {
  number: string;
  /** `GB`, `+44` or `44`, when it was asked for apart. */
  code?: string | undefined;
  /** ISO 3166, for a national number without a code. */
  country?: string | undefined;
}

export interface PhoneNumber {
  /** `+44`. */
  dialCode: string;
  /** `GB`, when the number or the visitor's choice says so. */
  country?: string | undefined;
  /** As dialled within the country, with the trunk 0: `07700900123`. */
  national: string;
  /** E.164: `+447700900123`. */
  international: string;
}

/** @returns nothing when this is no possible number in any country. */
export function parsePhone({ number, code, country }: PhoneInput): PhoneNumber | undefined {
  const chosen = code?.trim() ?? '';
  const home = isCountry(chosen) ? chosen : country && isCountry(country) ? country : undefined;
  const defaultCallingCode = /^\+?(\d{1,4})$/.exec(chosen)?.[1];
  const text = number.trim().replace(/^00/, '+');
  // Several countries may share a dial code, but it still tells a trunk prefix: Italy's 0 is none.
  const parsed = parsePhoneNumberFromString(text, defaultCallingCode ? { defaultCallingCode } : home);
  if (!parsed?.isPossible()) return undefined;
  // Convertr takes no extension.
  parsed.setExt('');
  const found = parsed.country ?? home;
  return {
    dialCode: `+${parsed.countryCallingCode}`,
    national: parsed.formatNational().replace(/\D/g, ''),
    international: parsed.number,
    country: found && dialCodeOf(found) === `+${parsed.countryCallingCode}` ? found : undefined,
  };
}

/** One value: E.164 in the plain style, else the form that Convertr recommends, `(+44)07700900123`. */
export function toSinglePhone({ style }: PhoneStyle, phone: PhoneNumber): string {
  return style === 'plain' ? phone.international : `(${phone.dialCode})${phone.national}`;
}

/** Two values: the country code in the form's notation, and the national number. */
export function toSplitPhone({ countryCode }: PhoneStyle, phone: PhoneNumber): { code: string; number: string } {
  const code =
    countryCode === 'GB'
      ? (phone.country ?? phone.dialCode)
      : countryCode === '44'
        ? phone.dialCode.slice(1)
        : phone.dialCode;
  return { code, number: phone.national };
}
