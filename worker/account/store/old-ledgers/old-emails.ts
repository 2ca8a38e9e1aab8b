import type { KeyValueStore } from '../key-value.ts';
import { hasAnswers, type Row } from '../lead-row.ts';
import type { LeadStore } from '../lead-store.ts';
import type { SealedAnswers } from '../sealed-answers.ts';

/** The progress: the last row that was read, and the last row to read. */
type Progress = { done: number; last: number };

const KEY = 'emails_respelled';
/** Rows between two records of the progress, from which a restarted object continues. */
const BATCH = 200;

/**
 * Earlier versions hashed an address as it was typed. Hashes cannot be converted, so each such lead's answers are
 * decrypted once and its addresses hashed again, before answers are deleted and before anybody searches.
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

  /** Returns once any spelling finds all of them. Overlapping callers share one run. */
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
    // Somebody may have erased the lead since.
    if (now && hasAnswers(now)) this.#leads.addEmails(row.id, hashes);
  }

  #begin(): Progress {
    const { last } = this.#sql.exec<{ last: number | null }>('SELECT MAX(id) AS last FROM leads').one();
    const progress = { done: 0, last: last ?? 0 };
    this.#keyValues.set(KEY, progress);
    return progress;
  }
}
