import { html, nothing } from 'lit';
import type { SubmissionState } from '../../protocol/wire.ts';
import { api } from '../api.ts';
import type { TestResult } from '../api-answers.ts';
import { ask } from '../components/dialog.ts';
import { icon } from '../components/icons.ts';
import { failure } from '../components/notice.ts';
import { CHANNELS } from '../editor/names.ts';
import { toMessage } from '../http.ts';
import { View } from '../view.ts';
import { statusPill, verdictPill } from './status.ts';

const STEPS: Record<string, string> = {
  checked: 'Answers',
  stored: 'Stored',
  link: 'Link chosen',
  delivered: 'Delivered',
};
const POLL_MS = 1500;
/** Verdicts may take days. */
const POLLS_MAX = 60;

/** Sends one lead with sample answers and shows each step. */
class TestSend extends View<TestSend> {
  static override properties = { form: { attribute: false }, enterprise: { attribute: false } };
  declare form: string;
  declare enterprise: string;
  channel = '';
  busy = false;
  message = '';
  result: TestResult | undefined;
  state: SubmissionState | undefined;
  /** Polling has ended. The lead's own page shows later changes. */
  isPatient = false;
  #timer = 0;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  async #send(confirm: boolean): Promise<void> {
    if (this.busy) return;
    clearTimeout(this.#timer);
    this.set({ busy: true, message: '', result: undefined, state: undefined, isPatient: false });
    try {
      const result = await api.test(this.form, confirm, this.channel);
      this.set({ result });
      if (result.submission && !result.needsConfirmation) void this.#watch(result.submission, POLLS_MAX);
    } catch (error) {
      this.set({ message: toMessage(error) });
    }
    this.set({ busy: false });
  }

  async #watch(submission: string, left: number): Promise<void> {
    const state = await api.state(this.form, submission).catch(() => undefined);
    if (state) this.set({ state });
    if (!this.isConnected || (state && !isOpen(state))) return;
    if (left === 0) return this.set({ isPatient: true });
    this.#timer = setTimeout(() => void this.#watch(submission, left - 1), POLL_MS) as unknown as number;
  }

  #sendReal = async (): Promise<void> => {
    const text = 'Convertr has no sandbox: the client receives this lead like any other, and may have to pay for it.';
    if (await ask({ title: 'Create a real lead?', text, confirm: 'Create a real lead', isDangerous: true }))
      await this.#send(true);
  };

  protected override render() {
    return html`<section class="card" aria-labelledby="test-title">
      <h2 id="test-title">Send a test lead</h2>
      <p class="help">Runs the full path with sample answers. With a real Convertr account it stops once the lead is stored, unless you confirm.</p>
      <div class="control">
        <label for="test-channel">Simulate channel</label>
        <select id="test-channel" @change=${(event: Event) => this.set({ channel: (event.target as HTMLSelectElement).value })}>
          ${['', ...CHANNELS.slice(1)].map((name) => html`<option value=${name}>${name || 'Direct'}</option>`)}
        </select>
      </div>
      <button @click=${() => this.#send(false)} aria-disabled=${this.busy}>${this.busy ? 'Sending…' : 'Send test'}</button>
      <div aria-live="polite">${this.message ? failure(this.message) : nothing} ${this.#result()}</div>
    </section>`;
  }

  #verdict(state: SubmissionState) {
    const tone = state.verdict === 'valid' ? 'good' : isOpen(state) ? 'busy' : 'bad';
    const words = {
      good: '',
      busy: this.isPatient ? 'No verdict yet. The lead’s page shows it later.' : '',
      bad:
        state.verdict === 'invalid' ? 'See the lead for the reasons.' : 'There is no verdict before it is delivered.',
    }[tone];
    return html`<li class=${tone}>
      ${tone === 'busy' ? html`<span class=${this.isPatient ? 'icon' : 'spinner'} aria-hidden="true"></span>` : icon(tone)}
      <div>
        <strong>Verdict</strong>
        <p>${state.status === 'delivered' ? verdictPill(state.verdict) : statusPill(state.status)}</p>
        ${words ? html`<p class="muted">${words}</p>` : nothing}
      </div>
    </li>`;
  }

  #result() {
    const { result, state } = this;
    if (!result) return nothing;
    return html`<ol class="steps">
        ${result.steps.map(
          ({ step, ok, detail }) => html`<li class=${ok ? 'good' : 'bad'}>
            ${icon(ok ? 'good' : 'bad')}
            <div><strong>${STEPS[step] ?? step}</strong><p class="muted">${detail}</p></div>
          </li>`,
        )}
        ${state ? this.#verdict(state) : nothing}
      </ol>
      ${
        result.needsConfirmation
          ? html`<p class="advice">Stored and discarded. Nothing was sent to Convertr.</p>
              <button class="danger" @click=${this.#sendReal}>Send it and create a real lead</button>`
          : nothing
      }
      ${
        result.submission
          ? html`<p><a href="/console/leads/${this.enterprise}/${result.submission}?form=${this.form}">View this lead</a></p>`
          : nothing
      }`;
  }
}

const isOpen = ({ status, verdict }: SubmissionState): boolean =>
  status === 'queued' || status === 'sending' || (status === 'delivered' && verdict === 'pending');

customElements.define('lw-test-send', TestSend);
