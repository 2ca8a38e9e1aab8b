import type { NewSubmission } from '../../account-api.ts';
import type { AnswerStore } from './answer-store.ts';
import { NEW_ROW, type Row, type RowChange } from './lead-row.ts';
import { clearOldColumns } from './old-ledgers/old-answers.ts';

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

/** The rows of the table `leads`, and the places of their encrypted values in `answers`. */
export class LeadRows {
  readonly #sql: SqlStorage;
  readonly #answers: AnswerStore;

  constructor(sql: SqlStorage, answers: AnswerStore) {
    this.#sql = sql;
    this.#answers = answers;
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

  /** The delivered lead with Convertr's number. */
  findByNumber(leadId: number): Row | undefined {
    return this.#sql
      .exec<Row>("SELECT * FROM leads WHERE lead_id = ? AND status = 'delivered' LIMIT 1", leadId)
      .toArray()[0];
  }

  hasRows(): boolean {
    return this.#sql.exec('SELECT 1 FROM leads LIMIT 1').toArray().length > 0;
  }

  /**
   * @param source for the figures.
   * @returns undefined if the form already has a submission with this id.
   */
  insert(lead: NewLead, source: Pick<Row, 'source_id' | 'source_text'>, now: number): Row | undefined {
    const values = { ...toColumns(lead, this.#answers.nextId(), now), ...source };
    const columns = Object.keys(values);
    const [stored] = this.#sql
      .exec<{ id: number }>(
        `INSERT INTO leads (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})
         ON CONFLICT DO NOTHING RETURNING id`,
        ...Object.values(values),
      )
      .toArray();
    if (!stored) return undefined;
    this.#answers.add(values.answers_id, lead.sealed);
    // Built here, because reading the row back costs a quarter of the write.
    return { ...NEW_ROW, id: stored.id, ...values };
  }

  write(
    id: number,
    { sealed, reasons, ...columnsChanged }: RowChange & Partial<Pick<Row, 'first_sent' | 'source_id' | 'source_text'>>,
    now: number,
  ): Row {
    const places = sealed === undefined && reasons === undefined ? {} : this.#replaceAnswers(id, sealed, reasons);
    const full = { ...columnsChanged, ...places, updated: now };
    const columns = Object.keys(full).map((column) => `${column} = ?`);
    return this.#sql
      .exec<Row>(`UPDATE leads SET ${columns.join(', ')} WHERE id = ? RETURNING *`, ...Object.values(full), id)
      .one();
  }

  /** @param sealed or `reasons`: undefined leaves the stored value. */
  #replaceAnswers(id: number, sealed: ArrayBuffer | null | undefined, reasons: ArrayBuffer | null | undefined) {
    const before = this.get(id);
    const place = (value: ArrayBuffer | null | undefined, old: number | null, inRow: ArrayBuffer | null) => {
      if (value !== undefined) this.#answers.overwrite(old);
      // A value that an earlier version stored in the row moves too, because the row's own columns are cleared.
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
export const toDay = (time: number): string => new Date(time).toISOString().slice(0, 10);

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
