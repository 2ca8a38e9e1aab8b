/** A kept submission, shown as a waiting lead. */
import type { LeadRow } from '../account-api.ts';
import type { KeepResult } from '../overflow-api.ts';
import type { SubmissionState } from '../protocol/wire.ts';
import type { KeptRow } from './kept-submissions.ts';

export const toIso = (time: number): string => new Date(time).toISOString();

export function toQueued(
  { channel, link_id: linkId }: Pick<KeptRow, 'channel' | 'link_id'>,
  replayed: boolean,
): KeepResult {
  return { kind: 'queued', channel, ...(linkId !== null && { linkId }), replayed };
}

export const toPublicState = ({ submission, received }: KeptRow): SubmissionState => ({
  submission,
  status: 'queued',
  verdict: null,
  at: toIso(received),
});

export function toLeadRow({ submission, form, campaign, channel, link_id, received }: KeptRow): LeadRow {
  const at = toIso(received);
  return {
    submission,
    form,
    campaignId: campaign,
    status: 'queued',
    verdict: null,
    reason: null,
    leadId: null,
    channel,
    linkId: link_id,
    possibleDuplicate: false,
    flags: [],
    attempts: 0,
    receivedAt: at,
    updatedAt: at,
  };
}
