import type { NewSubmission, Status } from '../../account-api.ts';
import type { LeadCounts } from './lead-counts.ts';
import { NEW_ROW, type Row, type RowChange, type RowUpdate } from './lead-row.ts';

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

/** The leads with their history and their counts. Every change keeps the three in step, in one transaction. */
export class LeadStore {
  readonly #storage: DurableObjectStorage;
  readonly #sql: SqlStorage;
  readonly #counts: LeadCounts;

  constructor(storage: DurableObjectStorage, counts: LeadCounts) {
    this.#storage = storage;
    this.#sql = storage.sql;
    this.#counts = counts;
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

  /** @returns undefined when the form has a submission with this id already. */
  insert(lead: NewLead, now: number): Row | undefined {
    const values = toColumns(lead, now);
    const columns = Object.keys(values);
    return this.#storage.transactionSync(() => {
      const [stored] = this.#sql
        .exec<{ id: number }>(
          `INSERT INTO leads (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})
           ON CONFLICT DO NOTHING RETURNING id`,
          ...Object.values(values),
        )
        .toArray();
      if (!stored) return undefined;
      this.addEmails(stored.id, lead.emailHashes);
      // Built here, because reading the row back costs a quarter of writing it.
      const row: Row = { ...NEW_ROW, id: stored.id, ...values };
      this.#counts.add(row);
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
  ): Row | undefined {
    return this.#storage.transactionSync(() => {
      const before = this.get(id);
      if (!before || before.status !== expected.status || before.lease !== expected.attempt) return undefined;
      // Every lead is sent at least once: the time of its first send is a column, which saves a row in `history`.
      const isFirstSend = change.status === 'sending' && before.status === 'queued' && before.attempts === 0;
      const after = this.#write(id, isFirstSend ? { ...change, first_sent: now } : change, now);
      this.#counts.move(before, after);
      if (after.status !== before.status && !isFirstSend) this.note(id, before.status, after.status, why, now);
      else if (after.verdict !== before.verdict) this.note(id, after.status, after.status, why, now);
      return after;
    });
  }

  /** Changes what is not part of a lead's state. */
  update(id: number, update: RowUpdate, now: number): void {
    this.#write(id, update, now);
  }

  /** Adds a line to a lead's history. */
  note(id: number, from: Status | null, to: Status, why: string, now: number): void {
    this.#sql.exec(
      'INSERT INTO history (lead, at, from_status, to_status, why) VALUES (?, ?, ?, ?, ?)',
      id,
      now,
      from,
      to,
      why,
    );
  }

  addEmails(id: number, hashes: string[]): void {
    for (const hash of hashes) this.#sql.exec('INSERT OR IGNORE INTO emails (hash, lead) VALUES (?, ?)', hash, id);
  }

  /** Deletes a row with its history and its e-mail hashes. The day's counters stay. */
  delete(id: number): void {
    this.#storage.transactionSync(() => {
      const row = this.get(id);
      if (!row) return;
      this.#sql.exec('DELETE FROM history WHERE lead = ?', id);
      this.#sql.exec('DELETE FROM emails WHERE lead = ?', id);
      this.#sql.exec('DELETE FROM leads WHERE id = ?', id);
      this.#counts.remove(row);
    });
  }

  #write(id: number, change: RowChange & { first_sent?: number }, now: number): Row {
    const full = { ...change, updated: now };
    const columns = Object.keys(full).map((column) => `${column} = ?`);
    return this.#sql
      .exec<Row>(`UPDATE leads SET ${columns.join(', ')} WHERE id = ? RETURNING *`, ...Object.values(full), id)
      .one();
  }
}

/** `YYYY-MM-DD`, UTC. */
const toDay = (time: number): string => new Date(time).toISOString().slice(0, 10);

function toColumns({ request, state, replied, fingerprint, sealed, tidyDue }: NewLead, now: number) {
  return {
    form: request.form,
    submission: request.submission,
    campaign: request.campaignId,
    convertr_form: request.formId,
    ...state,
    channel: request.channel,
    link_id: request.linkId ?? null,
    flags: JSON.stringify(request.flags),
    on_unknown: request.onUnknown,
    min_gap_ms: request.minGapSeconds * 1000,
    tidy_due: tidyDue,
    replied,
    fingerprint,
    sealed,
    day: toDay(now),
    received: now,
    updated: now,
  };
}
