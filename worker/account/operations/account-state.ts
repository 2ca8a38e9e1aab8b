import type { AccountState } from '../../account-api.ts';
import type { AccountContext } from '../context.ts';
import { readDatabaseSize } from '../store/database-size.ts';
import type { ClosedCampaigns } from '../upstream/closed-campaigns.ts';
import type { Session } from '../upstream/session.ts';
import type { WrongIds } from '../upstream/wrong-ids.ts';
import { CAUSES, originsOf } from './lost-visits.ts';

interface Parts {
  context: AccountContext;
  session: Session;
  closed: ClosedCampaigns;
  wrongIds: WrongIds;
}

/** The account's state for the console. */
export function describeAccount({ context, session, closed, wrongIds }: Parts, now: number): AccountState {
  const { queues, counts, alerts, budget } = context;
  const oldest = [queues.oldest('queued'), queues.oldest('sending'), queues.oldest('unknown')];
  const known = oldest.filter((time) => time !== null);
  return {
    enterprise: context.enterprise,
    login: session.describe(now),
    paused: describePause(context, now),
    budget: budget.left(now),
    counts: counts.totals(),
    waiting: counts.waiting(),
    oldestWaiting: known.length > 0 ? iso(Math.min(...known)) : null,
    possibleDuplicates: counts.possibleDuplicates(),
    closedCampaigns: closed.list().map(({ id }) => id),
    wrongIds: wrongIds.list().map(([form, { campaign, convertr_form, publisher, wrong }]) => ({
      form,
      wrong,
      campaignId: campaign,
      formId: convertr_form,
      publisherId: publisher,
    })),
    database: readDatabaseSize(context.sql),
    alerts: alerts.list().map((alert) => {
      const [cause, form] = alert.cause.split(':');
      const origins = cause === CAUSES.refused && form ? originsOf(context, form, now) : undefined;
      return origins ? { ...alert, origins } : alert;
    }),
  };
}

function describePause({ breaker }: AccountContext, now: number): AccountState['paused'] {
  const { paused, until } = breaker.state;
  if (paused === null || breaker.read(now).kind === 'closed') return null;
  return { reason: paused, until: until === null ? null : iso(until) };
}

const iso = (time: number): string => new Date(time).toISOString();
