import { html, nothing } from 'lit';
import type { CampaignFacts } from '../../account-api.ts';
import { type Account, api, toMessage } from '../api.ts';
import { drawFormChoice, suggestId } from '../components/form-choice.ts';
import { failure, fault, loading } from '../components/notice.ts';
import type { Document } from '../document.ts';
import { LOADING, type Loadable, View } from '../view.ts';
import '../editor/editor.ts';
import '../accounts/mfa-form.ts';

type Found =
  | { status: 'idle' }
  | { status: 'asking' }
  | { status: 'found'; enterprise: string; campaignId: number; facts: CampaignFacts }
  | { status: 'failed'; message: string };

/** From a campaign id to a form that can be edited. */
class NewForm extends View<NewForm> {
  accounts: Loadable<Account[]> = LOADING;
  enterprise = '';
  campaign = '';
  found: Found = { status: 'idle' };
  formId = 0;
  publicId = '';
  faults: Record<string, string> = {};
  taken: string[] = [];
  draft: Document | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    document.title = 'New form – Leadwire';
    void this.#load();
  }

  #load = async (): Promise<void> => {
    try {
      const [value, forms] = await Promise.all([api.accounts(), api.forms()]);
      this.set({
        accounts: { status: 'ready', value },
        taken: forms.map(({ form }) => form),
        enterprise: value[0]?.enterprise ?? '',
      });
    } catch (error) {
      this.set({ accounts: { status: 'failed', message: toMessage(error) } });
    }
  };

  #lookUp = async (event?: Event): Promise<void> => {
    event?.preventDefault();
    // Whatever was pasted, an address or a sentence: its last number is the id.
    const id = Number(/(\d{1,15})(?!.*\d)/s.exec(this.campaign)?.[1] ?? 0);
    if (!id) {
      this.set({ faults: { campaign: 'Type the campaign’s number, or paste its address.' } });
      this.querySelector<HTMLElement>('#campaign')?.focus();
      return;
    }
    const asking: Found = { status: 'asking' };
    this.set({ campaign: String(id), faults: {}, found: asking });
    const { enterprise } = this;
    // Another account or campaign was chosen meanwhile.
    const isOver = () => this.found !== asking;
    try {
      const facts = await api.campaign(enterprise, id);
      if (isOver()) return;
      this.set({ found: { status: 'found', enterprise, campaignId: id, facts } });
      if (facts.forms[0]) this.#pick(facts.forms[0].formId);
    } catch (error) {
      if (isOver()) return;
      this.set({ found: { status: 'failed', message: toMessage(error) } });
      void this.#refreshAccounts();
    }
  };

  /** A look-up signs in: whether Convertr wants a code is known only after it. */
  async #refreshAccounts(): Promise<void> {
    const value = await api.accounts().catch(() => undefined);
    if (value) this.set({ accounts: { status: 'ready', value } });
  }

  #pick(formId: number): void {
    const name =
      this.found.status === 'found' ? this.found.facts.forms.find((form) => form.formId === formId)?.formName : '';
    this.set({ formId, publicId: suggestId(name || `${this.enterprise}-${formId}`, this.taken) });
  }

  #begin = (event: Event): void => {
    event.preventDefault();
    if (this.found.status !== 'found') return;
    // The console's own address for this page.
    const isFree = !this.taken.includes(this.publicId) && this.publicId !== 'new';
    if (!/^[a-z0-9][a-z0-9-]{0,63}$/.test(this.publicId) || !isFree) {
      this.set({
        faults: {
          id: isFree
            ? 'Use lower-case letters, digits and hyphens, at most 64.'
            : this.publicId === 'new'
              ? 'This word is taken: the console opens new forms under it.'
              : 'There is a form of this id already.',
        },
      });
      this.querySelector<HTMLElement>('#id')?.focus();
      return;
    }
    const { enterprise, campaignId } = this.found;
    this.set({ draft: { enterprise, campaignId, formId: this.formId, origins: [] }, faults: {} });
    void this.updateComplete.then(() => this.querySelector<HTMLElement>('h1')?.focus());
  };

  protected override render() {
    if (this.draft) {
      return html`<header class="head"><h1 tabindex="-1">New form <code>${this.publicId}</code></h1></header>
        <lw-editor .form=${this.publicId} .saved=${null} .initial=${this.draft}></lw-editor>`;
    }
    return html`<header class="head"><h1>New form</h1></header>
      ${this.#body()}`;
  }

  #body() {
    if (this.accounts.status === 'loading') return loading('Loading accounts…');
    if (this.accounts.status === 'failed') return failure(this.accounts.message, this.#load);
    const { value } = this.accounts;
    if (value.length === 0) return html`<p class="empty">CONVERTR_ACCOUNTS has no accounts yet.</p>`;
    return html`<form class="card narrow" @submit=${this.#lookUp}>
        <h2>1. Which campaign?</h2>
        <div class="control">
          <label for="account">Account</label>
          <select id="account" @change=${(event: Event) => this.set({ enterprise: (event.target as HTMLSelectElement).value, found: { status: 'idle' } })}>
            ${value.map(({ enterprise }) => html`<option value=${enterprise} ?selected=${enterprise === this.enterprise}>${enterprise}</option>`)}
          </select>
        </div>
        <div class="control">
          <label for="campaign">Campaign id</label>
          <div class="row">
            <input
              id="campaign"
              .value=${this.campaign}
              autocomplete="off"
              aria-describedby="campaign-help campaign-fault"
              aria-invalid=${this.faults.campaign ? 'true' : nothing}
              @input=${(event: Event) => this.set({ campaign: (event.target as HTMLInputElement).value, found: { status: 'idle' } })}
            />
            <button class=${this.found.status === 'found' ? '' : 'primary'}>Look up</button>
          </div>
          <p class="help" id="campaign-help">The number in Convertr’s campaign list. Its address will do too.</p>
          ${fault('campaign-fault', this.faults.campaign)}
        </div>
        ${this.found.status === 'asking' ? loading('Asking Convertr…') : nothing}
        ${this.found.status === 'failed' ? failure(this.found.message, this.#lookUp) : nothing}
        ${this.#mfa(value)}
      </form>
      ${this.found.status === 'found' ? this.#forms(this.found.facts) : nothing}`;
  }

  #mfa(accounts: Account[]) {
    const account = accounts.find(({ enterprise }) => enterprise === this.enterprise);
    const waits = account && !('unreachable' in account) && account.login.state === 'mfa';
    return waits && this.found.status !== 'found'
      ? html`<lw-mfa-form .enterprise=${this.enterprise} @leadwire-changed=${() => this.#lookUp()}></lw-mfa-form>`
      : nothing;
  }

  #forms(facts: CampaignFacts) {
    return drawFormChoice({
      facts,
      formId: this.formId,
      publicId: this.publicId,
      fault: this.faults.id,
      pick: (formId) => this.#pick(formId),
      rename: (publicId) => this.set({ publicId }),
      begin: this.#begin,
    });
  }
}

customElements.define('lw-new-form', NewForm);
