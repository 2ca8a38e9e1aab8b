/** Which changes of a lead receivers are told, and what the message contains. Pure. */
import type { WebhookEvent } from '../../webhooks/target.ts';
import type { Row } from './lead-row.ts';

/** The event for a change, if any. Quarantined leads send none until they are released. */
export function eventOf(before: Row | undefined, after: Row): WebhookEvent | undefined {
  const { status, verdict } = after;
  if (status === 'queued') return !before || before.status === 'quarantined' ? 'lead.stored' : undefined;
  if (before && status === before.status) {
    return before.verdict !== null && verdict !== before.verdict ? 'lead.verdict' : undefined;
  }
  return CHANGES[status];
}

const CHANGES: Partial<Record<Row['status'], WebhookEvent>> = {
  delivered: 'lead.delivered',
  refused: 'lead.refused',
  held: 'lead.held',
};

/** Nothing personal. */
export const describeLead = ({ form, submission, lead_id, status, verdict, channel, link_id }: Row) => ({
  form,
  submission,
  leadId: lead_id ?? undefined,
  status,
  verdict: verdict ?? undefined,
  channel,
  linkId: link_id ?? undefined,
});
