import { describe, expect, test } from 'vitest';
import { type Evidence, scoreSpam } from '../../../worker/leads/spam/signals.ts';

const honest: Evidence = { honeypot: false, ticket: 'good', emails: ['ada@example.com'], turnstileFailed: false };
const of = (change: Partial<Evidence>) => scoreSpam({ ...honest, ...change });

describe('the spam score of a submission', () => {
  test('is 0 for most people', () => {
    expect(scoreSpam(honest)).toEqual({ signals: [], score: 0, isSuspicious: false });
  });

  test.each([
    ['a ticket that is missing', { ticket: 'missing' }, 'ticket_missing'],
    ['a page left open for two days', { ticket: 'stale' }, 'ticket_stale'],
    ['a password manager that fills in the honeypot', { honeypot: true }, 'honeypot'],
    ['a very fast visitor', { ticket: 'fast' }, 'ticket_fast'],
    ['a ticket of another form', { ticket: 'forged' }, 'ticket_forged'],
    ['a failed challenge', { turnstileFailed: true }, 'turnstile_failed'],
    ['a throw-away mailbox', { emails: ['x@mailinator.com'] }, 'disposable_mailbox'],
    ['a throw-away mailbox in capitals', { emails: ['X@MAILINATOR.COM'] }, 'disposable_mailbox'],
    ['a throw-away mailbox of a lesser known kind', { emails: ['x@0-mail.com'] }, 'disposable_mailbox'],
    ['a role’s mailbox', { emails: ['Info@example.com'] }, 'role_mailbox'],
  ] as [string, Partial<Evidence>, string][])('%s alone does not put the lead aside', (_, change, signal) => {
    expect(of(change)).toMatchObject({ signals: [signal], isSuspicious: false });
  });

  test.each(['gmail.com', 'icloud.com', 'privaterelay.appleid.com', 'duck.com', 'mozmail.com', 'example.com'])(
    'takes a mailbox at %s for one that is kept',
    (domain) => {
      expect(of({ emails: [`ada@${domain}`] }).signals).toEqual([]);
    },
  );

  test('is high enough with the honeypot and one more signal: programs have no ticket', () => {
    expect(of({ honeypot: true, ticket: 'missing' })).toMatchObject({ isSuspicious: true });
    expect(of({ honeypot: true, emails: ['info@example.com'] })).toMatchObject({ isSuspicious: true });
  });

  test('adds up the signals', () => {
    expect(of({ ticket: 'missing', turnstileFailed: true }).isSuspicious).toBe(true);
    expect(of({ ticket: 'missing', emails: ['info@mailinator.com'] }).isSuspicious).toBe(true);
    expect(of({ ticket: 'fast', emails: ['info@example.com'] }).isSuspicious).toBe(false);
  });

  test('does not mistake a similar domain for a throw-away one', () => {
    for (const email of ['a@mailinator.example.com', 'mailinator.com@example.com', 'information@example.com']) {
      expect(of({ emails: [email] }).signals).toEqual([]);
    }
  });
});
