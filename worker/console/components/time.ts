/** Times in words. */

const RELATIVE = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
];

export function toAgo(iso: string, now = Date.now()): string {
  const seconds = Math.round((Date.parse(iso) - now) / 1000);
  const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1];
  return Math.abs(seconds) < 5 ? 'just now' : RELATIVE.format(Math.round(seconds / size), unit);
}

// The ledger counts days in UTC, and a list in another zone would not match its own filter. The sidebar says so once.
const timeZone = 'UTC';
const FULL = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium', timeZone });
const CLOCK = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium', timeZone });
const SHORT = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  timeZone,
});
const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone });

export const toDateTime = (iso: string): string => FULL.format(new Date(iso));
export const toClock = (time: number): string => CLOCK.format(time);
export const toShort = (iso: string): string => SHORT.format(new Date(iso));
/** `2026-11-28` as "28 Nov". */
export const toDayName = (day: string): string => DAY.format(new Date(day));

/** The day in UTC, `YYYY-MM-DD`. */
export const toDay = (time: number): string => new Date(time).toISOString().slice(0, 10);
export const DAY_MS = 86_400_000;
