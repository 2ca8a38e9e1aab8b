/** How states are called and coloured. Words come first: no state is told by colour alone. */
import { html } from 'lit';
import type { LeadRow, Status } from '../../account-api.ts';

type Tone = 'good' | 'warn' | 'bad' | 'plain' | 'busy';

const STATUSES: Record<Status, [word: string, tone: Tone]> = {
  queued: ['Queued', 'busy'],
  sending: ['Sending', 'busy'],
  delivered: ['Delivered', 'good'],
  refused: ['Refused', 'bad'],
  held: ['Held', 'warn'],
  unknown: ['Unknown', 'warn'],
  quarantined: ['Quarantined', 'warn'],
  discarded: ['Discarded', 'plain'],
};
const VERDICTS: Record<NonNullable<LeadRow['verdict']>, [word: string, tone: Tone]> = {
  pending: ['Pending', 'busy'],
  valid: ['Valid', 'good'],
  invalid: ['Invalid', 'bad'],
};

export const pill = (word: string, tone: Tone) => html`<span class="pill ${tone}">${word}</span>`;
export const statusPill = (status: Status) => pill(...STATUSES[status]);
export const verdictPill = (verdict: LeadRow['verdict']) =>
  verdict ? pill(...VERDICTS[verdict]) : html`<span class="muted">None yet</span>`;

export const STATUS_NAMES = Object.keys(STATUSES) as Status[];
export const statusWord = (status: Status): string => STATUSES[status][0];
export const VERDICT_NAMES = ['valid', 'invalid', 'pending'] as const;

/** Codes of the ledger, as sentences. */
const REASONS: Record<string, string> = {
  received: 'Received and stored',
  corrected_by_person: 'Corrected and queued again here',
  retried_by_person: 'Queued again here',
  discarded_by_person: 'Discarded here',
  answers_shown: 'Somebody looked at the answers',
  erased: 'Answers erased',
  validation: 'Convertr refused an answer',
  convertr_refused: 'Convertr refused an answer',
  convertr_confirmed: 'Convertr confirmed it',
  verdict_valid: 'Convertr counts it',
  verdict_invalid: 'Convertr doesn’t count it',
  corrected_by_visitor: 'Corrected by the visitor',
  mfa_required: 'Convertr asked for a code first',
  token_refused: 'The token had expired: signed in again',
  rate_limited: 'Convertr asked us to slow down',
  sent_again_without_link: 'Sent again without its link',
  sent_again_without_extra_fields: 'Sent again without fields that Convertr dropped',
  links_unknown: 'Nobody knew the campaign’s links when it came',
  link_not_found: 'Convertr has its link no longer',
  link_ignored: 'The page named a link that the campaign has not',
  drift: 'Convertr’s fields had changed',
  campaign_opened: 'The campaign takes leads again',
  campaign_closed: 'The campaign takes no leads now',
  process_died: 'The process died while sending',
  unknown_twice: 'Unknown twice: a person decides',
};

export const reasonText = (code: string): string => {
  const words = code.replaceAll('_', ' ');
  return REASONS[code] ?? words.charAt(0).toUpperCase() + words.slice(1);
};
