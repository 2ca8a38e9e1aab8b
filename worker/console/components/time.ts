/** Times as people say them. */

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

const FULL = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'long' });
const CLOCK = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });
const SHORT = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });

export const toDateTime = (iso: string): string => FULL.format(new Date(iso));
export const toClock = (time: number): string => CLOCK.format(time);
export const toShort = (iso: string): string => SHORT.format(new Date(iso));

/** `YYYY-MM-DD`, UTC, as the ledger counts days. */
export const toDay = (time: number): string => new Date(time).toISOString().slice(0, 10);
export const DAY_MS = 86_400_000;
