import { isListed } from '../email-domains.ts';
import type { TicketState } from './ticket.ts';

/** Points by signal. No signal refuses a lead, but enough points quarantine it for a person. */
const POINTS = {
  /** People don't see the input, but some password managers fill in every input. */
  honeypot: 2,
  ticket_forged: 2,
  turnstile_failed: 2,
  /** Programs without the widget have no ticket. */
  ticket_missing: 1,
  ticket_fast: 1,
  ticket_stale: 1,
  disposable_mailbox: 1,
  role_mailbox: 1,
} as const;

export type Signal = keyof typeof POINTS;

const SUSPICIOUS_POINTS = 3;

/** Mailboxes of a role rather than a person, from RFC 2142 and by custom. */
const ROLE = /^(abuse|admin|hostmaster|info|no-?reply|postmaster|root|sales|security|support|webmaster)@/i;

export interface Evidence {
  honeypot: boolean;
  ticket: TicketState;
  emails: readonly string[];
  turnstileFailed: boolean;
}

export interface SpamScore {
  signals: Signal[];
  score: number;
  isSuspicious: boolean;
}

/** Collects the spam signals of a submission. */
export function scoreSpam({ honeypot, ticket, emails, turnstileFailed }: Evidence): SpamScore {
  const signals: Signal[] = [];
  if (honeypot) signals.push('honeypot');
  if (ticket !== 'good') signals.push(`ticket_${ticket}`);
  if (turnstileFailed) signals.push('turnstile_failed');
  if (emails.some((email) => isListed('disposable', email.split('@').at(-1)?.toLowerCase() ?? '')))
    signals.push('disposable_mailbox');
  if (emails.some((email) => ROLE.test(email))) signals.push('role_mailbox');
  const score = signals.reduce((sum, signal) => sum + POINTS[signal], 0);
  return { signals, score, isSuspicious: score >= SUSPICIOUS_POINTS };
}
