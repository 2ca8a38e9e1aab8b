/** What the caller of a submission gets as an answer. Pure. */
import type { SubmitResult } from '../../account-api.ts';
import { linkToTell } from '../../forms/attribution/link.ts';
import { type Row, readFlags } from '../store/lead-row.ts';

export type Accepted = Extract<SubmitResult, { kind: 'delivered' | 'queued' }>;

/** The first answer. A caller who got `queued` never gets `delivered` later. */
export function toReply(row: Row): Accepted {
  return row.status === 'delivered' && row.replied !== 'queued' ? toDelivered(row, false) : toQueued(row, false);
}

/** The first answer again, unchanged, even if the lead's state has changed since. */
export function toRepeatedReply(row: Row): Accepted {
  return row.replied === 'delivered' ? toDelivered(row, true) : toQueued(row, true);
}

function toDelivered(row: Row, replayed: boolean): Accepted {
  if (row.lead_id === null) return toQueued(row, replayed);
  return { ...toQueued(row, replayed), kind: 'delivered', leadId: row.lead_id };
}

function toQueued(row: Row, replayed: boolean): Accepted {
  const linkId = linkToTell(row.link_id, readFlags(row));
  return { kind: 'queued', channel: row.channel, ...(linkId !== undefined && { linkId }), replayed };
}
