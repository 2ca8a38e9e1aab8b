/** How states are called and coloured. Words come first: no state is told by colour alone. */
import { html } from 'lit';
import type { LeadRow, Status } from '../../api.ts';

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
  campaign_closed: 'The campaign takes no leads now',
  process_died: 'The process died while sending',
  unknown_twice: 'Unknown twice: a person decides',
};

export const reasonText = (code: string): string => {
  const words = code.replaceAll('_', ' ');
  return REASONS[code] ?? words.charAt(0).toUpperCase() + words.slice(1);
};
