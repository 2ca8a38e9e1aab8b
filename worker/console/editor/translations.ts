/** Which of a form's texts lack a language. Pure. */
import type { Document } from '../document.ts';
import { fieldsOf } from './draft.ts';
import { isMap, type Localised } from './texts.ts';

/** Every text of a document that can be translated. */
export function listTexts(document: Document): Localised<unknown>[] {
  const { title, submitLabel, closedMessage } = document;
  const success = document.success as { message?: unknown } | undefined;
  const steps = (document.steps as unknown[] | undefined) ?? [];
  const ofFields = fieldsOf(document).flatMap((field) => {
    const { label, text, help, placeholder, options = [] } = field as Record<string, unknown> & { options?: unknown[] };
    return [label, text, help, placeholder, ...options.map((option) => (option as { label?: unknown })?.label)];
  });
  return [title, submitLabel, success?.message, closedMessage, ...steps, ...ofFields].filter(
    (text) => text !== undefined && text !== '',
  ) as Localised<unknown>[];
}

/** Every language that a document has texts in, its own first. */
export function listLocales(document: Document): string[] {
  const own = typeof document.locale === 'string' ? [document.locale] : [];
  const used = listTexts(document).flatMap((text) => (isMap(text) ? Object.keys(text) : []));
  const found = [...new Set([...own, ...used])];
  return found.length > 0 ? found : ['en'];
}

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
