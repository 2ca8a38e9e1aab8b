/** Names of months and days in each language. */

const MONTHS = Array.from({ length: 12 }, (_, index) => index + 1);
const NAME_MIN = 3;

/** Accents, case and the dot of an abbreviation don't distinguish months. The vowels of Thai and Hindi do. */
const fold = (word: string): string =>
  word
    .normalize('NFD')
    .replace(/[\u0300-\u036f\u064b-\u0670.\u0970]/g, '')
    .toLowerCase();

/** The month in a text: `17. Mai`, `17 maja`, `17 févr`, `May 17`. In the language, or else in English. */
export function findMonth(text: string, locale: string): number | undefined {
  // In "mar. 2 oct." the weekday comes first.
  const words = (text.match(/\p{L}[\p{L}\p{M}.\u0970]+/gu) ?? []).map(fold).reverse();
  for (const language of words.length > 0 ? [locale, 'en'] : []) {
    const months = namesOf(language);
    for (const word of words) {
      const isMeant = (name: string) => name === word || (word.length >= NAME_MIN && name.startsWith(word));
      const found = MONTHS.filter((month) => months[month - 1]?.some(isMeant));
      if (found.length === 1) return found[0];
    }
  }
  return undefined;
}

/** Each month, long and short, with and without a day, because some languages decline the name. */
function namesOf(locale: string): string[][] {
  const formats = (['long', 'short'] as const).flatMap((style) =>
    [{ month: style }, { month: style, day: 'numeric' as const }].map(
      (options) => new Intl.DateTimeFormat(locale, { ...options, calendar: 'gregory', timeZone: 'UTC' }),
    ),
  );
  return MONTHS.map((month) => {
    const date = new Date(Date.UTC(2000, month - 1, 1));
    return formats.map((format) => fold(format.formatToParts(date).find(({ type }) => type === 'month')?.value ?? ''));
  });
}

/** A day that does not exist, written out: `February 30, 1984`, `30. Februar 1984`. */
export function sayDay(day: number, month: number, year: number, locale: string): string {
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'long', calendar: 'gregory', timeZone: 'UTC' });
  return format
    .formatToParts(new Date(Date.UTC(year, month - 1, 1)))
    .map(({ type, value }) => (type === 'day' ? sayNumber(day, locale) : value))
    .join('');
}

/** `month 13`, in the language's words. */
export const sayMonth = (month: number, locale: string): string =>
  `${new Intl.DisplayNames([locale, 'en'], { type: 'dateTimeField' }).of('month')} ${sayNumber(month, locale)}`;

const sayNumber = (number: number, locale: string): string => new Intl.NumberFormat(locale).format(number);
