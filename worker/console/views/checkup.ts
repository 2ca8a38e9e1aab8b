import { html } from 'lit';
import { api } from '../api.ts';
import type { Checkup as Result } from '../api-answers.ts';
import { icon } from '../components/icons.ts';
import { failure, loading } from '../components/notice.ts';
import { announce } from '../components/toast.ts';
import { toMessage } from '../http.ts';
import { LOADING, type Loadable, View } from '../view.ts';

const WORDS = { good: 'good', bad: 'to do', info: 'note' } as const;

/** Checks that the form can work. Each line is good, tells what to do, or is a note. */
class Checkup extends View<Checkup> {
  static override properties = { form: { attribute: false } };
  declare form: string;
  result: Loadable<Result> = LOADING;
  busy = false;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#run();
  }

  #run = async (): Promise<void> => {
    if (this.busy) return;
    // The old lines stay, and so does the focus.
    this.set({ busy: true, result: this.result.status === 'ready' ? this.result : LOADING });
    try {
      const value = await api.checkup(this.form);
      this.set({ result: { status: 'ready', value } });
      announce(toTitle(value));
    } catch (error) {
      this.set({ result: { status: 'failed', message: toMessage(error) } });
    }
    this.set({ busy: false });
  };

  protected override render() {
    if (this.result.status === 'loading') return loading('Checking the account, the campaign and the sites…');
    if (this.result.status === 'failed') return failure(this.result.message, this.#run);
    const { lines } = this.result.value;
    return html`<section class="card" aria-labelledby="check-title">
      <div class="row between">
        <h2 id="check-title">${toTitle(this.result.value)}</h2>
        <button @click=${this.#run} aria-disabled=${this.busy}>${this.busy ? 'Checking…' : 'Check again'}</button>
      </div>
      <ul class="steps">
        ${lines.map(({ check, ok, detail, hint }) => {
          const tone = !ok ? 'bad' : hint ? 'info' : 'good';
          return html`<li class=${tone}>
              ${icon(tone)}
              <div><strong>${check}<span class="away">: ${WORDS[tone]}</span></strong><p class="muted">${detail}</p></div>
            </li>`;
        })}
      </ul>
      <p class="help">The same in a terminal: <code>npm run doctor -- ${this.form}</code></p>
    </section>`;
  }
}

function toTitle({ healthy, lines }: Result): string {
  const count = lines.filter(({ ok }) => !ok).length;
  return healthy ? 'Nothing to do' : count === 1 ? 'One thing to do' : `${count} things to do`;
}

customElements.define('lw-checkup', Checkup);
