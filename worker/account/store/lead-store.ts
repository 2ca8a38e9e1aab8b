import type { Status, SubmitRequest } from '../../account-api.ts';
import { Tally } from './lead-counts.ts';
import type { Row, RowChange } from './lead-row.ts';

export interface NewRow {
  request: SubmitRequest;
  status: 'queued' | 'quarantined';
  reason: string | null;
  replied: 'queued' | null;
  fingerprint: string;
  emailHashes: string[];
  sealed: ArrayBuffer;
  tidyDue: number;
}

/** What the columns begin with, as in the schema. */
const NEW = {
  verdict: null,
  lead_id: null,
  possible_duplicate: 0,
  attempts: 0,
  backoffs: 0,
  unknowns: 0,
  polls: 0,
  lease: null,
  poll_due: null,
  reasons: null,
  first_sent: null,
  delivered: null,
} satisfies Partial<Row>;

/** The rows, their history and their counts. Every change keeps the three in step, in one transaction. */
export class Ledger {
  readonly #storage: DurableObjectStorage;
  readonly #sql: SqlStorage;
  readonly #tally: Tally;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
    this.#sql = storage.sql;
    this.#tally = new Tally(storage.sql);
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

  /** @returns nothing where the form has a submission of this id already. */
  insert(
    { request, status, reason, replied, fingerprint, emailHashes, sealed, tidyDue }: NewRow,
    now: number,
  ): Row | undefined {
    const queued = status === 'queued';
    const { form, submission, channel } = request;
    const values = {
      form,
      submission,
      campaign: request.campaignId,
      convertr_form: request.formId,
      status,
      reason,
      channel,
      link_id: request.linkId ?? null,
      flags: JSON.stringify(request.flags),
      on_unknown: request.onUnknown,
      min_gap_ms: request.minGapSeconds * 1000,
      lane: queued ? (0 as const) : null,
      due: queued ? now : null,
      tidy_due: tidyDue,
      replied,
      fingerprint,
      sealed,
      day: toDay(now),
      received: now,
      updated: now,
    };
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
      const { id } = stored;
      for (const hash of emailHashes)
        this.#sql.exec('INSERT OR IGNORE INTO emails (hash, lead) VALUES (?, ?)', hash, id);
      // Put together here: to read it back costs a quarter of writing it.
      const row: Row = { ...NEW, id, ...values };
      this.#tally.add(row);
      return row;
    });
  }

  /**
   * Changes a row, but only from the state that the caller believes it to be in.
   * @returns the row as it is now, or nothing when it was no longer in that state.
   */
  change(
    id: number,
    expected: { status: Status; lease?: number | null },
    change: RowChange,
    why: string,
    now: number,
  ): Row | undefined {
    return this.#storage.transactionSync(() => {
      const before = this.get(id);
      if (!before || before.status !== expected.status) return undefined;
      if (expected.lease !== undefined && before.lease !== expected.lease) return undefined;
      // Every lead is sent once: that step is kept in the row itself, which costs no write.
      const isFirst = change.status === 'sending' && before.status === 'queued' && before.attempts === 0;
      const full = { ...change, ...(isFirst && { first_sent: now }), updated: now };
      const columns = Object.keys(full);
      const after = this.#sql
        .exec<Row>(
          `UPDATE leads SET ${columns.map((column) => `${column} = ?`).join(', ')} WHERE id = ? RETURNING *`,
          ...Object.values(full),
          id,
        )
        .one();
      this.#tally.move(before, after);
      if (after.status !== before.status && !isFirst) this.note(id, before.status, after.status, why, now);
      else if (after.verdict !== before.verdict) this.note(id, after.status, after.status, why, now);
      return after;
    });
  }

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

  /** Deletes a row and all that hangs on it. The day's counters stay. */
  forget(id: number): void {
    this.#storage.transactionSync(() => {
      const row = this.get(id);
      if (!row) return;
      this.#sql.exec('DELETE FROM history WHERE lead = ?', id);
      this.#sql.exec('DELETE FROM emails WHERE lead = ?', id);
      this.#sql.exec('DELETE FROM leads WHERE id = ?', id);
      this.#tally.forget(row);
    });
  }

  remember(id: number, hashes: string[]): void {
    for (const hash of hashes) this.#sql.exec('INSERT OR IGNORE INTO emails (hash, lead) VALUES (?, ?)', hash, id);
  }

  /** Rows that were being sent when the object died. */
  orphans(): Row[] {
    return this.#undelivered('sending', -1);
  }

  /** When the oldest row in a state other than `delivered` was received. */
  oldest(status: Status): number | null {
    return this.#undelivered(status, 1)[0]?.received ?? null;
  }

  possibleDuplicates(): number {
    return this.#sql.exec<{ n: number }>('SELECT COUNT(*) AS n FROM leads WHERE possible_duplicate = 1').one().n;
  }

  hasRows(): boolean {
    return this.#sql.exec('SELECT 1 FROM leads LIMIT 1').toArray().length > 0;
  }

  /** Rows by state. */
  totals(): Record<Status, number> {
    const sending = this.#undelivered('sending', -1).length;
    const { totals } = this.#tally;
    return { ...totals, queued: totals.queued - sending, sending };
  }

  /** Rows that still have to go out by themselves. */
  waiting(): number {
    return this.#tally.totals.queued + this.#tally.totals.unknown;
  }

  // The second condition is the index's own: without it SQLite would not use the index.
  #undelivered(status: Status, limit: number): Row[] {
    return this.#sql
      .exec<Row>("SELECT * FROM leads WHERE status = ? AND status <> 'delivered' ORDER BY id LIMIT ?", status, limit)
      .toArray();
  }
}

/** `YYYY-MM-DD`, UTC. */
export const toDay = (time: number): string => new Date(time).toISOString().slice(0, 10);
