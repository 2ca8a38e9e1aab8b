/** What follows from the reason for which a campaign is closed. Pure. */
import type { CampaignFacts } from '../../account-api.ts';
import type { ClosedReason } from '../../convertr/outcome.ts';
import { DAY, HOUR, MINUTE } from '../backoff.ts';
import type { Row } from '../store/lead-row.ts';

/** A campaign that begins later, or that redirects, is expected to accept the held leads later. */
const isPassing = (reason: ClosedReason): reason is NonNullable<CampaignFacts['waits']> =>
  reason === 'not_started' || reason === 'redirected';

/** After this time, one held lead is sent to find out whether the campaign has opened. */
export const untilNextTry = (reason: ClosedReason): number => (isPassing(reason) ? 5 * MINUTE : HOUR);

/**
 * When the next lead is tried. A redirect may hide that Convertr accepted the lead, so each further send may create a
 * duplicate, and the wait doubles with each, up to a day. A lead that was never sent has no such risk.
 * @param next undefined if the leads that were sent wait for a person. The next new lead is then tried.
 */
export function untilRedirectedTry(next: Pick<Row, 'unknowns'> | undefined): number {
  if (!next) return Infinity;
  return Math.min(untilNextTry('redirected') * 2 ** Math.max(next.unknowns - 1, 0), DAY);
}

/** `closed` closes the form to visitors; `waits` does not. */
export function toCampaignState(reason: ClosedReason | null): Pick<CampaignFacts, 'closed' | 'waits'> {
  if (reason === null) return { closed: null };
  return isPassing(reason) ? { closed: null, waits: reason } : { closed: reason };
}
