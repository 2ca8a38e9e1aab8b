import type { RichText } from '../../protocol/wire.ts';
import { ar } from './locales/ar.ts';
import { da } from './locales/da.ts';
import { de } from './locales/de.ts';
import { en } from './locales/en.ts';
import { es } from './locales/es.ts';
import { fr } from './locales/fr.ts';
import { it } from './locales/it.ts';
import { ja } from './locales/ja.ts';
import type { LabelKey, Locale, MessageKey } from './locales/keys.ts';
import { nl } from './locales/nl.ts';
import { pl } from './locales/pl.ts';
import { pt } from './locales/pt.ts';
import { sv } from './locales/sv.ts';

export type { LabelKey, MessageKey };

const LOCALES: Record<string, Locale> = { en, de, fr, es, it, nl, pt, pl, sv, da, ja, ar };

/** The languages that Leadwire has. */
export const LANGUAGES: readonly string[] = Object.keys(LOCALES);

/** `pt-BR` gets `pt`. A language without a file gets English. */
const find = (locale: string): Locale => LOCALES[locale.split('-')[0]?.toLowerCase() ?? ''] ?? en;

export const getMessages = (locale: string): Record<MessageKey, string> => find(locale).messages;
export const getLabels = (locale: string): Record<LabelKey, string> => find(locale).labels;

/** The error for a known field without an answer: "Enter your first name." */
export function getRequiredMessage(locale: string, key: LabelKey, isChosen: boolean): string | undefined {
  const { enter, choose } = find(locale);
  const own: Partial<Record<LabelKey, string>> = isChosen ? choose : enter;
  return own[key];
}

/** Fills `{name}` placeholders. A placeholder without a value stays. */
export function formatMessage(text: string, values: Record<string, string>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

/** Whether Leadwire has its own texts in this language. */
export const hasWords = (locale: string): boolean => find(locale) !== en || /^en\b/i.test(locale);

/** The text for a locale: exact, else its language, else English, else the first. */
export function localise(text: string | Record<string, string> | undefined, locale: string): string | undefined;
export function localise(
  text: RichText[] | Record<string, RichText[]> | undefined,
  locale: string,
): RichText[] | undefined;
export function localise(
  text: string | RichText[] | Record<string, string | RichText[]> | undefined,
  locale: string,
): string | RichText[] | undefined;
export function localise<T>(text: T | Record<string, T> | undefined, locale: string): T | undefined {
  return chooseText<T>(text, locale)?.[1] ?? (isByLocale(text) ? undefined : (text as T | undefined));
}

/** The chosen text with its locale, or none if there is one text for all. */
export function chooseText<T>(text: unknown, locale: string): [tag: string, text: T] | undefined {
  if (!isByLocale(text)) return undefined;
  const entries = Object.entries(text as Record<string, T>);
  const find = (wanted: string | undefined) => entries.find(([tag]) => tag.toLowerCase() === wanted);
  const wanted = locale.toLowerCase();
  return find(wanted) ?? find(wanted.split('-')[0]) ?? find('en') ?? entries[0];
}

const isByLocale = (text: unknown): boolean => typeof text === 'object' && text !== null && !Array.isArray(text);
