import { html, nothing } from 'lit';
import type { ReconcileResult } from '../../account-api.ts';
import { failure, status } from '../components/notice.ts';
import { toMessage } from '../http.ts';
import { reconcile } from '../leads/reconcile.ts';
import { countLeads } from '../leads/status.ts';
import {
  type ColumnChoice,
  guessColumns,
  parseTable,
  readText,
  toLines,
  type VerdictTable,
} from '../leads/verdict-list.ts';
import { View } from '../view.ts';

const COLUMNS: [keyof ColumnChoice, label: string, none: string][] = [
  ['leadId', 'Lead number', 'No column'],
  ['verdict', 'Verdict', 'All are invalid'],
  ['reason', 'Reason', 'No column'],
];
const UNKNOWN_SHOWN = 50;

/** Imports a list of verdicts that Convertr has sent. It shows what would change before it changes anything. */
class Reconcile extends View<Reconcile> {
  static override properties = { query: { attribute: false } };
  declare query: string;
  text = '';
  table: VerdictTable = { columns: [], rows: [] };
  choice: ColumnChoice = { leadId: -1, verdict: -1, reason: -1 };
  /** The result of the dry run, and later of the change. */
  result: { isDone: boolean; value: ReconcileResult } | undefined;
  message = '';
  busy = false;

  override connectedCallback(): void {
    super.connectedCallback();
    document.title = 'Check a list – Leadwire';
  }

  get #enterprise(): string {
    return new URLSearchParams(this.query).get('enterprise') ?? '';
  }

  #read = async (text: string): Promise<void> => {
    this.set({ text, result: undefined, message: '' });
    try {
      const table = await parseTable(text);
      // Somebody may have typed more in between.
      if (text === this.text) this.set({ table, choice: guessColumns(table) });
    } catch (error) {
      this.set({ message: toMessage(error) });
    }
  };

  #readFile = async (file: File | null | undefined): Promise<void> => {
    if (file) await this.#read(await readText(file));
  };

  #drop = (event: DragEvent): void => {
    const file = event.dataTransfer?.files[0];
    // The browser handles dropped text.
    if (!file) return;
    event.preventDefault();
    void this.#readFile(file);
  };

  async #run(isDryRun: boolean): Promise<void> {
    if (this.busy) return;
    this.set({ busy: true, message: '' });
    const { lines } = toLines(this.table, this.choice);
    try {
      const value = await reconcile(this.#enterprise, lines, isDryRun);
      this.set({ result: { isDone: !isDryRun, value } });
    } catch (error) {
      this.set({ message: toMessage(error) });
    }
    this.set({ busy: false });
  }

  protected override render() {
    return html`<header class="head"><h1>Check a list of verdicts</h1></header>
      <section class="card narrow" @drop=${this.#drop} @dragover=${(event: Event) => event.preventDefault()}>
        <p>
          Paste the list that Convertr or its client sent you, for <strong>${this.#enterprise}</strong>, or drop a CSV file
          here. You see what would change first.
        </p>
        <div class="control">
          <label for="list">List</label>
          <textarea id="list" rows="8" spellcheck="false" .value=${this.text}
            @input=${({ target }: InputEvent) => this.#read((target as HTMLTextAreaElement).value)}></textarea>
        </div>
        <div class="control">
          <label for="file">CSV file</label>
          <input id="file" type="file" accept=".csv,.tsv,.txt,text/csv"
            @change=${({ target }: Event) => this.#readFile((target as HTMLInputElement).files?.[0])} />
        </div>
        ${this.table.rows.length > 0 ? this.#columns() : nothing}
      </section>
      ${this.message ? failure(this.message) : nothing}
      ${status(this.result ? this.#outcome(this.result) : nothing)}`;
  }

  #columns() {
    const { lines, unread } = toLines(this.table, this.choice);
    return html`<h2>Columns</h2>
      ${COLUMNS.map(([key, label, none]) => this.#column(key, label, none))}
      <p class="muted" role="status">
        ${countLeads(lines.length)} in the list.${unread > 0 ? ` ${unread} ${unread === 1 ? 'line' : 'lines'} can’t be read.` : ''}
      </p>
      <button class=${this.result ? nothing : 'primary'} aria-disabled=${this.busy || lines.length === 0}
        @click=${() => lines.length > 0 && this.#run(true)}>Compare with the leads</button>`;
  }

  #column(key: keyof ColumnChoice, label: string, none: string) {
    const change = ({ target }: Event) =>
      this.set({
        choice: { ...this.choice, [key]: Number((target as HTMLSelectElement).value) },
        result: undefined,
      });
    const names = [none, ...this.table.columns];
    return html`<div class="control">
      <label for="column-${key}">${label}</label>
      <select id="column-${key}" @change=${change}>
        ${names.map((name, n) => html`<option value=${n - 1} ?selected=${n - 1 === this.choice[key]}>${name}</option>`)}
      </select>
    </div>`;
  }

  #outcome({ isDone, value: { matched, changed, unknown } }: NonNullable<Reconcile['result']>) {
    return html`<section class="card narrow">
      <h2>${isDone ? 'Done' : 'What would change'}</h2>
      <ul>
        <li>${countLeads(matched)} found</li>
        <li>${countLeads(changed)} ${isDone ? 'changed' : 'with another verdict'}</li>
        <li>${countLeads(unknown.length)} unknown here${unknown.length > 0 ? `: ${unknown.slice(0, UNKNOWN_SHOWN).join(', ')}` : ''}${unknown.length > UNKNOWN_SHOWN ? ' …' : ''}</li>
      </ul>
      ${
        isDone || changed === 0
          ? nothing
          : html`<button class="primary" aria-disabled=${this.busy} @click=${() => this.#run(false)}>
              ${this.busy ? 'Changing…' : `Change ${countLeads(changed)}`}
            </button>`
      }
    </section>`;
  }
}

customElements.define('lw-reconcile', Reconcile);
