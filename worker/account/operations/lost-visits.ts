/** Visits that come to nothing, as the Worker's isolates report them: when a person hears of them. */
import type { FormChange, LostVisit, LostVisits } from '../../account-api.ts';
import { isAllowedOrigin } from '../../forms/origins.ts';
import { DAY } from '../backoff.ts';
import type { AccountContext } from '../context.ts';

const KEY = 'lost_visits';
/** Without a day between that had none. Fewer are somebody who tries something. */
const MANY = 10;
/** Anybody can send any origin, so no more of them are kept. */
const ORIGINS_MAX = 5;

interface Seen {
  count: number;
  last: number;
  /** The latest that were refused. */
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

/** What a person has just mended is over at once. If it was not all, the visits that are left count anew. */
export function noteFormChange(context: AccountContext, { form, saved }: FormChange, now: number): void {
  const visits = read(context, now);
  const isAllowed = (origin: string) => isAllowedOrigin(origin, saved?.origins ?? [], '');
  if (!saved || visits[`refused:${form}`]?.origins.some(isAllowed)) delete visits[`refused:${form}`];
  if (!saved || saved.closedForm) delete visits[`ended:${form}`];
  settle(context, visits, now);
}

/** Forgets what is a day old, which ends its alerts. */
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

/** The sites that an alert is about. Its message names none: it would pass on whatever anybody sends. */
export const originsOf = (context: AccountContext, form: string, now: number): string[] | undefined =>
  read(context, now)[`refused:${form}`]?.origins;
