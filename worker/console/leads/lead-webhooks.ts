import { html, nothing } from 'lit';
import type { WebhookReport } from '../../account-api.ts';
import { api } from '../api.ts';
import type { LeadFile } from '../api-answers.ts';
import { toDateTime, toShort } from '../components/time.ts';
import { toast, toastError } from '../components/toast.ts';
import { toMessage } from '../http.ts';
import { View } from '../view.ts';
import { describeTry, pill } from './status.ts';

const STATES: Record<WebhookReport['state'], Parameters<typeof pill>> = {
  waiting: ['Waiting', 'busy'],
  arrived: ['Arrived', 'good'],
  failed: ['Failed', 'bad'],
};

/** The webhook messages about a lead, and each receiver's answers. */
class LeadWebhooks extends View<LeadWebhooks> {
  static override properties = { enterprise: { attribute: false }, lead: { attribute: false } };
  declare enterprise: string;
  declare lead: LeadFile;
  /** The message that is being sent again. */
  sending = '';

  async #send(message: string): Promise<void> {
    if (this.sending) return;
    this.set({ sending: message });
    try {
      await api.sendWebhook(this.enterprise, this.lead.submission, this.lead.form, message);
      toast('Added to the queue.');
    } catch (error) {
      toastError(toMessage(error));
    }
    this.set({ sending: '' });
    this.dispatchEvent(new Event('leadwire-changed', { bubbles: true }));
  }

  protected override render() {
    const { webhooks } = this.lead;
    if (webhooks.length === 0) return nothing;
    return html`<section class="card" aria-labelledby="webhooks-title">
      <h2 id="webhooks-title">Webhooks</h2>
      <ol class="history">${webhooks.map((each) => this.#message(each))}</ol>
    </section>`;
  }

  #message({ message, type, url, state, nextAt, tries }: WebhookReport) {
    return html`<li>
      <div class="row between"><strong>${type}</strong> ${pill(...STATES[state])}</div>
      <code>${url}</code>
      ${tries.map(
        (each) =>
          html`<time datetime=${each.at}>${toDateTime(each.at)}</time> <span class="muted">${describeTry(each)}</span>`,
      )}
      ${state === 'waiting' && nextAt ? html`<span class="muted">Next try: ${toShort(nextAt)}</span>` : nothing}
      <button
        aria-label="Send ${type} again to ${url}"
        aria-disabled=${this.sending === message}
        @click=${() => this.#send(message)}
      >
        Send again
      </button>
    </li>`;
  }
}

customElements.define('lw-lead-webhooks', LeadWebhooks);
