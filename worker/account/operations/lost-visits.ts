/** Alerts about visits that get no form. The Worker's isolates report these visits. */
import type { FormChange, LostVisit, LostVisits } from '../../account-api.ts';
import { isAllowedOrigin } from '../../forms/origins.ts';
import { DAY } from '../backoff.ts';
import type { AccountContext } from '../context.ts';

const KEY = 'lost_visits';
/** Until a day has none. Fewer may be a developer's tests. */
const MANY = 10;
/** Anybody can send any origin, so their number is limited. */
const ORIGINS_MAX = 5;

interface Seen {
  count: number;
  last: number;
  /** The latest refused ones. */
  origins: string[];
}
type Visits = Record<`${LostVisit}:${string}`, Seen>;

export const CAUSES = { refused: 'origin_refused', ended: 'visits_after_end' } as const;

const read = ({ keyValues }: AccountContext, now: number): Visits =>
  Object.fromEntries(Object.entries(keyValues.get<Visits>(KEY) ?? {}).filter(([, { last }]) => now - last < DAY));

export function noteLostVisits(context: AccountContext, { form, why, count, origins }: LostVisits, now: number): void {
  const visits = read(context, now);
  const known = visits[`${why}:${form}`];
  visits[`${why}:${form}`] = {
    count: (known?.count ?? 0) + count,
    last: now,
    origins: [...new Set([...origins, ...(known?.origins ?? [])])].slice(0, ORIGINS_MAX),
  };
  settle(context, visits, now);
}

/** A fix ends the alert immediately. If it fixes only a part, the remaining visits are counted from zero. */
export function noteFormChange(context: AccountContext, { form, saved }: FormChange, now: number): void {
  const visits = read(context, now);
  const isAllowed = (origin: string) => isAllowedOrigin(origin, saved?.origins ?? [], '');
  if (!saved || visits[`refused:${form}`]?.origins.some(isAllowed)) delete visits[`refused:${form}`];
  if (!saved || saved.closedForm) delete visits[`ended:${form}`];
  settle(context, visits, now);
}

/** Removes visits that are a day old, which ends their alerts. */
export const reportLostVisits = (context: AccountContext, now: number): void =>
  settle(context, read(context, now), now);

function settle({ alerts, keyValues }: AccountContext, visits: Visits, now: number): void {
  keyValues.set(KEY, visits);
  for (const why of ['refused', 'ended'] as const) {
    const cause = CAUSES[why];
    const forms = Object.keys(visits).flatMap((key) => (key.startsWith(`${why}:`) ? [key.slice(why.length + 1)] : []));
    for (const form of new Set([...forms, ...alerts.subjects(cause)]))
      alerts.report(cause, (visits[`${why}:${form}`]?.count ?? 0) >= MANY, now, form);
  }
}

/** The sites of an alert. Its message contains none, because anybody could write into it through an origin. */
export const originsOf = (context: AccountContext, form: string, now: number): string[] | undefined =>
  read(context, now)[`refused:${form}`]?.origins;
