/** When the figures of a form show that something is wrong, although nothing has failed. Pure. */
import { DAY } from '../backoff.ts';

/** This many leads in a day are not a coincidence. */
const USUAL_LEADS = 5;
/** With fewer decided leads a rate means nothing. */
const DECIDED_MIN = 20;

/** `YYYY-MM-DD`, UTC, that many days before a time. */
export const dayBefore = (now: number, days: number): string => new Date(now - days * DAY).toISOString().slice(0, 10);

/**
 * True if a form has had no lead today and yesterday, while yesterday's weekday had some in each of the two weeks
 * before. So nights, weekends and forms with few leads raise no alert.
 * @param leadsOn how many leads came that many days ago.
 */
export const isUnusuallyQuiet = (leadsOn: (daysAgo: number) => number): boolean =>
  leadsOn(0) + leadsOn(1) === 0 && leadsOn(8) >= USUAL_LEADS && leadsOn(15) >= USUAL_LEADS;

/** Leads that Convertr has decided. */
export interface Decided {
  valid: number;
  invalid: number;
}

/** True if the share of valid leads is at most half of the week before's. */
export function hasValidRateFallen(week: Decided, before: Decided): boolean {
  const total = week.valid + week.invalid;
  const totalBefore = before.valid + before.invalid;
  if (total < DECIDED_MIN || totalBefore < DECIDED_MIN || before.valid === 0) return false;
  return week.valid / total <= before.valid / totalBefore / 2;
}
