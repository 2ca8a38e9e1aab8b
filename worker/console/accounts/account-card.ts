import { html, nothing } from 'lit';
import type { AccountState } from '../../account-api.ts';
import { LOGIN_SECRETS } from '../../settings/account-words.ts';
import type { Account } from '../api-answers.ts';
import { toAgo, toShort } from '../components/time.ts';
import { countLeads, pill } from '../leads/status.ts';
import { View } from '../view.ts';
import './mfa-form.ts';

const LOGINS = {
  none: ['Not signed in yet', 'plain', 'Leadwire signs in with the first form or lead.'],
  ok: ['Signed in', 'good', ''],
  denied: ['Login refused', 'bad', `Convertr refuses the username or password. Correct ${LOGIN_SECRETS}.`],
  mfa: ['Code needed', 'warn', ''],
  password_expired: ['Password expired', 'bad', 'Leads are accepted and wait.'],
} as const;

const PAUSES: Record<string, string> = {
  rate_limited: 'Convertr asked us to slow down.',
  unknown_outcomes: 'Several leads in a row got no clear answer.',
  unavailable: 'Convertr is down. Leads wait and are sent automatically.',
  unexpected_answer: 'Convertr’s answers can’t be read. Look at the held lead.',
  unauthorized: 'Convertr refuses the token.',
};

const ALERTS: Record<string, string> = {
  waiting: 'A lead has been waiting for more than 15 minutes.',
  nearly_full: 'The database is nearly full: 9 of 10 GB are used.',
  overflow_full: 'The ledger is full, so submissions wait in the overflow. Discard or release quarantined leads.',
  overflow_unreadable:
    'Submissions wait in the overflow because no key in LEAD_KEY can decrypt them. Add the missing key.',
  budget_used_up: 'The request budget is used up. Leads wait, and are sent at the allowed rate.',
  expiring: 'Undelivered leads are deleted within a week. Send or discard them.',
};

const FORM_ALERTS: Record<string, string> = {
  no_leads: 'No leads since the day before yesterday',
  origin_refused: 'Visitors see no form on sites that are missing from its origins',
  visits_after_end: 'The campaign has ended, and visitors still come',
  valid_rate_fell: 'Half as many valid leads as the week before, or fewer',
};

/** Leads of these forms go nowhere, so no visitor is thanked. */
function drawWrongId({ form, wrong, formId, campaignId, publisherId }: AccountState['wrongIds'][number]) {
  const what = {
    form: `form ${formId} (formId)`,
    campaign: `campaign ${campaignId} (campaignId)`,
    publisher: `publisher ${publisherId} (publisherId in CONVERTR_ACCOUNTS)`,
    unknown: `form ${formId}, campaign ${campaignId} or publisher ${publisherId}`,
  }[wrong];
  return html`<p class="advice">
    Convertr does not know ${what}. Visitors to <a href="/console/forms/${form}">${form}</a> are asked to try again until this is
    corrected.
  </p>`;
}

/** Causes of alerts that neither the figures nor the login show. */
function drawAlert({ cause, origins = [] }: AccountState['alerts'][number]) {
  const [kind = '', form] = cause.split(':');
  if (kind === 'drift' && form)
    return html`<p class="advice">Fields changed at Convertr: <a href="/console/forms/${form}">${form}</a></p>`;
  const figures = FORM_ALERTS[kind];
  const sites = origins.length > 0 ? ` (${origins.join(', ')})` : '';
  if (figures && form)
    return html`<p class="advice">${figures}: <a href="/console/forms/${form}">${form}</a>${sites}</p>`;
  return ALERTS[kind] ? html`<p class="advice">${ALERTS[kind]}</p>` : nothing;
}

/** Acknowledged submissions that are not in a list of leads yet. */
function drawKept({ overflow }: Account) {
  if (!overflow?.oldestWaiting) return nothing;
  const { waiting, oldestWaiting } = overflow;
  const verb = waiting === 1 ? 'waits' : 'wait';
  return html`<p class="muted">
    ${countLeads(waiting)} ${verb} in the overflow, the oldest since ${toShort(oldestWaiting)}.
  </p>`;
}

/** One account: its login, waiting leads, and what needs attention. */
class AccountCard extends View<AccountCard> {
  static override properties = { account: { attribute: false } };
  declare account: Account;

  protected override render() {
    const { account } = this;
    const { enterprise } = account;
    if ('unreachable' in account) {
      return html`<article class="card account">
        <header><h2>${enterprise}</h2>${pill('Unreachable', 'bad')}</header>
        <p>This account isn’t responding. Retrying automatically.</p>
        ${drawKept(account)}
      </article>`;
    }
    const [word, tone, advice] = LOGINS[account.login.state];
    const { counts } = account;
    const figure = (label: string, count: number, query: string, isAlarm = true) =>
      drawFigure(enterprise, label, count, query, isAlarm);
    return html`<article class="card account">
      <header><h2>${enterprise}</h2>${pill(word, tone)}</header>
      ${advice && html`<p class=${tone === 'plain' ? 'muted' : 'advice'}>${advice}</p>`}
      ${account.login.passwordExpired ? html`<p class="advice">The password has expired at Convertr.</p>` : nothing}
      ${account.login.state === 'mfa' ? html`<lw-mfa-form .enterprise=${enterprise} .waiting=${account.waiting}></lw-mfa-form>` : nothing}
      ${drawPause(account)} ${account.wrongIds.map(drawWrongId)} ${account.alerts.map(drawAlert)}
      ${drawKept(account)}
      <ul class="figures">
        ${figure('Waiting', account.waiting, 'status=waiting', false)} ${figure('Held', counts.held, 'status=held')}
        ${figure('Unknown', counts.unknown, 'status=unknown')} ${figure('Refused', counts.refused, 'status=refused')}
        ${counts.quarantined > 0 ? figure('Quarantined', counts.quarantined, 'status=quarantined') : nothing}
        ${account.possibleDuplicates > 0 ? figure('Possible duplicates', account.possibleDuplicates, 'duplicate=1') : nothing}
      </ul>
      <p class="muted">
        ${account.oldestWaiting ? `Oldest waiting: ${toAgo(account.oldestWaiting).replace(' ago', '')}.` : 'No leads waiting.'}
        ${account.closedCampaigns.length > 0 ? `Closed campaigns: ${account.closedCampaigns.join(', ')}.` : ''}
      </p>
      ${drawBudget(account)}
    </article>`;
  }
}

/** The whole tile is the link, because a digit alone is a small target. */
const drawFigure = (enterprise: string, label: string, count: number, query: string, isAlarm: boolean) =>
  html`<li class=${isAlarm && count > 0 ? 'alarm' : ''}>
    <a href="/console/leads?enterprise=${enterprise}&${query}" aria-label="${label}: ${countLeads(count)} in ${enterprise}">
      <span>${label}</span> <strong>${count}</strong>
    </a>
  </li>`;

function drawPause({ paused }: AccountState) {
  if (!paused) return nothing;
  const until = paused.until ? ` Next try: ${toShort(paused.until)}.` : '';
  return html`<p class="advice">Sending is paused. ${PAUSES[paused.reason]}${until}</p>`;
}

function drawBudget({ budget, enterprise }: AccountState) {
  const { limit, left } = budget.requests;
  const used = limit - left;
  const id = `budget-${enterprise}`;
  return html`<div class="budget">
    <label for=${id}>Requests in the last 5 minutes</label>
    <span>${used} of ${limit}</span>
    <meter id=${id} min="0" max=${limit} high=${limit * 0.9} .value=${used}></meter>
  </div>`;
}

customElements.define('lw-account-card', AccountCard);
