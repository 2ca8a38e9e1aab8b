/** The periods of a report, each with the one before. Days are in UTC. */
import { DAY_MS, toDay } from '../components/time.ts';

export interface Range {
  /** `YYYY-MM-DD`, inclusive. */
  from: string;
  to: string;
}

export const PERIODS = {
  '7': 'Last 7 days',
  '28': 'Last 28 days',
  '90': 'Last 90 days',
  month: 'This month',
  'last-month': 'Last month',
  custom: 'Custom range',
} as const;
/** Each day is a row. */
const MAX_DAYS = 731;
export type Period = keyof typeof PERIODS;

/** @param given the range of a custom period. Undefined when it is none. */
export function toRanges(period: Period, given: Range, today: string): { range: Range; before: Range } | undefined {
  switch (period) {
    case 'month': {
      const range = { from: firstOf(today, 0), to: today };
      const from = firstOf(today, -1);
      // The same days: a month that has just begun is not compared with a whole one.
      const to = [addDays(from, countDays(range) - 1), addDays(range.from, -1)].sort()[0] ?? from;
      return { range, before: { from, to } };
    }
    case 'last-month': {
      const [month, next] = [firstOf(today, -1), firstOf(today, 0)];
      return {
        range: { from: month, to: addDays(next, -1) },
        before: { from: firstOf(today, -2), to: addDays(month, -1) },
      };
    }
    case 'custom':
      return isDay(given.from) && isDay(given.to) && given.from <= given.to && countDays(given) <= MAX_DAYS
        ? { range: given, before: toBefore(given) }
        : undefined;
    default: {
      const range = { from: addDays(today, 1 - Number(period)), to: today };
      return { range, before: toBefore(range) };
    }
  }
}

const isDay = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));
export const addDays = (day: string, days: number): string => toDay(Date.parse(day) + days * DAY_MS);
export const countDays = ({ from, to }: Range): number => (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;
const toBefore = (range: Range): Range => ({
  from: addDays(range.from, -countDays(range)),
  to: addDays(range.from, -1),
});

function firstOf(day: string, months: number): string {
  const date = new Date(day);
  return toDay(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1));
}

const RANGE = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' });
export const formatRange = ({ from, to }: Range): string => RANGE.formatRange(new Date(from), new Date(to));
