/** Checks digits against numbering plans. */
import {
  type CountryCode,
  getExampleNumber,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/mobile/examples';
import { dialCodeOf, isCountry, listCountries } from './countries.ts';

/** The home of a number without a country: a country, or a dial code that several share, `44`. */
export interface Home {
  country?: CountryCode | undefined;
  dialCode?: string | undefined;
}

/** The number as a national one, if possible. */
export function parseNational(digits: string, { country, dialCode = '' }: Home): PhoneNumber | undefined {
  if (!country && !dialCode) return undefined;
  const parsed = parsePhoneNumberFromString(
    dropOldPrefix(digits, dialCode),
    country ?? { defaultCallingCode: dialCode },
  );
  // The library strips the home's own dial code, but that is the other reading.
  const own = parsed?.number === `+${digits}` ? `+${parsed.countryCallingCode}${digits}` : undefined;
  return possible(own === undefined ? parsed : parsePhoneNumberFromString(own));
}

/** The number with its leading country code. */
export const parseInternational = (digits: string): PhoneNumber | undefined =>
  possible(
    parsePhoneNumberFromString(`+${digits.replace(/^(52)(.*)$/, (_, code, rest) => code + dropOldPrefix(rest, code))}`),
  );

/** Mexico dropped its prefixes in 2019, but people and messengers still write them. */
const dropOldPrefix = (digits: string, dialCode: string): string =>
  dialCode === '52' ? digits.replace(/^(?:0?1|04[45])(?=\d{10}$)/, '') : digits;

const possible = (number: PhoneNumber | undefined): PhoneNumber | undefined =>
  number?.isPossible() ? number : undefined;

/** True if a number has the length and prefix of its country's mobile numbers, assigned or not. */
export function looksMobile({ countryCallingCode, nationalNumber }: PhoneNumber): boolean {
  return listCountries().some((country) => {
    if (!isCountry(country) || dialCodeOf(country) !== `+${countryCallingCode}`) return false;
    const example = getExampleNumber(country, examples)?.nationalNumber ?? '';
    return example.length === nationalNumber.length && example[0] === nationalNumber[0];
  });
}

/**
 * For bare digits that could be a national number or one with its country code: the more likely reading, or both if it
 * is unclear.
 */
export function chooseReading(
  digits: string,
  national: PhoneNumber | undefined,
  international: PhoneNumber | undefined,
): PhoneNumber[] {
  if (!international || !isCredible(international) || national?.number === international.number) {
    return national ? [national] : [];
  }
  if (!national) return [international];
  // In countries without a trunk prefix, numbers are written as bare digits.
  const isUsual = national.formatNational().replace(/\D/g, '') === digits;
  if (isUsual && national.isValid()) return [national];
  if (international.isValid() && !national.isValid()) return [international];
  const isMobileHere = looksMobile(national);
  const isOwnCode = international.countryCallingCode === national.countryCallingCode;
  if (isOwnCode && !isMobileHere && looksMobile(international)) return [international];
  return isMobileHere && !international.isValid() ? [national] : [national, international];
}

/** A number that exists, or a mobile number in a range that is not assigned yet. */
const isCredible = (number: PhoneNumber): boolean => number.isValid() || looksMobile(number);
