/** What the doctor looks at on the account's side. Each line is good, or says what to do. */
import type { AccountState, LeadRow } from '../../../account-api.ts';
import type { FormConfig } from '../../../forms/configuration/config.ts';

export interface Line {
  check: string;
  ok: boolean;
  detail: string;
}

export function checkLogin({ enterprise, login, paused }: AccountState): Line[] {
  const denied = 'Convertr refuses the username or password. Correct them in CONVERTR_ACCOUNTS.';
  const lines: Line[] = [
    {
      check: 'Login',
      ok: login.state === 'ok' && !login.passwordExpired,
      detail: login.passwordExpired
        ? 'The password has expired. Set a new one at Convertr, then in CONVERTR_ACCOUNTS.'
        : login.state === 'ok'
          ? `Signed in at ${enterprise}.`
          : login.state === 'denied'
            ? denied
            : login.state === 'mfa'
              ? 'Waits for a code, see below.'
              : 'Not signed in yet: Convertr may be down.',
    },
    {
      check: 'MFA',
      ok: login.state !== 'mfa',
      detail: login.state === 'mfa' ? 'Enter the code from the text message on the overview.' : 'No code is asked for.',
    },
  ];
  if (paused) {
    const until = paused.until ? ` Next try: ${toMinute(paused.until)}.` : '';
    lines.push({ check: 'Sending', ok: false, detail: `${PAUSES[paused.reason]}${until}` });
  }
  return lines;
}

const PAUSES: Record<NonNullable<AccountState['paused']>['reason'], string> = {
  rate_limited: 'Paused: Convertr asked us to slow down. Leads wait and go out by themselves.',
  unknown_outcomes: 'Paused: several leads in a row had no clear answer. It goes on by itself once Convertr answers.',
  unavailable: 'Paused: Convertr is down. Leads wait and go out by themselves.',
  unexpected_answer: 'Paused: Convertr answered in a way that nobody expected. Look at the held lead, then retry it.',
  unauthorized: 'Paused: Convertr refuses new tokens. Check the account at Convertr.',
};

/** Without the secret nobody is challenged: the key alone does nothing. */
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

/** @param count of leads that are refused, held, unknown or quarantined. */
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
