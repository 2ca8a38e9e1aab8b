import type { TicketState } from './ticket.ts';

/** How much each tells. None refuses a lead; together they put it aside for a person. */
const WEIGHTS = {
  /** Autofill and people don't see it. */
  honeypot: 3,
  ticket_forged: 2,
  turnstile_failed: 2,
  /** Server-side callers have no ticket either. */
  ticket_missing: 1,
  ticket_fast: 1,
  ticket_stale: 1,
  disposable_mailbox: 1,
  role_mailbox: 1,
} as const;

export type Signal = keyof typeof WEIGHTS;

const SUSPICIOUS = 3;

/** Domains whose mailboxes anybody can read and nobody keeps. The best known ones: this is a weak signal. */
const DISPOSABLE = new Set(
  `mailinator.com guerrillamail.com guerrillamail.net sharklasers.com 10minutemail.com temp-mail.org tempmail.com yopmail.com
   trashmail.com getnada.com dispostable.com maildrop.cc mintemail.com throwawaymail.com fakeinbox.com mohmal.com
   emailondeck.com moakt.com tempr.email discard.email spamgourmet.com mailnesia.com mytemp.email burnermail.io
   inboxkitten.com mail.tm tempmailo.com 1secmail.com grr.la spam4.me`.split(/\s+/),
);
/** RFC 2142 and custom: nobody's own address. */
const ROLE = /^(abuse|admin|hostmaster|info|no-?reply|postmaster|root|sales|security|support|webmaster)@/i;

export interface Evidence {
  honeypot: boolean;
  ticket: TicketState;
  emails: readonly string[];
  turnstileFailed: boolean;
}

/** What speaks against a submission. `score` sets the rate; `isSuspicious` sets it aside. */
export function weigh({ honeypot, ticket, emails, turnstileFailed }: Evidence): {
  signals: Signal[];
  score: number;
  isSuspicious: boolean;
} {
  const signals: Signal[] = [];
  if (honeypot) signals.push('honeypot');
  if (ticket !== 'good') signals.push(`ticket_${ticket}`);
  if (turnstileFailed) signals.push('turnstile_failed');
  if (emails.some((email) => DISPOSABLE.has(email.split('@').at(-1)?.toLowerCase() ?? ''))) {
    signals.push('disposable_mailbox');
  }
  if (emails.some((email) => ROLE.test(email))) signals.push('role_mailbox');
  const score = signals.reduce((sum, signal) => sum + WEIGHTS[signal], 0);
  return { signals, score, isSuspicious: score >= SUSPICIOUS };
}
