import { html } from 'lit';
import { api, type Checkup as Result, toMessage } from '../api.ts';
import { icon } from '../components/icons.ts';
import { failure, loading } from '../components/notice.ts';
import { LOADING, type Loadable, View } from '../view.ts';

/** What would keep the form from working: each line is good, or says what to do. */
class Checkup extends View<Checkup> {
  static override properties = { form: { attribute: false } };
  declare form: string;
  result: Loadable<Result> = LOADING;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#run();
  }

  #run = async (): Promise<void> => {
    this.set({ result: LOADING });
    try {
      this.set({ result: { status: 'ready', value: await api.checkup(this.form) } });
    } catch (error) {
      this.set({ result: { status: 'failed', message: toMessage(error) } });
    }
  };

  protected override render() {
    if (this.result.status === 'loading') return loading('Looking at the account, the campaign and the pages…');
    if (this.result.status === 'failed') return failure(this.result.message, this.#run);
    const { lines, healthy } = this.result.value;
    const count = lines.filter(({ ok }) => !ok).length;
    return html`<section class="card" aria-labelledby="check-title">
      <div class="row between">
        <h2 id="check-title">${healthy ? 'Everything is in order' : count === 1 ? 'One thing to do' : `${count} things to do`}</h2>
        <button @click=${this.#run}>Check again</button>
      </div>
      <ul class="steps">
        ${lines.map(
          ({ check, ok, detail }) => html`<li class=${ok ? 'good' : 'bad'}>
            ${icon(ok ? 'good' : 'bad')}
            <div><strong>${check}<span class="away">: ${ok ? 'good' : 'to do'}</span></strong><p class="muted">${detail}</p></div>
          </li>`,
        )}
      </ul>
      <p class="help">The same in a terminal: <code>npm run doctor -- ${this.form}</code></p>
    </section>`;
  }
}

customElements.define('lw-checkup', Checkup);
