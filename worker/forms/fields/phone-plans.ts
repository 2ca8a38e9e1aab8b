/** What numbering plans say of a run of digits. */
import {
  type CountryCode,
  getExampleNumber,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/mobile/examples';
import { dialCodeOf, isCountry, listCountries } from './countries.ts';

/** Where a number without a country belongs: a country, or a dial code that several share, `44`. */
export interface Home {
  country?: CountryCode | undefined;
  dialCode?: string | undefined;
}

/** The number as it is dialled at home, if it could be one. */
export function parseNational(digits: string, { country, dialCode = '' }: Home): PhoneNumber | undefined {
  if (!country && !dialCode) return undefined;
  const parsed = parsePhoneNumberFromString(
    dropOldPrefix(digits, dialCode),
    country ?? { defaultCallingCode: dialCode },
  );
  // The library takes the home's own dial code off on its own; that reading is the other one.
  const own = parsed?.number === `+${digits}` ? `+${parsed.countryCallingCode}${digits}` : undefined;
  return possible(own === undefined ? parsed : parsePhoneNumberFromString(own));
}

/** The number with its country code in front. */
export const parseInternational = (digits: string): PhoneNumber | undefined =>
  possible(
    parsePhoneNumberFromString(`+${digits.replace(/^(52)(.*)$/, (_, code, rest) => code + dropOldPrefix(rest, code))}`),
  );

/** Mexico dropped its prefixes in 2019, but people and messengers still write them. */
const dropOldPrefix = (digits: string, dialCode: string): string =>
  dialCode === '52' ? digits.replace(/^(?:0?1|04[45])(?=\d{10}$)/, '') : digits;

const possible = (number: PhoneNumber | undefined): PhoneNumber | undefined =>
  number?.isPossible() ? number : undefined;

/** True when a number is as long as its country's mobile numbers and begins like them, assigned or not. */
export function looksMobile({ countryCallingCode, nationalNumber }: PhoneNumber): boolean {
  return listCountries().some((country) => {
    if (!isCountry(country) || dialCodeOf(country) !== `+${countryCallingCode}`) return false;
    const example = getExampleNumber(country, examples)?.nationalNumber ?? '';
    return example.length === nationalNumber.length && example[0] === nationalNumber[0];
  });
}

/**
 * Of bare digits that could be a number at home and a number of the country whose code they begin with: the likelier
 * one, or both when nothing tells.
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

/** A number that exists, or a mobile number of a range that is not given out yet. */
const isCredible = (number: PhoneNumber): boolean => number.isValid() || looksMobile(number);
