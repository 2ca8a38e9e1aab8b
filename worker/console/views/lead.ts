import { html, nothing, type PropertyValues } from 'lit';
import type { Answers } from '../../account-api.ts';
import { api, type LeadFile, toMessage } from '../api.ts';
import { icon } from '../components/icons.ts';
import { failure, loading } from '../components/notice.ts';
import { keepFresh } from '../components/refresh.ts';
import { toShort } from '../components/time.ts';
import { doUndoable, isPending, toast, toastError, undo } from '../components/toast.ts';
import { drawAnswers, drawCorrection, drawReasons, readCorrections } from '../leads/lead-answers.ts';
import { drawFacts, drawHistory } from '../leads/lead-facts.ts';
import { lastFilter } from '../leads/lead-filters.ts';
import { DISCARDED, RESENT } from '../leads/status.ts';
import { focusHeading, LOADING, type Loadable, View } from '../view.ts';

const REFRESH_MS = 3000;

/** One lead: what happened to it, and what an operator can do. Its answers stay hidden until somebody asks for them. */
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
  /** As shown. They stay on the screen while the rest refreshes. */
  answers: Answers | null = null;
  reasons: string[] = [];
  context: LeadFile['context'] = null;
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
        lead.status === 'ready' && (/queued|sending/.test(lead.value.status) || lead.value.verdict === 'pending');
      return isOpen && this.#load();
    }, REFRESH_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('leadwire-pending', this.#onPending);
    this.#stop?.();
  }

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

  #show = async (): Promise<void> => {
    try {
      const { answers, reasons, context } = await api.lead(this.enterprise, this.submission, this.form, true);
      this.set({ answers, reasons, context });
      await this.updateComplete;
      focusHeading(this, '#answers-title');
      await this.#load();
    } catch (error) {
      toastError(toMessage(error));
    }
  };

  #resend = async (event?: SubmitEvent): Promise<void> => {
    event?.preventDefault();
    if (this.busy) return;
    const form = event?.target;
    const corrections = form instanceof HTMLFormElement ? readCorrections(form, this.answers ?? {}) : {};
    const answers = Object.keys(corrections).length > 0 ? corrections : undefined;
    this.set({ busy: true });
    try {
      await api.retry(this.enterprise, this.submission, this.form, answers);
      this.set({ answers: null, reasons: [], context: null });
      toast('Added to the queue.');
      focusHeading(this, 'h1');
    } catch (error) {
      // What was typed stays.
      toastError(toMessage(error));
    }
    this.set({ busy: false });
    await this.#load();
  };

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

  #hide = (): void => {
    focusHeading(this, '#answers-title');
    this.set({ answers: null, reasons: [], context: null });
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
    return html`<div class="columns">
      <div>${drawFacts(lead, this.#buttons(lead))} ${this.#answers(lead)}</div>
      ${drawHistory(lead)}
    </div>`;
  }

  #buttons(lead: LeadFile) {
    if (isPending(this.#key)) {
      return html`<div class="row">
        <span>This lead is discarded in a few seconds.</span>
        <button class="undo" @click=${() => undo(this.#key)}>Undo</button>
      </div>`;
    }
    const canResend = RESENT.includes(lead.status) && lead.hasAnswers && !this.answers;
    return html`<div class="row">
      ${canResend ? html`<button class="primary" aria-disabled=${this.busy} @click=${() => this.#resend()}>Send again</button>` : nothing}
      ${DISCARDED.includes(lead.status) ? html`<button class="danger quiet" aria-disabled=${this.busy} @click=${this.#discard}>Discard</button>` : nothing}
    </div>`;
  }

  #answers(lead: LeadFile) {
    const { answers } = this;
    const until = lead.answersUntil ? ` They are deleted on ${toShort(lead.answersUntil)}.` : '';
    if (!answers) {
      return html`<section class="card" aria-labelledby="answers-title">
        <h2 id="answers-title">Answers</h2>
        ${
          lead.hasAnswers
            ? html`<p class="help">Personal data. Viewing it is recorded in this lead’s history.${until}</p>
                <button @click=${this.#show}>${icon('eye')} Show answers</button>`
            : html`<p class="muted">Deleted.</p>`
        }
      </section>`;
    }
    const correction = { reasons: this.reasons, onSubmit: this.#resend, busy: this.busy };
    return html`<section class="card" aria-labelledby="answers-title">
      <h2 id="answers-title">Answers</h2>
      ${drawReasons(this.reasons)} ${RESENT.includes(lead.status) ? drawCorrection(answers, correction) : drawAnswers(answers)}
      ${this.context?.page ? html`<p class="muted">Sent from ${this.context.page}</p>` : nothing}
      <button class="quiet" @click=${this.#hide}>Hide answers</button>
    </section>`;
  }
}

customElements.define('lw-lead', Lead);
