import { html, nothing } from 'lit';
import type { Answers, Status } from '../../account-api.ts';
import { api, type LeadFile, toMessage } from '../api.ts';
import { ask, toast } from '../components/dialog.ts';
import { icon } from '../components/icons.ts';
import { failure, loading } from '../components/notice.ts';
import { keepFresh } from '../components/refresh.ts';
import { toDateTime } from '../components/time.ts';
import { drawAnswers, drawReasons, findNames, readCorrections } from '../leads/lead-answers.ts';
import { lastFilter } from '../leads/lead-filters.ts';
import { reasonText, statusPill, statusWord, verdictPill } from '../leads/status.ts';
import { focusHeading, LOADING, type Loadable, View } from '../view.ts';

const REFRESH_MS = 3000;
const RETRIED: readonly Status[] = ['refused', 'held', 'unknown', 'quarantined'];
const DISCARDED: readonly Status[] = ['queued', ...RETRIED];

/** One lead: what became of it, and what can be done. Its answers stay hidden until somebody asks for them. */
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
  /** As shown; kept while the rest refreshes. */
  answers: Answers | null = null;
  reasons: string[] = [];
  context: LeadFile['context'] = null;
  busy = false;
  #stop: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    document.title = 'Lead – Leadwire';
    void this.#load();
    this.#stop = keepFresh(() => {
      const { lead } = this;
      const isOpen =
        lead.status === 'ready' && (/queued|sending/.test(lead.value.status) || lead.value.verdict === 'pending');
      return isOpen && this.#load();
    }, REFRESH_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop?.();
  }

  #load = async (): Promise<void> => {
    try {
      this.set({
        lead: { status: 'ready', value: await api.lead(this.enterprise, this.submission, this.form, false) },
      });
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
      toast(toMessage(error));
    }
  };

  #retry = async (event?: SubmitEvent): Promise<void> => {
    event?.preventDefault();
    const form = event?.target;
    const corrections = form instanceof HTMLFormElement ? readCorrections(form, this.answers ?? {}) : {};
    const isDone = await this.#act(
      () =>
        api.retry(
          this.enterprise,
          this.submission,
          this.form,
          Object.keys(corrections).length > 0 ? corrections : undefined,
        ),
      'Queued again.',
    );
    // What was typed stays until it is taken.
    if (isDone) this.set({ answers: null, reasons: [], context: null });
  };

  #discard = async (): Promise<void> => {
    const text = 'It will not be sent. Its answers are deleted in time.';
    if (!(await ask({ title: 'Discard this lead?', text, confirm: 'Discard', isDangerous: true }))) return;
    await this.#act(() => api.discard(this.enterprise, this.submission, this.form), 'Discarded.');
  };

  /** @returns whether it was done. */
  async #act(work: () => Promise<unknown>, thanks: string): Promise<boolean> {
    if (this.busy) return false;
    this.set({ busy: true });
    const isDone = await work().then(
      () => true,
      (error) => {
        toast(toMessage(error));
        return false;
      },
    );
    if (isDone) toast(thanks);
    this.set({ busy: false });
    if (isDone) focusHeading(this, 'h1');
    await this.#load();
    return isDone;
  }

  #hide = (): void => {
    focusHeading(this, '#answers-title');
    this.set({ answers: null, reasons: [], context: null });
  };

  protected override render() {
    return html`<p class="trail"><a href="/console/leads${lastFilter(this.enterprise)}">${icon('back')} Leads</a></p>
      <header class="head"><h1>Lead ${this.lead.status === 'ready' && this.lead.value.leadId ? this.lead.value.leadId : ''}</h1></header>
      ${this.#body()}`;
  }

  #body() {
    if (this.lead.status === 'loading') return loading('Loading the lead…');
    if (this.lead.status === 'failed') return failure(this.lead.message, this.#load);
    const lead = this.lead.value;
    return html`<div class="columns">
      <div>
        <section class="card" aria-label="Facts">
          <dl class="facts">
            <dt>Status</dt><dd>${statusPill(lead.status)}</dd>
            <dt>Verdict</dt><dd>${verdictPill(lead.verdict)}</dd>
            ${lead.reason ? html`<dt>Reason</dt><dd>${reasonText(lead.reason)}</dd>` : nothing}
            <dt>Form</dt><dd><a href="/console/forms/${lead.form}">${lead.form}</a></dd>
            <dt>Campaign</dt><dd>${lead.campaignId}</dd>
            <dt>Channel</dt><dd>${lead.channel}${lead.linkId ? ` → link ${lead.linkId}` : ', no link'}</dd>
            <dt>Received</dt><dd>${toDateTime(lead.receivedAt)}</dd>
            <dt>Tries</dt><dd>${lead.attempts}</dd>
            ${lead.flags.length > 0 ? html`<dt>Flags</dt><dd>${lead.flags.map(reasonText).join(', ')}</dd>` : nothing}
            ${lead.possibleDuplicate ? html`<dt>Duplicate</dt><dd>It may have arrived twice.</dd>` : nothing}
            <dt>Submission</dt><dd><code>${lead.submission}</code></dd>
          </dl>
          <div class="row">
            ${RETRIED.includes(lead.status) && lead.hasAnswers && !this.answers ? html`<button class="primary" aria-disabled=${this.busy} @click=${() => this.#retry()}>Send it again</button>` : nothing}
            ${DISCARDED.includes(lead.status) ? html`<button class="danger quiet" aria-disabled=${this.busy} @click=${this.#discard}>Discard</button>` : nothing}
          </div>
        </section>
        ${this.#answers(lead)}
      </div>
      <section class="card" aria-labelledby="history-title">
        <h2 id="history-title">History</h2>
        <ol class="history">
          ${lead.history.map(
            ({ at, from, to, why }) => html`<li>
            <time datetime=${at}>${toDateTime(at)}</time>
            <strong>${reasonText(why)}</strong>
            ${from !== to ? html`<span class="muted">${from ? `${statusWord(from)} → ` : ''}${statusWord(to)}</span>` : nothing}
          </li>`,
          )}
        </ol>
      </section>
    </div>`;
  }

  #answers(lead: LeadFile) {
    if (!this.answers) {
      return html`<section class="card" aria-labelledby="answers-title">
        <h2 id="answers-title">Answers</h2>
        ${
          lead.hasAnswers
            ? html`<p class="help">They are personal. That you look at them is written into the lead’s history.</p>
                <button @click=${this.#show}>${icon('eye')} Show the answers</button>`
            : html`<p class="muted">They have been deleted.</p>`
        }
      </section>`;
    }
    const canCorrect = RETRIED.includes(lead.status);
    return html`<section class="card" aria-labelledby="answers-title">
      <h2 id="answers-title">Answers</h2>
      ${drawReasons(this.reasons)} ${drawAnswers(this.answers, findNames(this.reasons), canCorrect ? this.#retry : undefined, this.busy)}
      ${this.context?.page ? html`<p class="muted">Sent from ${this.context.page}</p>` : nothing}
      <button class="quiet" @click=${this.#hide}>Hide them</button>
    </section>`;
  }
}

customElements.define('lw-lead', Lead);
