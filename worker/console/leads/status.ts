/** Names and colours of states. Each state has a word, because colour alone is not enough. */
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

/** The result of a webhook attempt. */
export const describeTry = ({ status, durationMs }: { status: number | null; durationMs: number }): string =>
  `${status === null ? 'No answer' : `Answered ${status}`} after ${Math.round(durationMs)} ms`;

export const STATUS_NAMES = Object.keys(STATUSES) as Status[];
export const statusWord = (status: Status): string => STATUSES[status][0];
export const VERDICT_NAMES = ['valid', 'invalid', 'pending'] as const;

/** The states in which an operator may resend or discard a lead. */
export const RESENT: readonly Status[] = ['refused', 'held', 'unknown', 'quarantined'];
export const DISCARDED: readonly Status[] = ['queued', ...RESENT];

/** Values of the status filter that stand for several states. */
export const VIEWS = {
  attention: { label: 'Needs attention', statuses: RESENT },
  waiting: { label: 'Waiting', statuses: ['queued', 'sending', 'unknown'] },
  // The figures count a quarantined lead only once it is released.
  counted: { label: 'Not quarantined', statuses: STATUS_NAMES.filter((name) => name !== 'quarantined') },
} as const satisfies Record<string, { label: string; statuses: readonly Status[] }>;

export const isView = (name: string | undefined): name is keyof typeof VIEWS => name !== undefined && name in VIEWS;

export const countLeads = (count: number): string => `${count} ${count === 1 ? 'lead' : 'leads'}`;
