import { html, nothing } from 'lit';
import { api } from '../api.ts';
import type { Account } from '../api-answers.ts';
import { failure, loading } from '../components/notice.ts';
import { announce, toastError } from '../components/toast.ts';
import type { Document } from '../document.ts';
import { drawCampaignQuestion, type Found } from '../forms/campaign-question.ts';
import { copyForm, drawDifferences } from '../forms/copy-form.ts';
import { type Choice, drawFormChoice, findChoiceFaults, suggestId, toSite } from '../forms/form-choice.ts';
import { toMessage } from '../http.ts';
import { focusHeading, LOADING, type Loadable, View } from '../view.ts';
import '../editor/editor.ts';

/** From a campaign's number to a form in the editor, in three questions. With `?copy=`, the form starts as a copy. */
class NewForm extends View<NewForm> {
  accounts: Loadable<Account[]> = LOADING;
  enterprise = '';
  campaign = '';
  found: Found = { status: 'idle' };
  choice: Choice = { formId: 0, publicId: '', page: '', isLater: false };
  faults: Record<string, string> = {};
  taken: string[] = [];
  draft: Document | undefined;
  /** The copied form. */
  original: Document | undefined;
  differences: string[] = [];
  readonly #source = new URLSearchParams(location.search).get('copy');

  override connectedCallback(): void {
    super.connectedCallback();
    document.title = `${this.#title} – Leadwire`;
    void this.#load();
  }

  #load = async (): Promise<void> => {
    try {
      const [value, forms] = await Promise.all([api.accounts(), api.forms()]);
      const original = this.#source ? (await api.form(this.#source)).document : undefined;
      this.set({
        accounts: { status: 'ready', value },
        taken: forms.map(({ form }) => form),
        enterprise: String(original?.enterprise ?? value[0]?.enterprise ?? ''),
        original,
      });
    } catch (error) {
      this.set({ accounts: { status: 'failed', message: toMessage(error) } });
    }
  };

  #lookUp = async (event?: Event): Promise<void> => {
    event?.preventDefault();
    // The last number in the pasted text, because a campaign's URL ends with it.
    const id = Number(/(\d{1,15})(?!.*\d)/s.exec(this.campaign)?.[1] ?? 0);
    if (!id) return this.#refuse({ campaign: 'Enter the campaign’s number, or paste its URL.' });
    const asking: Found = { status: 'asking' };
    this.set({ campaign: String(id), faults: {}, found: asking });
    const { enterprise } = this;
    // The operator may have chosen another account or campaign by now.
    const isOver = () => this.found !== asking;
    try {
      const facts = await api.campaign(enterprise, id);
      if (isOver()) return;
      this.set({ found: { status: 'found', enterprise, campaignId: id, facts } });
      if (facts.forms[0]) this.#change({ formId: facts.forms[0].formId });
      const count = facts.forms.length;
      announce(`${count} ${count === 1 ? 'form' : 'forms'} found.`);
    } catch (error) {
      if (isOver()) return;
      this.set({ found: { status: 'failed', message: toMessage(error) } });
      void this.#refreshAccounts();
    }
  };

  /** The look-up signs in, and only then it is known whether Convertr needs a code. */
  async #refreshAccounts(): Promise<void> {
    const value = await api.accounts().catch(() => undefined);
    if (value) this.set({ accounts: { status: 'ready', value } });
  }

  #change = (change: Partial<Choice>): void => {
    const { formId } = change;
    const forms = this.found.status === 'found' ? this.found.facts.forms : [];
    const name = forms.find((form) => form.formId === formId)?.formName || `${this.enterprise}-${formId}`;
    const publicId = formId === undefined ? {} : { publicId: suggestId(name, this.taken) };
    this.set({ choice: { ...this.choice, ...publicId, ...change } });
  };

  #refuse(faults: Record<string, string>): void {
    this.set({ faults });
    const [first] = Object.keys(faults);
    void this.updateComplete.then(() => this.querySelector<HTMLElement>(`#${first}`)?.focus());
  }

  #begin = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (this.found.status !== 'found') return;
    const faults = findChoiceFaults(this.choice, this.taken, this.#sites);
    if (Object.keys(faults).length > 0) return this.#refuse(faults);
    const { enterprise, campaignId, facts } = this.found;
    const { formId, page, isLater } = this.choice;
    const site = isLater ? undefined : toSite(page);
    const origins = this.#sites.length > 0 ? this.#sites : site ? [site] : [];
    const target = { enterprise, campaignId, formId, origins };
    try {
      const copy = this.original && (await copyForm(this.original, target, facts));
      this.set({ draft: copy?.document ?? target, differences: copy?.differences ?? [], faults: {} });
    } catch (error) {
      return toastError(toMessage(error));
    }
    await this.updateComplete;
    focusHeading(this, 'h1');
  };

  get #title(): string {
    return this.#source ? `Copy of ${this.#source}` : 'New form';
  }

  /** A copy keeps the sites of the original. */
  get #sites(): string[] {
    return (this.original?.origins as string[] | undefined) ?? [];
  }

  protected override render() {
    if (this.draft) {
      return html`<header class="head"><h1>New form <code>${this.choice.publicId}</code></h1></header>
        ${this.#source ? drawDifferences(this.#source, this.differences) : nothing}
        <lw-editor .form=${this.choice.publicId} .saved=${null} .initial=${this.draft}></lw-editor>`;
    }
    return html`<header class="head"><h1>${this.#title}</h1></header>
      ${this.#body()}`;
  }

  #body() {
    if (this.accounts.status === 'loading') return loading('Loading accounts…');
    if (this.accounts.status === 'failed') return failure(this.accounts.message, this.#load);
    const { value } = this.accounts;
    if (value.length === 0) return html`<p class="empty">The Worker has no accounts yet.</p>`;
    const { enterprise, campaign, found, choice, faults } = this;
    const question = { accounts: value, enterprise, campaign, found, fault: faults.campaign };
    const answers = { choice, faults, sites: this.#sites };
    return html`${drawCampaignQuestion({ ...question, ask: this.#ask, lookUp: this.#lookUp })}
    ${
      found.status === 'found'
        ? drawFormChoice({ facts: found.facts, ...answers, change: this.#change, begin: this.#begin })
        : nothing
    }`;
  }

  /** Another account or campaign. The result belongs to the previous one. */
  #ask = (change: Partial<Pick<NewForm, 'enterprise' | 'campaign'>>): void =>
    this.set({ ...change, found: { status: 'idle' } });
}

customElements.define('lw-new-form', NewForm);
