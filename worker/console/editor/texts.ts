/** Texts by language. The editor changes one language at a time. */
import { isMap } from '../../forms/language/form-locales.ts';
import type { RichText } from '../../protocol/wire.ts';
import { languageName } from './names.ts';

export type Localised<T> = T | Record<string, T> | undefined;

/** The text in exactly this language. A plain text belongs to the form's first language. */
export function getText<T>(text: Localised<T>, locale: string, base: string): T | undefined {
  if (isMap(text)) return text[locale];
  return locale === base ? text : undefined;
}

/** The first language's text, if this language has none. */
export function otherLanguage(text: Localised<string>, locale: string, base: string): string | undefined {
  const words = getText(text, base, base);
  const isMissing = locale !== base && words !== undefined && words !== '' && getText(text, locale, base) === undefined;
  return isMissing ? `${languageName(base)}: ${words}` : undefined;
}

/** Changes one language. An empty value removes it. A text in only the first language is stored as a plain text. */
export function setText<T>(text: Localised<T>, locale: string, base: string, value: T | undefined): Localised<T> {
  const { [locale]: _, ...others } = isMap(text)
    ? text
    : text === undefined
      ? ({} as Record<string, T>)
      : { [base]: text };
  const next = value === undefined ? others : { ...others, [locale]: value };
  const locales = Object.keys(next);
  if (locales.length === 0) return undefined;
  return locales.length === 1 && locales[0] === base ? next[base] : next;
}

/** The same in every language. */
export const mapText = <From, To>(text: Localised<From>, map: (each: From) => To): Localised<To> =>
  isMap(text)
    ? Object.fromEntries(Object.entries(text).map(([locale, each]) => [locale, map(each)]))
    : text === undefined
      ? undefined
      : map(text as From);

/** Plain texts in the shape of texts with links. */
export const toRichText = (text: Localised<string>): Localised<RichText[]> => mapText(text, (words) => [words]);

export const LINK_HELP = 'For a link write [privacy policy](https://www.example.com/privacy).';

/** `I accept the [policy](https://…).` → text and link, and back. */
export function parseRichText(text: string): RichText[] | undefined {
  const pieces: RichText[] = [];
  let from = 0;
  for (const match of text.matchAll(/\[([^\]]+)\]\((\S+?)\)/g)) {
    if (match.index > from) pieces.push(text.slice(from, match.index));
    pieces.push({ text: match[1] ?? '', href: match[2] ?? '' });
    from = match.index + match[0].length;
  }
  if (from < text.length) pieces.push(text.slice(from));
  return pieces.length > 0 ? pieces : undefined;
}

export const formatRichText = (pieces: RichText[] | undefined): string =>
  (pieces ?? []).map((piece) => (typeof piece === 'string' ? piece : `[${piece.text}](${piece.href})`)).join('');

/** Only the text. */
export const formatPlain = (pieces: RichText[] | undefined): string =>
  (pieces ?? []).map((piece) => (typeof piece === 'string' ? piece : piece.text)).join('');
