/** Texts by language, as an operator edits them: one language at a time. */
import type { RichText } from '../../protocol/wire.ts';

export type Localised<T> = T | Record<string, T> | undefined;

const isMap = <T>(text: Localised<T>): text is Record<string, T> =>
  typeof text === 'object' && text !== null && !Array.isArray(text);

/** What is written for this language itself. A text without languages belongs to the first. */
export function getText<T>(text: Localised<T>, locale: string, base: string): T | undefined {
  if (isMap(text)) return text[locale];
  return locale === base ? text : undefined;
}

/** The text with one language's changed. A blank one is taken out; what is left for the first language alone is plain. */
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

/** Plain texts as texts with links, of which they have none. */
export const toRichText = (text: Localised<string>): Localised<RichText[]> =>
  isMap(text)
    ? Object.fromEntries(Object.entries(text).map(([locale, words]) => [locale, [words]]))
    : text === undefined
      ? undefined
      : [text];

/** Every language that a document has words in, its own first. */
export function listLocales(document: Record<string, unknown>): string[] {
  const own = typeof document.locale === 'string' ? document.locale : undefined;
  const found = new Set<string>(own ? [own] : []);
  const collect = (value: unknown) => {
    if (!isMap(value as Localised<unknown>)) return;
    for (const key of Object.keys(value as object)) found.add(key);
  };
  const { title, submitLabel, success, closedMessage, steps, fields } = document as Record<string, never>;
  for (const text of [title, submitLabel, (success as { message?: unknown } | undefined)?.message, closedMessage])
    collect(text);
  for (const step of (steps as unknown[] | undefined) ?? []) collect(step);
  for (const field of (fields as Record<string, unknown>[] | undefined) ?? []) {
    for (const key of ['label', 'text', 'help', 'placeholder']) collect(field[key]);
    for (const option of (field.options as unknown[] | undefined) ?? [])
      collect((option as { label?: unknown })?.label);
  }
  return found.size > 0 ? [...found] : ['en'];
}

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
