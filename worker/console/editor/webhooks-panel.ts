import { html, nothing } from 'lit';
import { WEBHOOK_EVENTS, type WebhookTarget } from '../../webhooks/target.ts';
import { api } from '../api.ts';
import type { WebhookTry } from '../api-answers.ts';
import { icon } from '../components/icons.ts';
import { failure, fault } from '../components/notice.ts';
import { toMessage } from '../http.ts';
import { describeTry, pill } from '../leads/status.ts';
import { change } from './draft.ts';
import { textControl, tickControl } from './fields/control.ts';
import { EVENT_NAMES } from './names.ts';
import { Panel } from './panel.ts';

const RECEIVERS_MAX = 5;

/** The receivers of a form's webhooks. */
class WebhooksPanel extends Panel<WebhooksPanel> {
  tries: WebhookTry[] = [];
  message = '';
  testing = false;

  get #targets(): WebhookTarget[] {
    return (this.editing.document.webhooks as WebhookTarget[] | undefined) ?? [];
  }

  get #areSaved(): boolean {
    return JSON.stringify(this.editing.saved?.webhooks) === JSON.stringify(this.editing.document.webhooks);
  }

  #set(targets: WebhookTarget[]): void {
    this.set({ tries: [], message: '' });
    this.edit(change(this.editing.document, 'webhooks', targets.length > 0 ? targets : undefined));
  }

  #change(index: number, next: Partial<WebhookTarget>): void {
    this.#set(
      this.#targets.map((target, at) => {
        const { url, events, answers } = { ...target, ...next };
        return at === index ? { url, ...(events && { events }), ...(answers && { answers }) } : target;
      }),
    );
  }

  #toggle(index: number, name: (typeof WEBHOOK_EVENTS)[number], isOn: boolean): void {
    const before = this.#targets[index]?.events ?? WEBHOOK_EVENTS;
    const events = WEBHOOK_EVENTS.filter((each) => (each === name ? isOn : before.includes(each)));
    this.#change(index, { events: events.length === WEBHOOK_EVENTS.length ? undefined : events });
  }

  #test = async (): Promise<void> => {
    if (this.testing) return;
    this.set({ testing: true, message: '', tries: [] });
    try {
      this.set({ tries: await api.testWebhooks(this.editing.form) });
    } catch (error) {
      this.set({ message: toMessage(error) });
    }
    this.set({ testing: false });
  };

  protected override render() {
    const targets = this.#targets;
    return html`<fieldset>
      <legend>Webhooks</legend>
      <p class="help">Leadwire notifies these addresses of what happens to each lead.</p>
      ${targets.map((target, index) => this.#receiver(target, index))} ${fault('webhooks-fault', this.#ownFault())}
      <div class="row">
        <button
          type="button"
          ?disabled=${targets.length >= RECEIVERS_MAX}
          @click=${() => this.#set([...targets, { url: '' }])}
        >
          ${icon('plus')} Add a receiver
        </button>
        ${targets.length > 0 ? this.#tester() : nothing}
      </div>
      <div class="tries" role="status">
        ${this.tries.map((each) => {
          const hasArrived = each.status !== null && each.status >= 200 && each.status < 300;
          return html`<p>
            ${hasArrived ? pill('Arrived', 'good') : pill('Failed', 'bad')} <code>${each.url}</code>
            <span class="muted">${describeTry(each)}</span>
          </p>`;
        })}
      </div>
      ${this.message ? failure(this.message) : nothing}
    </fieldset>`;
  }

  #tester() {
    if (!this.#areSaved) return html`<span class="muted">Save first, then send a test message.</span>`;
    return html`<button type="button" aria-disabled=${this.testing} @click=${this.#test}>
      ${this.testing ? 'Sending…' : 'Send a test message'}
    </button>`;
  }

  /** The errors of single receivers are shown there. */
  #ownFault(): string | undefined {
    return this.editing.faults.find(({ path }) => path === 'webhooks')?.message;
  }

  #receiver({ url, events = [...WEBHOOK_EVENTS], answers = false }: WebhookTarget, index: number) {
    const id = `webhook-${index}`;
    return html`<fieldset class="receiver">
      <legend>Receiver ${index + 1}</legend>
      ${textControl({
        id: `${id}-url`,
        label: 'Address',
        type: 'url',
        value: url,
        placeholder: 'https://hooks.example.com/leads',
        fault: this.faultAt(`webhooks[${index}].url`),
        onInput: (value) => this.#change(index, { url: value.trim() }),
      })}
      ${WEBHOOK_EVENTS.map((name) =>
        tickControl(`${id}-${name.replace('.', '-')}`, EVENT_NAMES[name], events.includes(name), (isOn) =>
          this.#toggle(index, name, isOn),
        ),
      )}
      ${fault(`${id}-events-fault`, this.faultAt(`webhooks[${index}].events`))}
      ${tickControl(`${id}-answers`, 'Include the visitor’s answers', answers, (isOn) =>
        this.#change(index, { answers: isOn || undefined }),
      )}
      ${answers ? html`<p class="notice warn">Personal data goes to this address. Name it in your privacy notice.</p>` : nothing}
      <button
        type="button"
        class="quiet danger"
        @click=${() => this.#set(this.#targets.filter((_, at) => at !== index))}
      >
        Remove receiver ${index + 1}
      </button>
    </fieldset>`;
  }
}

customElements.define('lw-webhooks-panel', WebhooksPanel);
