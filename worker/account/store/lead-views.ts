/** A row as the console or the public sees it. */
import type { LeadRow } from '../../account-api.ts';
import { linkToSend } from '../../forms/attribution/link.ts';
import type { SubmissionState, SubmissionStatus } from '../../protocol/wire.ts';
import { type Row, readFlags } from './lead-row.ts';

const iso = (time: number): string => new Date(time).toISOString();

export function toLeadRow(row: Row): LeadRow {
  const flags = readFlags(row);
  return {
    submission: row.submission,
    form: row.form,
    campaignId: row.campaign,
    status: row.status,
    verdict: row.verdict,
    reason: row.reason,
    leadId: row.lead_id,
    channel: row.channel,
    linkId: linkToSend(row.link_id, flags),
    possibleDuplicate: row.possible_duplicate === 1,
    flags,
    attempts: row.attempts,
    receivedAt: iso(row.received),
    updatedAt: iso(row.updated),
  };
}

/** Hidden states read as `queued`, because a bot must not learn that it was detected. */
export function toPublicState(row: Row): SubmissionState {
  const isHidden = row.status === 'quarantined' || row.status === 'discarded';
  return {
    submission: row.submission,
    status: isHidden ? 'queued' : (row.status as SubmissionStatus),
    verdict: row.verdict,
    ...(row.lead_id !== null && { leadId: row.lead_id }),
    // The time of the last change would reveal a hidden state.
    at: iso(isHidden ? row.received : row.updated),
  };
}
