import type { LeadCount } from '../../account-api.ts';
import type { Cause } from '../alert-texts.ts';
import { HOUR } from '../backoff.ts';
import type { AccountContext } from '../context.ts';
import { readStats } from '../store/figures/lead-stats.ts';
import { type Decided, dayBefore, hasValidRateFallen, isUnusuallyQuiet } from './business-rules.ts';
import { reportLostVisits } from './lost-visits.ts';

/** In `meta`: when the figures were last checked. What is only in memory may be gone by the next cron. */
const KEY = 'business_checked';

/** Alerts for a form that come from the figures, which are checked once an hour. */
export function checkBusiness(context: AccountContext, now: number): void {
  const { keyValues } = context;
  if (now - (keyValues.get<number>(KEY) ?? 0) < HOUR) return;
  keyValues.set(KEY, now);
  report(context, 'no_leads', findQuiet(context, now), now);
  report(context, 'valid_rate_fell', findFallen(context, now), now);
  reportLostVisits(context, now);
}

function findQuiet({ sql }: AccountContext, now: number): string[] {
  const rows = readStats(sql, { by: 'day', and: 'form', from: dayBefore(now, 15) });
  const counts = new Map(rows.map(({ key, and, count }) => [`${key} ${and}`, count]));
  const forms = [...new Set(rows.map(({ and = '' }) => and))];
  return forms.filter((form) => isUnusuallyQuiet((days) => counts.get(`${dayBefore(now, days)} ${form}`) ?? 0));
}

function findFallen({ sql }: AccountContext, now: number): string[] {
  const week = (from: number, to: number) =>
    readStats(sql, { by: 'form', and: 'verdict', from: dayBefore(now, from), to: dayBefore(now, to) });
  const [last, before] = [week(6, 0), week(13, 7)];
  const forms = [...new Set(last.map(({ key }) => key))];
  return forms.filter((form) => hasValidRateFallen(decidedOf(last, form), decidedOf(before, form)));
}

function decidedOf(rows: LeadCount[], form: string): Decided {
  const count = (verdict: string) => rows.find(({ key, and }) => key === form && and === verdict)?.count ?? 0;
  return { valid: count('valid'), invalid: count('invalid') };
}

/** The alerts of all other forms are over. */
function report({ alerts }: AccountContext, cause: Cause, forms: string[], now: number): void {
  for (const form of forms) alerts.report(cause, true, now, form);
  for (const form of alerts.subjects(cause)) if (!forms.includes(form)) alerts.report(cause, false, now, form);
}
