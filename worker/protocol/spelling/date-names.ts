/** How languages name months and days. */

const MONTHS = Array.from({ length: 12 }, (_, index) => index + 1);
const NAME_MIN = 3;

/** Accents, case and the dot of an abbreviation do not tell months apart. */
const fold = (word: string): string =>
  word
    .normalize('NFD')
    .replace(/[\p{M}.]/gu, '')
    .toLowerCase();

/** `Mai`, `maja`, `févr`, `May` → 5, 5, 2, 5: the language's names, else English ones, short or long. */
export function monthOf(word: string, locale: string): number | undefined {
  const typed = fold(word);
  if (typed.length < NAME_MIN) return undefined;
  for (const language of [locale, 'en']) {
    const found = MONTHS.filter((month) => namesOf(month, language).some((name) => name.startsWith(typed)));
    if (found.length === 1) return found[0];
  }
  return undefined;
}

/** With a day and without: some languages decline the name. */
function namesOf(month: number, locale: string): string[] {
  const date = new Date(Date.UTC(2000, month - 1, 1));
  return (['long', 'short'] as const).flatMap((style) =>
    [{ month: style }, { month: style, day: 'numeric' as const }].map((options) => {
      const format = new Intl.DateTimeFormat(locale, { ...options, calendar: 'gregory', timeZone: 'UTC' });
      return fold(format.formatToParts(date).find(({ type }) => type === 'month')?.value ?? '');
    }),
  );
}

/** A day that no calendar has, as it would be written: `February 30, 1984`, `30. Februar 1984`. */
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
