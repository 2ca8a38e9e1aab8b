import { html } from 'lit';
import type { Answers } from '../../account-api.ts';
import { api } from '../api.ts';
import type { LeadFile } from '../api-answers.ts';
import { icon } from '../components/icons.ts';
import { toShort } from '../components/time.ts';
import { toast, toastError } from '../components/toast.ts';
import { toMessage } from '../http.ts';
import { focusHeading, View } from '../view.ts';
import { drawAnswers, drawCorrection, drawReasons, readCorrections } from './lead-answers.ts';
import { RESENT } from './status.ts';

/** A lead's answers. They stay hidden until somebody asks for them, and can then be corrected. */
class AnswersCard extends View<AnswersCard> {
  static override properties = {
    enterprise: { attribute: false },
    lead: { attribute: false },
    onShown: { attribute: false },
  };
  declare enterprise: string;
  declare lead: LeadFile;
  /** Called with whether the answers are on the screen. */
  declare onShown: (isShown: boolean) => void;
  /** As shown. They stay on the screen while the rest refreshes. */
  answers: Answers | null = null;
  reasons: string[] = [];
  context: LeadFile['context'] = null;
  busy = false;

  #show = async (): Promise<void> => {
    const { enterprise, lead } = this;
    try {
      const { answers, reasons, context } = await api.lead(enterprise, lead.submission, lead.form, true);
      this.set({ answers, reasons, context });
      this.onShown(true);
      await this.updateComplete;
      focusHeading(this, '#answers-title');
      this.#tell();
    } catch (error) {
      toastError(toMessage(error));
    }
  };

  #hide = (): void => {
    focusHeading(this, '#answers-title');
    this.#forget();
  };

  #forget(): void {
    this.set({ answers: null, reasons: [], context: null });
    this.onShown(false);
  }

  #resend = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (this.busy) return;
    const corrections = readCorrections(event.target as HTMLFormElement, this.answers ?? {});
    const answers = Object.keys(corrections).length > 0 ? corrections : undefined;
    this.set({ busy: true });
    try {
      await api.retry(this.enterprise, this.lead.submission, this.lead.form, answers);
      this.#forget();
      toast('Added to the queue.');
      focusHeading(document, 'h1');
    } catch (error) {
      // What was typed stays.
      toastError(toMessage(error));
    }
    this.set({ busy: false });
    this.#tell();
  };

  /** The lead's history and state have changed. */
  #tell(): void {
    this.dispatchEvent(new Event('leadwire-changed', { bubbles: true }));
  }

  protected override render() {
    return html`<section class="card" aria-labelledby="answers-title">
      <h2 id="answers-title">Answers</h2>
      ${this.answers ? this.#shown(this.answers) : this.#hidden()}
    </section>`;
  }

  #hidden() {
    const { hasAnswers, answersUntil } = this.lead;
    if (!hasAnswers) return html`<p class="muted">Deleted.</p>`;
    const until = answersUntil ? ` They are deleted on ${toShort(answersUntil)}.` : '';
    return html`<p class="help">Personal data. Viewing it is recorded in this lead’s history.${until}</p>
      <button @click=${this.#show}>${icon('eye')} Show answers</button>`;
  }

  #shown(answers: Answers) {
    const correction = { reasons: this.reasons, onSubmit: this.#resend, busy: this.busy };
    const canCorrect = RESENT.includes(this.lead.status);
    return html`${drawReasons(this.reasons)} ${canCorrect ? drawCorrection(answers, correction) : drawAnswers(answers)}
      ${this.context?.page ? html`<p class="muted">Sent from ${this.context.page}</p>` : ''}
      <button class="quiet" @click=${this.#hide}>Hide answers</button>`;
  }
}

customElements.define('lw-lead-answers', AnswersCard);
