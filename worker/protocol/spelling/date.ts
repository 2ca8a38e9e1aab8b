import { toPlainText } from './characters.ts';
import { findMonth, sayDay, sayMonth } from './date-names.ts';
import { type Fault, type FaultCode, fault, type Reading, read } from './reading.ts';

export type DatePart = 'day' | 'month' | 'year';
type DateParts = Record<DatePart, number>;

/** Decides the order of day, month and year. */
export interface DateReader {
  /** BCP 47. */
  locale: string;
  /** ISO 3166, for a language with different orders, such as English. */
  country?: string | undefined;
}

const OLDEST_YEARS = 120;
/** Years of other calendars, such as the Buddhist 2569 and the Persian 1405, are outside. */
const [FIRST_YEAR, LAST_YEAR] = [1600, 2399];
/** Longer than any date with its weekday. Each further word would be checked as a month. */
const TEXT_MAX = 60;

/** A day as `YYYY-MM-DD`. @param now milliseconds since 1970. Births are earlier */
export function readDate(text: string, kind: 'date' | 'dob', reader: DateReader, now: number): Reading<string> {
  const parts = findParts(toPlainText(text), reader);
  if (typeof parts === 'string') return fault(parts === 'year_digits' ? parts : toCode(kind, parts));
  const unreal = findUnreal(parts, kind, reader.locale);
  if (unreal) return { ok: false, error: unreal };
  const day = toIso(parts);
  if (kind === 'dob') return checkBirth(day, now) ?? read(day);
  return parts.year < FIRST_YEAR || parts.year > LAST_YEAR ? fault('date') : read(day);
}

/** Day, month and year in a language's order: month first in the United States, year first in Japan. */
export function datePartsOf({ locale, country }: DateReader): DatePart[] {
  const { language, region } = new Intl.Locale(locale);
  // The edge has some country codes that are not regions, such as "T1".
  const here = !region && /^[a-z]{2}$/i.test(country ?? '') ? `${language}-${country}` : locale;
  return new Intl.DateTimeFormat(here, { calendar: 'gregory' })
    .formatToParts()
    .map(({ type }) => type)
    .filter((type): type is DatePart => /^(day|month|year)$/.test(type));
}

type Missing = 'incomplete' | 'unknown' | 'year_digits';
const toCode = (kind: 'date' | 'dob', missing: Missing): FaultCode =>
  missing === 'incomplete' ? `${kind}_incomplete` : kind;

function findParts(text: string, reader: DateReader): DateParts | Missing {
  if (text.length > TEXT_MAX) return 'unknown';
  const named = findMonth(text, reader.locale);
  const numbers: string[] = text.match(/\d+/g) ?? [];
  const [only = ''] = numbers;
  if (!named && numbers.length === 1 && only.length === 8) return splitDigits(only, reader);
  const wanted = named ? 2 : 3;
  if (numbers.length > wanted || numbers.some((number) => number.length > 4)) return 'unknown';
  // Three inputs with an empty one give "1984-00-17" or "1984--17".
  if (numbers.length < wanted || numbers.some((number) => Number(number) === 0)) {
    return numbers.length > 0 || named ? 'incomplete' : 'unknown';
  }
  const at = numbers.findIndex((number) => /^[1-9]\d{3}$/.test(number));
  if (at < 0 || numbers.some((number, index) => index !== at && number.length > 2)) return 'year_digits';
  const year = Number(numbers[at]);
  const [first = 0, second = 0] = numbers.filter((_, index) => index !== at).map(Number);
  if (named) return { year, month: named, day: first };
  if (at === 0) return { year, month: first, day: second };
  return at === 2 ? orderDay(first, second, year, reader) : 'unknown';
}

/** A month beyond 12 can only be the day. */
function orderDay(first: number, second: number, year: number, reader: DateReader): DateParts {
  const order = datePartsOf(reader);
  const isMonthFirst = order.indexOf('month') < order.indexOf('day') && order[0] !== 'year';
  const isSwapped = isMonthFirst ? first > 12 && second <= 12 : !(second > 12 && first <= 12);
  return isSwapped ? { year, month: second, day: first } : { year, month: first, day: second };
}

/** `19840517`, `17051984`, `05171984`. */
function splitDigits(digits: string, reader: DateReader): DateParts {
  const cut = (from: number, length: number) => Number(digits.slice(from, from + length));
  const iso = { year: cut(0, 4), month: cut(4, 2), day: cut(6, 2) };
  return !findUnreal(iso, 'date', 'en') && /^(18|19|20)/.test(digits)
    ? iso
    : orderDay(cut(0, 2), cut(2, 2), cut(4, 4), reader);
}

function findUnreal({ year, month, day }: DateParts, kind: 'date' | 'dob', locale: string): Fault | undefined {
  const code = `${kind}_unreal` as const;
  if (month < 1 || month > 12) return { code, part: 'month', values: { date: sayMonth(month, locale) } };
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (day >= 1 && day <= last) return undefined;
  return { code, part: 'day', values: { date: sayDay(day, month, year, locale) } };
}

/** ISO dates compare as text. */
function checkBirth(day: string, now: number): { ok: false; error: Fault } | undefined {
  const today = new Date(now).toISOString().slice(0, 10);
  const oldest = `${Number(today.slice(0, 4)) - OLDEST_YEARS}${today.slice(4)}`;
  if (day > today) return fault('dob_future');
  return day < oldest ? fault('dob_old') : undefined;
}

const toIso = ({ year, month, day }: DateParts): string =>
  [`${year}`.padStart(4, '0'), ...[month, day].map((part) => `${part}`.padStart(2, '0'))].join('-');
