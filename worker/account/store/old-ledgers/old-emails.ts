import type { KeyValueStore } from '../key-value.ts';
import { hasAnswers, type Row } from '../lead-row.ts';
import type { LeadStore } from '../lead-store.ts';
import type { SealedAnswers } from '../sealed-answers.ts';

/** Where the reading stands: the last row that was read, and the last row to read. */
type Progress = { done: number; last: number };

const KEY = 'emails_respelled';
/** Rows between two notes of the progress: an object that is stopped goes on from there. */
const BATCH = 200;

/**
 * Versions before hashed an address as it was typed. A hash cannot be turned into another one, so each such lead's
 * answers are opened once and its addresses hashed anew: before answers are deleted, and before anybody searches.
 */
export class OldEmails {
  readonly #sql: SqlStorage;
  readonly #keyValues: KeyValueStore;
  readonly #leads: LeadStore;
  readonly #sealedAnswers: SealedAnswers;
  #progress: Progress;
  #reading: Promise<void> | undefined;

  constructor(sql: SqlStorage, keyValues: KeyValueStore, leads: LeadStore, sealedAnswers: SealedAnswers) {
    this.#sql = sql;
    this.#keyValues = keyValues;
    this.#leads = leads;
    this.#sealedAnswers = sealedAnswers;
    this.#progress = keyValues.get<Progress>(KEY) ?? this.#begin();
  }

  /** Returns once all of them can be found by any spelling. Callers that overlap share one reading. */
  async hashAnew(): Promise<void> {
    this.#reading ??= this.#readAll().finally(() => {
      this.#reading = undefined;
    });
    await this.#reading;
  }

  async #readAll(): Promise<void> {
    while (this.#progress.done < this.#progress.last) {
      const { done, last } = this.#progress;
      const rows = this.#sql
        .exec<Row>(
          `SELECT * FROM leads WHERE id > ? AND id <= ? AND (answers_id IS NOT NULL OR sealed IS NOT NULL)
           ORDER BY id LIMIT ?`,
          done,
          last,
          BATCH,
        )
        .toArray();
      for (const row of rows) await this.#hash(row);
      this.#progress = { done: rows.length === BATCH ? (rows.at(-1)?.id ?? last) : last, last };
      this.#keyValues.set(KEY, this.#progress);
    }
  }

  async #hash(row: Row): Promise<void> {
    const personal = await this.#sealedAnswers.open(row);
    if (!personal) return;
    const hashes = await this.#sealedAnswers.hashEmails(personal);
    const now = this.#leads.get(row.id);
    // Somebody may have erased the lead meanwhile.
    if (now && hasAnswers(now)) this.#leads.addEmails(row.id, hashes);
  }

  #begin(): Progress {
    const { last } = this.#sql.exec<{ last: number | null }>('SELECT MAX(id) AS last FROM leads').one();
    const progress = { done: 0, last: last ?? 0 };
    this.#keyValues.set(KEY, progress);
    return progress;
  }
}
