import type { Status } from '../../account-api.ts';
import type { AnswerStore } from './answer-store.ts';
import type { LeadCounts } from './figures/lead-counts.ts';
import type { SourceNames } from './figures/source-names.ts';
import type { Row, RowChange, RowUpdate } from './lead-row.ts';
import { LeadRows, type NewLead, toDay } from './lead-rows.ts';
import type { WebhookOutbox } from './webhook-outbox.ts';

interface Parts {
  storage: DurableObjectStorage;
  counts: LeadCounts;
  sources: SourceNames;
  answers: AnswerStore;
  outbox: WebhookOutbox;
}

/** The leads with their answers, history and counts. Each change updates all of them in one transaction. */
export class LeadStore {
  readonly #storage: DurableObjectStorage;
  readonly #sql: SqlStorage;
  readonly #rows: LeadRows;
  readonly #counts: LeadCounts;
  readonly #sources: SourceNames;
  readonly #outbox: WebhookOutbox;

  constructor({ storage, counts, sources, answers, outbox }: Parts) {
    this.#storage = storage;
    this.#sql = storage.sql;
    this.#rows = new LeadRows(storage.sql, answers);
    this.#counts = counts;
    this.#sources = sources;
    this.#outbox = outbox;
  }

  find(form: string, submission: string): Row | undefined {
    return this.#rows.find(form, submission);
  }

  get(id: number): Row | undefined {
    return this.#rows.get(id);
  }

  findAll(submission: string): Row[] {
    return this.#rows.findAll(submission);
  }

  findByNumber(leadId: number): Row | undefined {
    return this.#rows.findByNumber(leadId);
  }

  hasRows(): boolean {
    return this.#rows.hasRows();
  }

  /**
   * @param dead a discarded or erased row that gives up its id.
   * @returns undefined if the form already has a submission with this id.
   */
  insert(lead: NewLead, now: number, dead?: Row): Row | undefined {
    return this.#transact(() => {
      if (dead) this.#freeId(dead, now);
      const row = this.#rows.insert(lead, this.#sources.columnsOf(lead, toDay(now)), now);
      if (!row) return undefined;
      this.addEmails(row.id, lead.emailHashes);
      this.#counts.add(row);
      if (lead.request.webhooks) this.#outbox.configure(row.form, lead.request.webhooks);
      this.#outbox.record(undefined, row, now);
      return row;
    });
  }

  /**
   * Changes a lead's state, with a line in its history. Only `LeadTransitions` calls this.
   * @returns the row as it is now, or undefined if it was no longer in the expected state.
   */
  change(
    id: number,
    expected: { status: Status; attempt: number | null },
    change: RowChange,
    why: string,
    now: number,
    by?: string,
  ): Row | undefined {
    return this.#transact(() => {
      const before = this.get(id);
      if (!before || before.status !== expected.status || before.lease !== expected.attempt) return undefined;
      // Every lead is sent at least once: the time of its first send is a column, which saves a row in `history`.
      const isFirstSend = change.status === 'sending' && before.status === 'queued' && before.attempts === 0;
      const released = change.status === undefined ? {} : this.#sources.release(before, change.status);
      const written = { ...change, ...released, first_sent: isFirstSend ? now : before.first_sent };
      const after = this.#rows.write(id, written, now);
      this.#counts.move(before, after);
      this.#outbox.record(before, after, now);
      if (after.status !== before.status && !isFirstSend) this.note(id, before.status, after.status, why, now, by);
      else if (after.verdict !== before.verdict) this.note(id, after.status, after.status, why, now, by);
      return after;
    });
  }

  /** Changes columns that are not part of a lead's state. */
  update(id: number, update: RowUpdate, now: number): void {
    this.#storage.transactionSync(() => this.#rows.write(id, update, now));
  }

  /** Adds a line to a lead's history. `by`: the person who did it. */
  note(id: number, from: Status | null, to: Status, why: string, now: number, by?: string): void {
    this.#sql.exec(
      'INSERT INTO history (lead, at, from_status, to_status, why, by_whom) VALUES (?, ?, ?, ?, ?, ?)',
      id,
      now,
      from,
      to,
      why,
      by ?? null,
    );
  }

  addEmails(id: number, hashes: string[]): void {
    for (const hash of hashes) this.#sql.exec('INSERT OR IGNORE INTO emails (hash, lead) VALUES (?, ?)', hash, id);
  }

  dropEmails(id: number): void {
    this.#sql.exec('DELETE FROM emails WHERE lead = ?', id);
  }

  /** Deletes a row with its answers, its history and its email hashes. The day's counters stay. */
  delete(id: number): void {
    this.#storage.transactionSync(() => {
      const row = this.get(id);
      if (!row) return;
      this.#rows.write(id, { sealed: null, reasons: null }, row.updated);
      this.#sql.exec('DELETE FROM history WHERE lead = ?', id);
      this.dropEmails(id);
      this.#outbox.delete(id);
      this.#sql.exec('DELETE FROM leads WHERE id = ?', id);
      this.#counts.remove(row);
    });
  }

  /** The answers are encrypted for the old id, so they are deleted with it. */
  #freeId({ id, status }: Row, now: number): void {
    this.#rows.write(id, { sealed: null, reasons: null }, now);
    this.#sql.exec('UPDATE leads SET submission = ? WHERE id = ?', crypto.randomUUID(), id);
    this.note(id, status, status, 'submitted_again', now);
  }

  /** Runs as one transaction. A failure rolls back the counts in memory, too. */
  #transact<T>(work: () => T): T {
    try {
      return this.#storage.transactionSync(work);
    } catch (error) {
      this.#sources.forget();
      throw error;
    }
  }
}
