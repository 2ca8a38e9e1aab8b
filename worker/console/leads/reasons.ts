/** The ledger's codes in words. */
import type { LeadDetail, LeadRow } from '../../account-api.ts';

export const REASONS: Record<string, string> = {
  received: 'Received and stored',
  sent: 'Sent to Convertr',
  corrected_by_person: 'Corrected and queued by an operator',
  retried_by_person: 'Queued by an operator',
  discarded_by_person: 'Discarded by an operator',
  discarded: 'Discarded by an operator',
  answers_shown: 'Answers viewed by an operator',
  erased: 'Answers erased',
  expired: 'Not delivered within 30 days',
  validation: 'Convertr refused an answer',
  convertr_refused: 'Convertr refused an answer',
  convertr_confirmed: 'Accepted by Convertr',
  verdict_valid: 'Marked valid by Convertr',
  verdict_invalid: 'Marked invalid by Convertr',
  reconciled: 'Verdict imported from a list',
  corrected_by_visitor: 'Corrected by the visitor',
  mfa_required: 'Convertr asked for an MFA code',
  token_refused: 'The token had expired. Leadwire signed in again',
  rate_limited: 'Convertr asked us to slow down',
  sent_again_without_link: 'Sent again without a tracking link',
  sent_again_with_new_fields: 'Sent again with fields that Convertr had added',
  verdict_pending: 'Convertr has no verdict yet',
  sent_again_without_extra_fields: 'Sent again without fields that Convertr dropped',
  links_unknown: 'The campaign’s links were not known',
  link_not_found: 'Convertr no longer has the link',
  link_ignored: 'The page named a link of another campaign',
  drift: 'Convertr’s fields had changed',
  extra_fields: 'Convertr did not expect a field',
  convertr_back: 'Convertr answers again',
  campaign_opened: 'The campaign is open again',
  campaign_closed: 'The campaign takes no leads now',
  campaign_inactive: 'The campaign is inactive',
  campaign_paused: 'The campaign is paused',
  campaign_ended: 'The campaign has ended',
  campaign_redirected: 'Convertr sent it to another campaign',
  campaign_fulfilled: 'The campaign is fulfilled',
  campaign_not_started: 'The campaign has not started',
  campaign_probe: 'Sent to test whether Convertr accepts leads again',
  wrong_id: 'Convertr does not know one of the form’s numbers',
  id_corrected: 'Convertr knows the form’s numbers now',
  process_died: 'The Worker restarted while sending',
  unreadable: 'The answers can’t be opened',
  no_answers: 'The answers could not be opened',
  no_answer: 'No answer from Convertr',
  rejected: 'Convertr rejected it',
  unexpected_answer: 'Convertr’s answer could not be read',
  unknown: 'No clear answer from Convertr',
  unknown_twice: 'No clear answer from Convertr, twice',
  suspicious: 'Looks like a bot',
  honeypot: 'The hidden trap field was filled in',
  ticket_forged: 'The form’s ticket was forged',
  ticket_missing: 'The form’s ticket was missing',
  ticket_fast: 'Sent faster than a person types',
  ticket_stale: 'The form had been open for too long',
  turnstile_failed: 'The Turnstile check failed',
  disposable_mailbox: 'A throwaway email address',
  role_mailbox: 'A shared mailbox such as info@',
  test_send: 'A test that was not sent',
};

export const reasonText = (code: string): string => {
  const words = code.replaceAll('_', ' ');
  return REASONS[code] ?? words.charAt(0).toUpperCase() + words.slice(1);
};

/** The state of a stuck lead, in sentences. */
export interface Situation {
  happened: string;
  next: string;
  /** The risk of sending again. */
  risk?: string;
}

type Told = Pick<LeadRow, 'status' | 'reason' | 'flags' | 'campaignId'> & Partial<Pick<LeadDetail, 'history'>>;
/** @param at when it is sent automatically, if the Worker knows. */
type Tell = (lead: Told, at: string | null) => Situation;

const MAY_DUPLICATE = 'Sending again may create a duplicate at Convertr. Search for the lead there first.';
const WAITS = 'It waits for you. Nothing is sent automatically.';

/** By reason, or by status if the reason adds nothing. */
const SITUATIONS: Record<string, Tell> = {
  queued: (_, at) => ({
    happened: 'Stored and waiting to be sent.',
    next: at ? `It is sent automatically, not before ${at}.` : 'It is sent automatically.',
  }),
  sending: () => ({ happened: 'It is being sent to Convertr.', next: 'The result appears here.' }),
  unknown: (_, at) => ({
    happened: 'We sent it and got no clear answer. Convertr may have it.',
    next: at ? `It is sent once more at ${at}, and may then arrive twice.` : WAITS,
    risk: MAY_DUPLICATE,
  }),
  unknown_twice: () => ({
    happened: 'We sent it twice and got no clear answer. Convertr may have it.',
    next: WAITS,
    risk: MAY_DUPLICATE,
  }),
  campaign_redirected: ({ campaignId }, at) => ({
    happened: `Convertr redirected the lead away from campaign ${campaignId}, and may have accepted it.`,
    next: at ? `One lead of the campaign is tried again at ${at}.` : WAITS,
    risk: MAY_DUPLICATE,
  }),
  campaign_closed: ({ campaignId }, at) => ({
    happened: `Convertr isn’t accepting leads for campaign ${campaignId}.`,
    next: at
      ? `One lead of the campaign is tried again at ${at}. If it is accepted, the others follow automatically.`
      : 'One lead of the campaign is tried every hour. If it is accepted, the others follow automatically.',
    risk: 'Sending again asks Convertr now. If the campaign is still closed, the lead is held again.',
  }),
  wrong_id: (_, at) => ({
    happened: 'Convertr does not know the form, the campaign or the publisher that it was sent to.',
    next: `One lead of the form is tried again ${at ? `at ${at}` : 'every five minutes'}. Once the number is corrected, all go automatically.`,
    risk: 'Sending again asks Convertr now. If the number is still wrong, the lead is held again.',
  }),
  unreadable: () => ({
    happened: 'Its answers can’t be opened: they were encrypted with a key that is no longer in LEAD_KEY.',
    next: 'It waits for you. Add the old key to LEAD_KEY, and send it again.',
  }),
  rejected: () => ({
    happened: 'Convertr rejected it without naming a field.',
    next: WAITS,
    risk: 'Sending again without a change is likely to be rejected again.',
  }),
  unexpected_answer: () => ({
    happened: 'Convertr answered in a way that Leadwire cannot read. Sending is paused for this account.',
    next: 'It waits for you. Sending again or discarding it ends the pause.',
    risk: MAY_DUPLICATE,
  }),
  validation: () => ({
    happened: 'Convertr refused at least one answer.',
    next: 'It waits for you. Correct the answers and send it again.',
    risk: 'Sending again without a correction is likely to be refused again.',
  }),
  suspicious: ({ flags }) => ({
    happened: `It looks like a bot: ${listSignals(flags)}.`,
    next: WAITS,
    risk: 'If a bot sent it, Convertr may mark it invalid. Send it only if a person did.',
  }),
};

const SIGNAL = /^(honeypot|ticket_|turnstile_|disposable_|role_|test_send)/;

function listSignals(flags: readonly string[]): string {
  const words = flags.filter((flag) => SIGNAL.test(flag)).map((flag) => lower(reasonText(flag)));
  return words.length > 0 ? words.join(', ') : 'several signals together';
}

const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** Nothing for a lead that is not stuck. */
export function describeSituation(lead: Told, at: string | null): Situation | undefined {
  if (lead.status === 'delivered' || lead.status === 'discarded') return undefined;
  const why = lead.history?.at(-1)?.why;
  const reason = lead.reason === 'campaign_closed' && why === 'campaign_redirected' ? why : lead.reason;
  const byReason = lead.status === 'queued' || lead.status === 'sending' ? undefined : SITUATIONS[reason ?? ''];
  return (byReason ?? SITUATIONS[lead.status])?.(lead, at);
}
