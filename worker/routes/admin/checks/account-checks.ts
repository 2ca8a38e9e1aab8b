/** The doctor's checks of the account. Each line is good, or says what to do. */
import type { AccountState, LeadRow } from '../../../account-api.ts';
import type { FormConfig } from '../../../forms/configuration/config.ts';

export interface Line {
  check: string;
  ok: boolean;
  detail: string;
}

export function checkLogin({ enterprise, login, paused }: AccountState): Line[] {
  const mfa = login.state === 'mfa';
  return [
    { check: 'Login', ok: login.state === 'ok' && !login.passwordExpired, detail: describeLogin(enterprise, login) },
    {
      check: 'MFA',
      ok: !mfa,
      detail: mfa ? 'Enter the code from the text message on the overview.' : 'No code is asked for.',
    },
    ...(paused ? [toPausedLine(paused)] : []),
  ];
}

const PASSWORD_EXPIRED =
  'The password has expired. Set a new one at Convertr, then in CONVERTR_ACCOUNTS: leads wait and go out by themselves.';

function describeLogin(enterprise: string, { state, passwordExpired }: AccountState['login']): string {
  if (passwordExpired) return PASSWORD_EXPIRED;
  switch (state) {
    case 'ok':
      return `Signed in at ${enterprise}.`;
    case 'denied':
      return 'Convertr refuses the username or password. Correct them in CONVERTR_ACCOUNTS.';
    case 'mfa':
      return 'Waits for a code, see below.';
    case 'password_expired':
      return PASSWORD_EXPIRED;
    case 'none':
      return 'Not signed in yet: Convertr may be down.';
  }
}

function toPausedLine({ reason, until }: NonNullable<AccountState['paused']>): Line {
  const next = until ? ` Next try: ${toMinute(until)}.` : '';
  return { check: 'Sending', ok: false, detail: `${PAUSES[reason]}${next}` };
}

const PAUSES: Record<NonNullable<AccountState['paused']>['reason'], string> = {
  rate_limited: 'Paused: Convertr asked us to slow down. Leads wait and go out by themselves.',
  unknown_outcomes: 'Paused: several leads in a row had no clear answer. It goes on by itself once Convertr answers.',
  unavailable: 'Paused: Convertr is down. Leads wait and go out by themselves.',
  unexpected_answer: 'Paused: Convertr answered in a way that nobody expected. Look at the held lead, then retry it.',
  unauthorized: 'Paused: Convertr refuses new tokens. Check the account at Convertr.',
};

/** The site key does nothing without the secret. */
export const checkTurnstile = ({ turnstile }: FormConfig, hasSecret: boolean): Line[] =>
  turnstile === undefined
    ? []
    : [
        {
          check: 'Turnstile',
          ok: hasSecret,
          detail: hasSecret ? 'Asked for, with its secret.' : 'Not asked for: set the secret TURNSTILE_SECRET.',
        },
      ];

/** @param count the number of leads that are refused, held, unknown or quarantined. */
export function checkStuck(count: number): Line[] {
  if (count === 0) return [];
  const who = count === 1 ? 'One lead of this form needs' : `${count} leads of this form need`;
  return [{ check: 'Leads', ok: false, detail: `${who} a person: correct, retry or discard under Leads.` }];
}

const toMinute = (iso: string): string => `${iso.slice(0, 16).replace('T', ' ')} UTC`;

const LAST: Partial<Record<LeadRow['status'], string>> = {
  refused: ' Correct it and send it again, under Leads.',
  held: ' Look at its reason, then retry or discard it, under Leads.',
  unknown: ' Look for it at Convertr before it is sent again.',
  quarantined: ' It looked like a bot: send it if it is a person, under Leads.',
};

export function checkLastLead(lead: LeadRow | undefined): Line[] {
  if (!lead) return [{ check: 'Last lead', ok: true, detail: 'None yet. Send a test.' }];
  const advice = LAST[lead.status];
  const verdict = lead.verdict ? `, ${lead.verdict}` : '';
  const detail = `${toMinute(lead.receivedAt)}: ${lead.status}${verdict}.${advice ?? ''}`;
  return [{ check: 'Last lead', ok: advice === undefined, detail }];
}
