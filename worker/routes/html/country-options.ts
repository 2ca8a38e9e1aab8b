import { dialCodeOf, isCountry, listCountries } from '../../forms/fields/countries.ts';
import type { Option } from '../../protocol/wire.ts';

/** All countries by name, in the order of the language. */
export const listCountryOptions = (locale: string): Option[] => listBy(locale, (name) => name);

/** The same with dial codes: `United Kingdom (+44)`. */
export const listDialCodeOptions = (locale: string): Option[] =>
  listBy(locale, (name, country) => (isCountry(country) ? `${name} (${dialCodeOf(country)})` : name));

function listBy(locale: string, toLabel: (name: string, country: string) => string): Option[] {
  const names = new Intl.DisplayNames(locale, { type: 'region' });
  return listCountries()
    .map((country) => ({ value: country, label: toLabel(names.of(country) ?? country, country) }))
    .sort((a, b) => a.label.localeCompare(b.label, locale));
}
