/** What the doctor looks at on the account's side. Each line is good, or says what to do. */
import type { AccountState, CampaignFacts, LeadRow } from '../../api.ts';
import type { FormConfig } from '../../forms/config.ts';
import { findDrift } from '../../forms/drift.ts';

export interface Line {
  check: string;
  ok: boolean;
  detail: string;
}

type Refreshed = { ok: true; value: CampaignFacts } | { ok: false; error: string };

export function checkLogin({ enterprise, login, paused, counts }: AccountState): Line[] {
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
  const stuck = counts.held + counts.refused;
  if (stuck > 0) {
    const who = stuck === 1 ? 'One lead of this account needs' : `${stuck} leads of this account need`;
    lines.push({
      check: 'Held or refused',
      ok: false,
      detail: `${who} a person: correct, retry or discard under Leads.`,
    });
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

const FAULTS: Record<string, string> = {
  mfa: 'Not known until the code is entered.',
  denied: 'Not known until the login works.',
  not_found: 'Convertr knows no such campaign for this account. Check the campaign id.',
  rate_limited: 'The request budget is used up. Try again in a few minutes.',
};

export function checkCampaign(config: FormConfig, refreshed: Refreshed, known: CampaignFacts | null): Line[] {
  if (!refreshed.ok) {
    const detail = FAULTS[refreshed.error] ?? 'Convertr does not answer. Try again in a minute.';
    return [{ check: 'Campaign', ok: false, detail }];
  }
  const { forms, links } = refreshed.value;
  const closed = known?.closed ?? refreshed.value.closed;
  const listed = forms.find(({ formId }) => formId === config.formId);
  const drift = findDrift(config, listed?.fields ?? null);
  return [
    {
      check: 'Campaign',
      ok: closed === null,
      detail:
        closed === null
          ? `Campaign ${config.campaignId} takes leads, as far as known.`
          : `Campaign ${config.campaignId} ${closed === 'fulfilled' ? 'is fulfilled' : 'has not started'}: visitors see the closed message.`,
    },
    {
      check: 'Fields',
      ok: drift.fits,
      detail: !drift.listed
        ? `Convertr lists no form ${config.formId} in this campaign. Choose one of ${forms.map(({ formId }) => formId).join(', ')}.`
        : drift.fits
          ? `All ${listed?.fields.length ?? 0} fields fit.`
          : `Adopt Convertr’s changes: ${[...drift.added.map((name) => `+${name}`), ...drift.missing.map((name) => `−${name}`)].join(', ')}.`,
    },
    ...checkLinks(config, links),
  ];
}

function checkLinks({ channels = {} }: FormConfig, links: CampaignFacts['links']): Line[] {
  if (links.length === 0) {
    return [{ check: 'Links', ok: false, detail: 'The campaign has no tracking links: leads go without one.' }];
  }
  const lost = Object.entries(channels).filter(([, id]) => !links.some((link) => link.id === id));
  return [
    ...lost.map(([channel, id]) => ({
      check: `Link of ${channel}`,
      ok: false,
      detail: `The campaign has no link ${id}. Choose another.`,
    })),
    {
      check: 'Links',
      ok: true,
      detail: links.map(({ id, channel }) => `${channel || 'no channel'} → ${id}`).join(', '),
    },
  ];
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
