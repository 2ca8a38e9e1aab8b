import { LANGUAGES } from './messages.ts';

const RIGHT_TO_LEFT: readonly string[] = ['ar', 'arc', 'ckb', 'dv', 'fa', 'he', 'ps', 'sd', 'ug', 'ur', 'yi'];
const HEADER_MAX_LENGTH = 500;

/**
 * The locale to answer in: the one that the page asks for, else the form's own, else the browser's first supported
 * language, else English. Regional tags are kept (`pt-BR`). Malformed tags don't count, nor do languages without texts:
 * a screen reader would read the English texts by the rules of that language.
 */
export function negotiateLocale({
  asked,
  form,
  acceptLanguage,
  texts,
}: {
  asked?: string | undefined;
  form?: string | undefined;
  acceptLanguage?: string | undefined;
  /** The form's configuration, with texts by locale. */
  texts?: object | undefined;
}): string {
  const wanted = canonical(asked);
  const own = canonical(form);
  const isSupported = (tag: string) =>
    LANGUAGES.includes(toLanguage(tag)) ||
    (own && toLanguage(own) === toLanguage(tag)) ||
    hasTextIn(toLanguage(tag), texts);
  return (wanted && isSupported(wanted) ? wanted : own) ?? fromHeader(acceptLanguage) ?? 'en';
}

/** `pt-BR` → `pt`. */
export const toLanguage = (tag: string): string => tag.split('-')[0]?.toLowerCase() ?? '';

/** Whether any text of a configuration is in this language. */
const hasTextIn = (language: string, value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  Object.entries(value).some(([key, inner]) => toLanguage(key) === language || hasTextIn(language, inner));

function canonical(tag: string | undefined): string | undefined {
  try {
    return tag ? Intl.getCanonicalLocales(tag.trim().replaceAll('_', '-'))[0] : undefined;
  } catch {
    return undefined;
  }
}

/** The supported language that `Accept-Language` prefers (RFC 9110, 12.5.4). */
function fromHeader(header: string | undefined): string | undefined {
  const ranges = (header ?? '')
    .slice(0, HEADER_MAX_LENGTH)
    .split(',')
    .map((range) => {
      const [tag = '', ...parameters] = range.split(';').map((text) => text.trim());
      const quality = Number(parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? 1);
      return { tag: canonical(tag), quality };
    })
    .filter(({ tag, quality }) => quality > 0 && tag !== undefined && LANGUAGES.includes(toLanguage(tag)))
    .sort((a, b) => b.quality - a.quality);
  return ranges[0]?.tag;
}

export function directionOf(locale: string): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.includes(toLanguage(locale)) ? 'rtl' : 'ltr';
}
