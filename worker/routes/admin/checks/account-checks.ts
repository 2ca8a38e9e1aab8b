/** The doctor's checks of the account. Each line is good, or tells what to do. */
import type { AccountState, LeadRow } from '../../../account-api.ts';
import { LOOPBACK_HOST } from '../../../convertr/origin.ts';
import type { FormConfig } from '../../../forms/configuration/config.ts';
import { LOGIN_SECRETS, PASSWORD_SECRET } from '../../../settings/account-words.ts';
import type { AccountSettings } from '../../../settings/accounts.ts';

export interface Line {
  check: string;
  ok: boolean;
  detail: string;
  /** A note: nothing is known yet, or nothing has to be done. */
  hint?: true;
}

export function checkLogin({ enterprise, login, paused }: AccountState): Line[] {
  const mfa = login.state === 'mfa';
  return [
    { check: 'Login', ok: login.state === 'ok' && !login.passwordExpired, detail: describeLogin(enterprise, login) },
    {
      check: 'MFA',
      ok: !mfa,
      detail: mfa ? 'Enter the code from the text message on the overview.' : 'No code needed.',
    },
    ...(paused ? [toPausedLine(paused)] : []),
  ];
}

const PASSWORD_EXPIRED = `The password has expired. Set a new one at Convertr, then in ${PASSWORD_SECRET}: waiting leads are then sent automatically.`;

function describeLogin(enterprise: string, { state, passwordExpired }: AccountState['login']): string {
  if (passwordExpired) return PASSWORD_EXPIRED;
  switch (state) {
    case 'ok':
      return `Signed in at ${enterprise}.`;
    case 'denied':
      return `Convertr refuses the username or password. Correct ${LOGIN_SECRETS}.`;
    case 'mfa':
      return 'Waiting for a code. See below.';
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
  rate_limited: 'Paused: Convertr asked us to slow down. Leads wait and are sent automatically.',
  unknown_outcomes:
    'Paused: several leads in a row had no clear answer. Sending resumes automatically once Convertr answers.',
  unavailable: 'Paused: Convertr is down. Leads wait and are sent automatically.',
  unexpected_answer:
    'Paused: Convertr gave an answer that Leadwire cannot read. Look at the held lead, then send it again.',
  unauthorized: 'Paused: Convertr refuses new tokens. Check the account at Convertr.',
};

/** Convertr answers 404 to the form's leads: which of the numbers it does not know, and where to correct it. */
export function checkIds({ wrongIds }: AccountState, form: string): Line[] {
  const found = wrongIds.find((each) => each.form === form);
  if (!found) return [];
  const { wrong, campaignId, formId, publisherId } = found;
  const advice = {
    form: `Convertr does not know form ${formId} of campaign ${campaignId}: correct formId in the configuration.`,
    campaign: `Convertr does not know campaign ${campaignId}: correct campaignId in the configuration.`,
    publisher: `Convertr does not know publisher ${publisherId}: correct it: npm run setup.`,
    unknown: `Convertr does not know form ${formId}, campaign ${campaignId} or publisher ${publisherId}. Check all three.`,
  }[wrong];
  const detail = `${advice} Until then nothing is stored, and visitors are asked to try again. One held lead is tried every five minutes.`;
  return [{ check: 'Ids', ok: false, detail }];
}

/** Where the account's leads are stored. On a developer's own machine there is no choice. */
export function checkPlace({ jurisdiction, locationHint }: AccountSettings, own: string): Line[] {
  if (LOOPBACK_HOST.test(new URL(own).hostname)) return [];
  const check = 'Place';
  if (jurisdiction) return [{ check, ok: true, detail: `Leads are stored in the jurisdiction ${jurisdiction}.` }];
  if (locationHint) return [{ check, ok: true, detail: `Leads are stored near ${locationHint}, as asked for.` }];
  const detail =
    'Not chosen: leads are stored near whoever called first. Before the first lead, set CONVERTR_LOCATION_HINT or CONVERTR_JURISDICTION.';
  return [{ check, ok: true, hint: true, detail }];
}

/** The site key does nothing without the secret. */
export const checkTurnstile = ({ turnstile }: FormConfig, hasSecret: boolean): Line[] =>
  turnstile === undefined
    ? []
    : [
        {
          check: 'Turnstile',
          ok: hasSecret,
          detail: hasSecret ? 'Active, with its secret.' : 'Not active. Set the secret TURNSTILE_SECRET.',
        },
      ];

/** @param count the number of leads that are refused, held, unknown or quarantined. */
export function checkStuck(count: number): Line[] {
  if (count === 0) return [];
  const who = count === 1 ? 'One lead of this form needs' : `${count} leads of this form need`;
  return [{ check: 'Leads', ok: false, detail: `${who} attention. Correct, resend or discard them under Leads.` }];
}

const toMinute = (iso: string): string => `${iso.slice(0, 16).replace('T', ' ')} UTC`;

const LAST: Partial<Record<LeadRow['status'], string>> = {
  refused: ' Correct it under Leads and send it again.',
  held: ' Look at its reason under Leads, then send it again or discard it.',
  unknown: ' Search for it at Convertr before it is sent again.',
  quarantined: ' It looks like a bot. If a person sent it, send it again under Leads.',
};

export function checkLastLead(lead: LeadRow | undefined): Line[] {
  if (!lead) return [{ check: 'Last lead', ok: true, hint: true, detail: 'None yet. Send a test.' }];
  const advice = LAST[lead.status];
  const verdict = lead.verdict ? `, ${lead.verdict}` : '';
  const detail = `${toMinute(lead.receivedAt)}: ${lead.status}${verdict}.${advice ?? ''}`;
  return [{ check: 'Last lead', ok: advice === undefined, detail }];
}
