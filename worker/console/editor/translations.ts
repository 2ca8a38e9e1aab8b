/** Which of a form's texts lack a language. Pure. */
import { isMap, listTexts } from '../../forms/language/form-locales.ts';
import type { Document } from '../document.ts';
import type { Localised } from './texts.ts';

/** How many texts exist in another language, but not in this one. */
export const countMissing = (document: Document, locale: string, base: string): number =>
  listTexts(document).filter((text) => (isMap(text) ? !(locale in text) : locale !== base)).length;

/** The only language of the heading, where visitors with another language would see it. */
export function lonelyHeading(document: Document, locales: readonly string[]): string | undefined {
  const title = document.title as Localised<string>;
  if (title === undefined || title === '') return undefined;
  const [first = 'en'] = locales;
  const known = isMap(title) ? Object.keys(title) : [first];
  const [only = first] = known;
  if (known.length > 1 || document.locale === only) return undefined;
  const isMisplaced = isMap(title) && only !== 'en';
  return locales.length > 1 || isMisplaced ? only : undefined;
}
