/** What follows from the reason for which a campaign takes no leads. Pure. */
import type { CampaignFacts } from '../../account-api.ts';
import type { ClosedReason } from '../../convertr/outcome.ts';
import { HOUR, MINUTE } from '../backoff.ts';

/** A campaign that begins later, or that redirects, is expected to take the leads that are held meanwhile. */
const isPassing = (reason: ClosedReason): reason is NonNullable<CampaignFacts['waits']> =>
  reason === 'not_started' || reason === 'redirected';

/** After this, one held lead tries whether the campaign has opened. */
export const untilNextTry = (reason: ClosedReason): number => (isPassing(reason) ? 5 * MINUTE : HOUR);

/** `closed` closes the form to visitors; `waits` does not. */
export function toCampaignState(reason: ClosedReason | null): Pick<CampaignFacts, 'closed' | 'waits'> {
  if (reason === null) return { closed: null };
  return isPassing(reason) ? { closed: null, waits: reason } : { closed: reason };
}
