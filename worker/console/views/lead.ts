import { html, nothing, type PropertyValues } from 'lit';
import { api } from '../api.ts';
import type { LeadFile } from '../api-answers.ts';
import { icon } from '../components/icons.ts';
import { failure, loading } from '../components/notice.ts';
import { keepFresh } from '../components/refresh.ts';
import { doUndoable, isPending, toast, toastError, undo } from '../components/toast.ts';
import { toMessage } from '../http.ts';
import { drawFacts, drawHistory } from '../leads/lead-facts.ts';
import { lastFilter } from '../leads/lead-filters.ts';
import { DISCARDED, RESENT } from '../leads/status.ts';
import { focusHeading, LOADING, type Loadable, View } from '../view.ts';
import '../leads/answers-card.ts';
import '../leads/lead-webhooks.ts';

const REFRESH_MS = 3000;

/** One lead: what happened to it, and what an operator can do. */
class Lead extends View<Lead> {
  static override properties = {
    enterprise: { attribute: false },
    submission: { attribute: false },
    form: { attribute: false },
  };
  declare enterprise: string;
  declare submission: string;
  declare form: string;
  lead: Loadable<LeadFile> = LOADING;
  /** The answers have their own button that sends them. */
  areAnswersShown = false;
  busy = false;
  #stop: (() => void) | undefined;
  #onPending = (): void => this.requestUpdate();

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load();
    addEventListener('leadwire-pending', this.#onPending);
    this.#stop = keepFresh(() => {
      const { lead } = this;
      const isOpen =
        lead.status === 'ready' &&
        (/queued|sending/.test(lead.value.status) ||
          lead.value.verdict === 'pending' ||
          lead.value.webhooks.some(({ state }) => state === 'waiting'));
      return isOpen && this.#load();
    }, REFRESH_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('leadwire-pending', this.#onPending);
    this.#stop?.();
  }

  #onShown = (areAnswersShown: boolean): void => this.set({ areAnswersShown });

  protected override willUpdate(_: PropertyValues): void {
    document.title = `Lead ${this.#name} – Leadwire`;
  }

  get #name(): string {
    const leadId = this.lead.status === 'ready' ? this.lead.value.leadId : null;
    return leadId === null ? this.submission.slice(0, 8) : String(leadId);
  }

  get #key(): string {
    return `discard ${this.form}/${this.submission}`;
  }

  #load = async (): Promise<void> => {
    try {
      const value = await api.lead(this.enterprise, this.submission, this.form, false);
      this.set({ lead: { status: 'ready', value } });
    } catch (error) {
      if (this.lead.status !== 'ready') this.set({ lead: { status: 'failed', message: toMessage(error) } });
    }
  };

  #resend = (): Promise<void> => this.#do(api.retry, 'Added to the queue.');
  #askVerdict = (): Promise<void> => this.#do(api.askVerdict, 'Convertr has been asked.');

  async #do(
    action: (enterprise: string, submission: string, form: string) => Promise<unknown>,
    done: string,
  ): Promise<void> {
    if (this.busy) return;
    this.set({ busy: true });
    try {
      await action(this.enterprise, this.submission, this.form);
      toast(done);
      focusHeading(this, 'h1');
    } catch (error) {
      toastError(toMessage(error));
    }
    this.set({ busy: false });
    await this.#load();
  }

  #discard = async (): Promise<void> => {
    const done = doUndoable({
      key: this.#key,
      text: `Discarding lead ${this.#name}.`,
      done: `Lead ${this.#name} is discarded.`,
      work: () => api.discard(this.enterprise, this.submission, this.form),
      onError: toMessage,
    });
    await this.updateComplete;
    this.querySelector<HTMLElement>('.undo')?.focus();
    await done;
    await this.#load();
  };

  protected override render() {
    return html`<p class="trail"><a href="/console/leads${lastFilter(this.enterprise)}">${icon('back')} Leads</a></p>
      <header class="head"><h1>Lead ${this.#name}</h1></header>
      ${this.#body()}`;
  }

  #body() {
    if (this.lead.status === 'loading') return loading('Loading the lead…');
    if (this.lead.status === 'failed') return failure(this.lead.message, this.#load);
    const lead = this.lead.value;
    const { enterprise } = this;
    return html`<div class="columns" @leadwire-changed=${this.#load}>
      <div>
        ${drawFacts(lead, this.#buttons(lead))}
        <lw-lead-answers .enterprise=${enterprise} .lead=${lead} .onShown=${this.#onShown}></lw-lead-answers>
      </div>
      <div>
        ${drawHistory(lead)}
        <lw-lead-webhooks .enterprise=${enterprise} .lead=${lead}></lw-lead-webhooks>
      </div>
    </div>`;
  }

  #buttons(lead: LeadFile) {
    if (isPending(this.#key)) {
      return html`<div class="row">
        <span>This lead is discarded in a few seconds.</span>
        <button class="undo" @click=${() => undo(this.#key)}>Undo</button>
      </div>`;
    }
    const canResend = RESENT.includes(lead.status) && lead.hasAnswers && !this.areAnswersShown;
    return html`<div class="row">
      ${canResend ? html`<button class="primary" aria-disabled=${this.busy} @click=${this.#resend}>Send again</button>` : nothing}
      ${lead.status === 'delivered' ? html`<button aria-disabled=${this.busy} @click=${this.#askVerdict}>Ask Convertr now</button>` : nothing}
      ${DISCARDED.includes(lead.status) ? html`<button class="danger quiet" aria-disabled=${this.busy} @click=${this.#discard}>Discard</button>` : nothing}
    </div>`;
  }
}

customElements.define('lw-lead', Lead);
