/** When the figures of a form say that something is wrong with it, though nothing has failed. Pure. */
import { DAY } from '../backoff.ts';

/** So many leads on a day are no accident. */
const USUAL_LEADS = 5;
/** Fewer decided leads say nothing about a rate. */
const DECIDED_MIN = 20;

/** `YYYY-MM-DD`, UTC, so many days before a time. */
export const dayBefore = (now: number, days: number): string => new Date(now - days * DAY).toISOString().slice(0, 10);

/**
 * True when a form has had no lead today and yesterday, while yesterday's weekday had some in each of the two weeks before.
 * Nights, weekends and forms with few leads raise no alarm that way.
 * @param leadsOn how many leads came so many days ago.
 */
export const isUnusuallyQuiet = (leadsOn: (daysAgo: number) => number): boolean =>
  leadsOn(0) + leadsOn(1) === 0 && leadsOn(8) >= USUAL_LEADS && leadsOn(15) >= USUAL_LEADS;

/** Leads that Convertr has judged. */
export interface Decided {
  valid: number;
  invalid: number;
}

/** True when the share of valid leads is at most half of what it was in the week before. */
export function hasValidRateFallen(week: Decided, before: Decided): boolean {
  const total = week.valid + week.invalid;
  const totalBefore = before.valid + before.invalid;
  if (total < DECIDED_MIN || totalBefore < DECIDED_MIN || before.valid === 0) return false;
  return week.valid / total <= before.valid / totalBefore / 2;
}
