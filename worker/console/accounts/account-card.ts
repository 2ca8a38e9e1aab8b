import { html, nothing } from 'lit';
import type { AccountState } from '../../account-api.ts';
import type { Account } from '../api.ts';
import { toAgo, toShort } from '../components/time.ts';
import { pill } from '../leads/status.ts';
import { View } from '../view.ts';
import './mfa-form.ts';

const LOGINS = {
  none: ['Not signed in yet', 'plain', 'The first form or lead signs in.'],
  ok: ['Signed in', 'good', ''],
  denied: ['Login refused', 'bad', 'Convertr refuses the username or password. Correct CONVERTR_ACCOUNTS.'],
  mfa: ['Code needed', 'warn', ''],
  password_expired: ['Password expired', 'bad', 'Leads are accepted and wait.'],
} as const;

const PAUSES: Record<string, string> = {
  rate_limited: 'Convertr asked us to slow down.',
  unknown_outcomes: 'Several leads in a row had no clear answer.',
  unavailable: 'Convertr is down. Leads wait and go out by themselves.',
  unexpected_answer: 'Convertr answers in a way nobody expected.',
  unauthorized: 'Convertr refuses the token.',
};

const ALERTS: Record<string, string> = {
  waiting: 'A lead has waited for more than 15 minutes.',
  expiring: 'Undelivered leads are a week from being deleted. Deliver or discard them.',
};

/** What the figures and the login do not say already. */
function drawAlert(cause: string) {
  const [kind = '', form] = cause.split(':');
  if (kind === 'drift' && form)
    return html`<p class="advice">Fields changed at Convertr: <a href="/console/forms/${form}">${form}</a></p>`;
  return ALERTS[kind] ? html`<p class="advice">${ALERTS[kind]}</p>` : nothing;
}

class AccountCard extends View<AccountCard> {
  static override properties = { account: { attribute: false } };
  declare account: Account;

  protected override render() {
    const { account } = this;
    const { enterprise } = account;
    if ('unreachable' in account) {
      return html`<article class="card account">
        <header><h2>${enterprise}</h2>${pill('Unreachable', 'bad')}</header>
        <p>Its object does not answer. It is asked again by itself.</p>
      </article>`;
    }
    const [word, tone, advice] = LOGINS[account.login.state];
    return html`<article class="card account">
      <header><h2>${enterprise}</h2>${pill(word, tone)}</header>
      ${advice && html`<p class=${tone === 'plain' ? 'muted' : 'advice'}>${advice}</p>`}
      ${account.login.passwordExpired ? html`<p class="advice">The password has expired at Convertr.</p>` : nothing}
      ${account.login.state === 'mfa' ? html`<lw-mfa-form .enterprise=${enterprise}></lw-mfa-form>` : nothing}
      ${this.#paused(account)} ${account.alerts.map(({ cause }) => drawAlert(cause))}
      <dl class="figures">
        ${this.#figure(account, 'Waiting', account.waiting, 'queued')}
        ${this.#figure(account, 'Held', account.counts.held, 'held')}
        ${this.#figure(account, 'Unknown', account.counts.unknown, 'unknown')}
        ${this.#figure(account, 'Refused', account.counts.refused, 'refused')}
        ${
          account.counts.quarantined > 0
            ? this.#figure(account, 'Quarantined', account.counts.quarantined, 'quarantined')
            : nothing
        }
      </dl>
      <p class="muted">
        ${account.oldestWaiting ? `The oldest came in ${toAgo(account.oldestWaiting)}.` : 'Nothing waits.'}
        ${account.possibleDuplicates > 0 ? `${account.possibleDuplicates} may have arrived twice.` : ''}
        ${account.closedCampaigns.length > 0 ? `Closed campaigns: ${account.closedCampaigns.join(', ')}.` : ''}
      </p>
      ${this.#budget(account)}
    </article>`;
  }

  #figure({ enterprise }: AccountState, label: string, count: number, status: string) {
    return html`<div class=${count > 0 && status !== 'queued' ? 'alarm' : ''}>
      <dt>${label}</dt>
      <dd>
        <a href="/console/leads?enterprise=${enterprise}&status=${status}" aria-label="${label}: ${count} leads">${count}</a>
      </dd>
    </div>`;
  }

  #paused({ paused }: AccountState) {
    if (!paused) return nothing;
    const until = paused.until ? ` Next try ${toShort(paused.until)}.` : '';
    return html`<p class="advice">Sending is paused. ${PAUSES[paused.reason]}${until}</p>`;
  }

  #budget({ budget, enterprise }: AccountState) {
    const { limit, left } = budget.requests;
    const used = limit - left;
    const id = `budget-${enterprise}`;
    return html`<div class="budget">
      <label for=${id}>Request budget, last 5 minutes</label>
      <span>${used} of ${limit}</span>
      <meter id=${id} min="0" max=${limit} high=${limit * 0.9} .value=${used}></meter>
    </div>`;
  }
}

customElements.define('lw-account-card', AccountCard);
