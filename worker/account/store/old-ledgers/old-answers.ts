import type { AnswerStore } from '../answer-store.ts';
import type { KeyValueStore } from '../key-value.ts';
import type { Row } from '../lead-row.ts';

/** The progress: the last row that was checked, and the last row to check. */
type Progress = { done: number; last: number };

const KEY = 'answers_moved';
/** Rows that are checked in one step. */
const WINDOW = 2000;
/** Rows that are moved in one step, because a large ledger must not block the object. */
const BATCH = 200;

/** Moves answers and reasons that versions before the table `answers` stored in the lead's own row. */
export class OldAnswers {
  readonly #storage: DurableObjectStorage;
  readonly #answers: AnswerStore;
  readonly #keyValues: KeyValueStore;
  #progress: Progress;

  constructor(storage: DurableObjectStorage, answers: AnswerStore, keyValues: KeyValueStore) {
    this.#storage = storage;
    this.#answers = answers;
    this.#keyValues = keyValues;
    this.#progress = keyValues.get<Progress>(KEY) ?? this.#begin();
  }

  get isMoved(): boolean {
    return this.#progress.done >= this.#progress.last;
  }

  moveSome(): void {
    if (this.isMoved) return;
    const { done, last } = this.#progress;
    const end = Math.min(done + WINDOW, last);
    this.#storage.transactionSync(() => {
      const rows = this.#storage.sql
        .exec<Row>(
          `SELECT * FROM leads WHERE id > ? AND id <= ? AND (sealed IS NOT NULL OR reasons IS NOT NULL)
           ORDER BY id LIMIT ?`,
          done,
          end,
          BATCH,
        )
        .toArray();
      for (const row of rows) this.#move(row);
      const reached = rows.length === BATCH ? (rows.at(-1)?.id ?? end) : end;
      this.#progress = { done: reached, last };
      this.#keyValues.set(KEY, this.#progress);
    });
  }

  #move({ id, sealed, reasons }: Row): void {
    const [answersId, reasonsId] = [sealed, reasons].map((value) => {
      if (!value) return null;
      const place = this.#answers.nextId();
      this.#answers.add(place, value);
      return place;
    });
    clearOldColumns(this.#storage.sql, id);
    this.#storage.sql.exec(
      'UPDATE leads SET answers_id = COALESCE(?, answers_id), reasons_id = COALESCE(?, reasons_id) WHERE id = ?',
      answersId ?? null,
      reasonsId ?? null,
      id,
    );
  }

  #begin(): Progress {
    const { last } = this.#storage.sql.exec<{ last: number | null }>('SELECT MAX(id) AS last FROM leads').one();
    const progress = { done: 0, last: last ?? 0 };
    this.#keyValues.set(KEY, progress);
    return progress;
  }
}

/** Overwrites the answers that a row of an earlier version contains, then removes them. */
export function clearOldColumns(sql: SqlStorage, id: number): void {
  const zeros = 'sealed = zeroblob(length(sealed)), reasons = zeroblob(length(reasons))';
  sql.exec(`UPDATE leads SET ${zeros} WHERE id = ? AND (sealed IS NOT NULL OR reasons IS NOT NULL)`, id);
  sql.exec(
    'UPDATE leads SET sealed = NULL, reasons = NULL WHERE id = ? AND (sealed IS NOT NULL OR reasons IS NOT NULL)',
    id,
  );
}
