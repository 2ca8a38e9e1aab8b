/** The first question of a new form: which campaign of which account. */
import { html, nothing } from 'lit';
import type { CampaignFacts } from '../../account-api.ts';
import type { Account } from '../api-answers.ts';
import { fault as drawFault, failure, loading } from '../components/notice.ts';
import '../accounts/mfa-form.ts';

export type Found =
  | { status: 'idle' }
  | { status: 'asking' }
  | { status: 'found'; enterprise: string; campaignId: number; facts: CampaignFacts }
  | { status: 'failed'; message: string };

interface Question {
  accounts: Account[];
  enterprise: string;
  /** As it was typed. */
  campaign: string;
  found: Found;
  fault: string | undefined;
  ask: (change: { enterprise: string } | { campaign: string }) => void;
  lookUp: (event?: Event) => void;
}

export function drawCampaignQuestion({ accounts, enterprise, campaign, found, fault, ask, lookUp }: Question) {
  const account = accounts.find((each) => each.enterprise === enterprise);
  const needsCode = account && !('unreachable' in account) && account.login.state === 'mfa';
  return html`<form class="card narrow" @submit=${lookUp}>
      <h2>1. Which campaign?</h2>
      <div class="control">
        <label for="account">Account</label>
        <select id="account" @change=${(event: Event) => ask({ enterprise: (event.target as HTMLSelectElement).value })}>
          ${accounts.map((each) => html`<option value=${each.enterprise} ?selected=${each.enterprise === enterprise}>${each.enterprise}</option>`)}
        </select>
      </div>
      <div class="control">
        <label for="campaign">Campaign number</label>
        <div class="row">
          <input
            id="campaign"
            .value=${campaign}
            autocomplete="off"
            aria-describedby="campaign-help ${fault ? 'campaign-fault' : ''}"
            aria-invalid=${fault ? 'true' : nothing}
            @input=${(event: Event) => ask({ campaign: (event.target as HTMLInputElement).value })}
          />
          <button class=${found.status === 'found' ? '' : 'primary'}>Look up</button>
        </div>
        <p class="help" id="campaign-help">The number from Convertr’s campaign list, or the campaign’s URL.</p>
        ${drawFault('campaign-fault', fault)}
      </div>
      ${found.status === 'asking' ? loading('Asking Convertr…') : nothing}
      ${found.status === 'failed' ? failure(found.message, () => lookUp()) : nothing}
    </form>
    ${
      needsCode && found.status !== 'found'
        ? html`<div class="card narrow"><lw-mfa-form .enterprise=${enterprise} @leadwire-changed=${() => lookUp()}></lw-mfa-form></div>`
        : nothing
    }`;
}
