import type { NewSubmission, Status } from '../../account-api.ts';
import type { AnswerStore } from './answer-store.ts';
import type { LeadCounts } from './figures/lead-counts.ts';
import type { SourceNames } from './figures/source-names.ts';
import { NEW_ROW, type Row, type RowChange, type RowUpdate } from './lead-row.ts';
import { clearOldColumns } from './old-ledgers/old-answers.ts';
import type { WebhookOutbox } from './webhook-outbox.ts';

export interface NewLead {
  request: NewSubmission;
  /** Its first state. */
  state: Pick<Row, 'status' | 'reason' | 'lane' | 'due'>;
  replied: 'queued' | null;
  fingerprint: string;
  emailHashes: string[];
  sealed: ArrayBuffer;
  tidyDue: number;
}

/** What the store itself adds to a change. */
type WrittenOnce = Partial<Pick<Row, 'first_sent' | 'source_id' | 'source_text'>>;

interface Parts {
  storage: DurableObjectStorage;
  counts: LeadCounts;
  sources: SourceNames;
  answers: AnswerStore;
  outbox: WebhookOutbox;
}

/** The leads with their answers, history and counts. Every change keeps them in step, in one transaction. */
export class LeadStore {
  readonly #storage: DurableObjectStorage;
  readonly #sql: SqlStorage;
  readonly #counts: LeadCounts;
  readonly #sources: SourceNames;
  readonly #answers: AnswerStore;
  readonly #outbox: WebhookOutbox;

  constructor({ storage, counts, sources, answers, outbox }: Parts) {
    this.#storage = storage;
    this.#sql = storage.sql;
    this.#counts = counts;
    this.#sources = sources;
    this.#answers = answers;
    this.#outbox = outbox;
  }

  find(form: string, submission: string): Row | undefined {
    return this.#sql.exec<Row>('SELECT * FROM leads WHERE form = ? AND submission = ?', form, submission).toArray()[0];
  }

  get(id: number): Row | undefined {
    return this.#sql.exec<Row>('SELECT * FROM leads WHERE id = ?', id).toArray()[0];
  }

  findAll(submission: string): Row[] {
    return this.#sql.exec<Row>('SELECT * FROM leads WHERE submission = ? ORDER BY form', submission).toArray();
  }

  hasRows(): boolean {
    return this.#sql.exec('SELECT 1 FROM leads LIMIT 1').toArray().length > 0;
  }

  /**
   * @param dead a discarded or erased row that gives up its id.
   * @returns undefined when the form has a submission with this id already.
   */
  insert(lead: NewLead, now: number, dead?: Row): Row | undefined {
    return this.#transact(() => {
      const values = { ...toColumns(lead, this.#answers.nextId(), now), ...this.#sources.columnsOf(lead, toDay(now)) };
      const columns = Object.keys(values);
      if (dead) this.#freeId(dead, now);
      const [stored] = this.#sql
        .exec<{ id: number }>(
          `INSERT INTO leads (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})
           ON CONFLICT DO NOTHING RETURNING id`,
          ...Object.values(values),
        )
        .toArray();
      if (!stored) return undefined;
      this.#answers.add(values.answers_id, lead.sealed);
      this.addEmails(stored.id, lead.emailHashes);
      // Built here, because reading the row back costs a quarter of writing it.
      const row: Row = { ...NEW_ROW, id: stored.id, ...values };
      this.#counts.add(row);
      if (lead.request.webhooks) this.#outbox.configure(row.form, lead.request.webhooks);
      this.#outbox.record(undefined, row, now);
      return row;
    });
  }

  /**
   * Changes a lead's state, with a line in its history. Only `LeadTransitions` calls this.
   * @returns the row as it is now, or undefined when it was no longer in the expected state.
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
      const after = this.#write(id, { ...change, ...released, ...(isFirstSend && { first_sent: now }) }, now);
      this.#counts.move(before, after);
      this.#outbox.record(before, after, now);
      if (after.status !== before.status && !isFirstSend) this.note(id, before.status, after.status, why, now, by);
      else if (after.verdict !== before.verdict) this.note(id, after.status, after.status, why, now, by);
      return after;
    });
  }

  /** Changes what is not part of a lead's state. */
  update(id: number, update: RowUpdate, now: number): void {
    this.#storage.transactionSync(() => this.#write(id, update, now));
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

  /** Deletes a row with its answers, its history and its e-mail hashes. The day's counters stay. */
  delete(id: number): void {
    this.#storage.transactionSync(() => {
      const row = this.get(id);
      if (!row) return;
      this.#write(id, { sealed: null, reasons: null }, row.updated);
      this.#sql.exec('DELETE FROM history WHERE lead = ?', id);
      this.dropEmails(id);
      this.#outbox.delete(id);
      this.#sql.exec('DELETE FROM leads WHERE id = ?', id);
      this.#counts.remove(row);
    });
  }

  /** The answers are sealed for the id that goes, so they go with it. */
  #freeId({ id, status }: Row, now: number): void {
    this.#write(id, { sealed: null, reasons: null }, now);
    this.#sql.exec('UPDATE leads SET submission = ? WHERE id = ?', crypto.randomUUID(), id);
    this.note(id, status, status, 'submitted_again', now);
  }

  /** As one transaction. What failed is rolled back in memory, too. */
  #transact<T>(work: () => T): T {
    try {
      return this.#storage.transactionSync(work);
    } catch (error) {
      this.#sources.forget();
      throw error;
    }
  }

  #write(id: number, { sealed, reasons, ...columnsChanged }: RowChange & WrittenOnce, now: number): Row {
    const places = sealed === undefined && reasons === undefined ? {} : this.#replaceAnswers(id, sealed, reasons);
    const full = { ...columnsChanged, ...places, updated: now };
    const columns = Object.keys(full).map((column) => `${column} = ?`);
    return this.#sql
      .exec<Row>(`UPDATE leads SET ${columns.join(', ')} WHERE id = ? RETURNING *`, ...Object.values(full), id)
      .one();
  }

  /** @param sealed or `reasons`: undefined leaves what there is. */
  #replaceAnswers(id: number, sealed: ArrayBuffer | null | undefined, reasons: ArrayBuffer | null | undefined) {
    const before = this.get(id);
    const place = (value: ArrayBuffer | null | undefined, old: number | null, inRow: ArrayBuffer | null) => {
      if (value !== undefined) this.#answers.overwrite(old);
      // What an earlier version kept in the row moves along, because the row's own columns are cleared.
      const next = value === undefined ? inRow : value;
      if (!next) return value === undefined ? old : null;
      const added = this.#answers.nextId();
      this.#answers.add(added, next);
      return added;
    };
    const answers_id = place(sealed, before?.answers_id ?? null, before?.sealed ?? null);
    const reasons_id = place(reasons, before?.reasons_id ?? null, before?.reasons ?? null);
    if (before?.sealed || before?.reasons) clearOldColumns(this.#sql, id);
    return { answers_id, reasons_id };
  }
}

/** `YYYY-MM-DD`, UTC. */
const toDay = (time: number): string => new Date(time).toISOString().slice(0, 10);

function toColumns({ request, state, replied, fingerprint, tidyDue }: NewLead, answersId: number, now: number) {
  return {
    form: request.form,
    submission: request.submission,
    campaign: request.campaignId,
    convertr_form: request.formId,
    ...state,
    channel: request.channel,
    counted_channel: request.countedChannel ?? null,
    link_id: request.linkId ?? null,
    flags: JSON.stringify(request.flags),
    on_unknown: request.onUnknown,
    min_gap_ms: request.minGapSeconds * 1000,
    tidy_due: tidyDue,
    replied,
    fingerprint,
    answers_id: answersId,
    day: toDay(now),
    received: now,
    updated: now,
  };
}
