import { type CountryCode, getCountries, getCountryCallingCode, isSupportedCountry } from 'libphonenumber-js/max';

/** ISO 3166 codes of the countries that have a dial code. */
export const listCountries = (): string[] => getCountries();

export const isCountry = (code: string): code is CountryCode => isSupportedCountry(code);

/** `GB` → `+44`. */
export const dialCodeOf = (country: CountryCode): string => `+${getCountryCallingCode(country)}`;
