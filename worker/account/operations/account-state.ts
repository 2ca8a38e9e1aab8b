import type { AccountState } from '../../account-api.ts';
import type { Core } from '../context.ts';
import { readGate } from '../limits/circuit-breaker.ts';
import type { Campaigns } from '../upstream/campaigns.ts';
import type { Session } from '../upstream/session.ts';

interface Parts {
  core: Core;
  session: Session;
  campaigns: Campaigns;
}

/** The account as a person sees it. */
export function describeAccount({ core, session, campaigns }: Parts, now: number): AccountState {
  const { ledger, alerts } = core;
  const oldest = [ledger.oldest('queued'), ledger.oldest('sending'), ledger.oldest('unknown')];
  const known = oldest.filter((time) => time !== null);
  return {
    enterprise: core.enterprise,
    login: session.describe(now),
    paused: describePause(core, now),
    budget: core.pace.left(now),
    counts: ledger.totals(),
    waiting: ledger.waiting(),
    oldestWaiting: known.length > 0 ? iso(Math.min(...known)) : null,
    possibleDuplicates: ledger.possibleDuplicates(),
    closedCampaigns: campaigns.listClosed().map(({ id }) => id),
    alerts: alerts.list(),
  };
}

function describePause({ gate }: Core, now: number): AccountState['paused'] {
  const { paused, until } = gate.now;
  if (paused === null || readGate(gate.now, now).kind === 'open') return null;
  return { reason: paused, until: until === null ? null : iso(until) };
}

const iso = (time: number): string => new Date(time).toISOString();
