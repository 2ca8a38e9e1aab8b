import { type PhoneNumber as ParsedNumber, validatePhoneNumberLength } from 'libphonenumber-js/max';
import { readPhone } from '../../protocol/spelling/phone.ts';
import { fault, type Reading, read } from '../../protocol/spelling/reading.ts';
import type { PhoneStyle } from '../form.ts';
import { dialCodeOf, isCountry } from './countries.ts';
import { chooseReading, type Home, parseInternational, parseNational } from './phone-plans.ts';

export interface PhoneInput {
  number: string;
  /** `GB`, `+44` or `44`, if it was a separate question. */
  code?: string | undefined;
  /** ISO 3166, for a national number without a code. */
  country?: string | undefined;
}

export interface PhoneNumber {
  /** `+44`. */
  dialCode: string;
  /** `GB`, if the number or the visitor's choice shows it. */
  country?: string | undefined;
  /** As dialled within the country, with the trunk 0: `07700900123`. */
  national: string;
  /** E.164: `+447700900123`. */
  international: string;
}

/** @returns the parts, or what is wrong, by the world's numbering plans. An ambiguous number is an error. */
export function judgePhone(input: PhoneInput): Reading<PhoneNumber> {
  const home = findHome(input);
  const typed = readPhone(input.number, home.dialCode);
  if (!typed.ok) return typed;
  const [first, second] = findReadings(typed.value, home);
  if (!first) return fault(sayWhy(typed.value, home));
  if (second) {
    return fault('phone_ambiguous', { first: first.formatInternational(), second: second.formatInternational() });
  }
  return read(toParts(first, home));
}

/** @returns the parts, or nothing if no number in the world looks like this, or two do. */
export function parsePhone(input: PhoneInput): PhoneNumber | undefined {
  const judged = judgePhone(input);
  return judged.ok ? judged.value : undefined;
}

/** A shared dial code does not identify the country, but it decides what a trunk prefix is: Italy's 0 is none. */
function findHome({ code, country }: PhoneInput): Home {
  const chosen = code?.trim() ?? '';
  const home = isCountry(chosen) ? chosen : country && isCountry(country) ? country : undefined;
  const own = home && dialCodeOf(home).slice(1);
  const dialCode = /^\+?(\d{1,4})$/.exec(chosen)?.[1] ?? own;
  return { dialCode, country: dialCode === own ? home : undefined };
}

function findReadings(typed: string, home: Home): ParsedNumber[] {
  if (!typed.startsWith('+')) {
    // No country code begins with 0.
    const international = typed.startsWith('0') ? undefined : parseInternational(typed);
    return chooseReading(typed, parseNational(typed, home), international);
  }
  const digits = typed.slice(1);
  // A page that adds the country code may have added it before another one.
  const twice = home.dialCode && digits.startsWith(home.dialCode.repeat(2)) ? digits.slice(home.dialCode.length) : '';
  const number = parseInternational(digits) ?? (twice ? parseInternational(twice) : undefined);
  return number ? [number] : [];
}

function sayWhy(
  typed: string,
  { country, dialCode = '' }: Home,
): 'phone' | 'phone_country' | 'phone_short' | 'phone_long' {
  const isInternational = typed.startsWith('+');
  if (!isInternational && !dialCode) return 'phone_country';
  const options = isInternational ? undefined : (country ?? { defaultCallingCode: dialCode });
  switch (validatePhoneNumberLength(typed, options)) {
    case 'TOO_SHORT':
      return 'phone_short';
    case 'TOO_LONG':
      return 'phone_long';
    case 'INVALID_COUNTRY':
      return 'phone_country';
    default:
      return 'phone';
  }
}

function toParts(number: ParsedNumber, home: Home): PhoneNumber {
  const dialCode = `+${number.countryCallingCode}`;
  const found = number.country ?? home.country;
  return {
    dialCode,
    national: number.formatNational().replace(/\D/g, ''),
    international: number.number,
    country: found && dialCodeOf(found) === dialCode ? found : undefined,
  };
}

/** One value: E.164 in the plain style, or else the format that Convertr recommends, `(+44)07700900123`. */
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
