/** The language of a text that is not in the form's language. Screen readers need it (WCAG 3.1.2). */
import { toLanguage } from './locale.ts';
import { chooseText, hasWords } from './messages.ts';

type Text = object | string | undefined;

/**
 * @param text by locale, or one for all. Undefined: Leadwire's own text is used.
 * @param own the locale of the form's configuration, which texts without a locale have.
 * @returns nothing if the text is in the form's language, or its language is unknown.
 */
export function languageOf(text: Text, locale: string, own: string | undefined): string | undefined {
  const ours = hasWords(locale) ? locale : 'en';
  return differs(text === undefined ? ours : (chooseText(text, locale)?.[0] ?? own), locale);
}

/** For labels that are derived from Convertr's field names. */
export const languageOfNames = (locale: string): string | undefined => differs('en', locale);

const differs = (tag: string | undefined, locale: string): string | undefined =>
  tag !== undefined && toLanguage(tag) !== toLanguage(locale) ? tag : undefined;
