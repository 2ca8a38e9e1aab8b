import { ANSWERS_SCHEMA, type AnswerStore } from '../account/store/answer-store.ts';

/** A submission that waits for its account's object. Times are milliseconds since 1970. */
export type KeptRow = {
  id: number;
  form: string;
  submission: string;
  fingerprint: string;
  campaign: number;
  channel: string;
  /** As in the caller's answer. */
  link_id: number | null;
  /** Where the encrypted submission is, in `answers`. */
  answers_id: number;
  received: number;
};

export type NewKeptRow = Omit<KeptRow, 'id' | 'answers_id'>;

const SCHEMA = `
  ${ANSWERS_SCHEMA}
  CREATE TABLE kept (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    form TEXT NOT NULL,
    submission TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    campaign INTEGER NOT NULL,
    channel TEXT NOT NULL,
    link_id INTEGER,
    answers_id INTEGER NOT NULL,
    received INTEGER NOT NULL,
    UNIQUE (submission, form)
  );
  CREATE TABLE emails (hash TEXT NOT NULL, kept INTEGER NOT NULL, PRIMARY KEY (hash, kept)) WITHOUT ROWID;
  CREATE INDEX emails_of_kept ON emails (kept);
`;

/** Runs before anything else uses the database. */
export function createTables({ sql }: DurableObjectStorage): void {
  const known = sql.exec("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'kept'").toArray();
  if (known.length === 0) sql.exec(SCHEMA);
}

/** The submissions that one overflow object keeps, in SQLite. */
export class KeptSubmissions {
  readonly #storage: DurableObjectStorage;
  readonly #sql: SqlStorage;
  readonly #answers: AnswerStore;

  constructor(storage: DurableObjectStorage, answers: AnswerStore) {
    this.#storage = storage;
    this.#sql = storage.sql;
    this.#answers = answers;
  }

  find(form: string, submission: string): KeptRow | undefined {
    return this.#sql
      .exec<KeptRow>('SELECT * FROM kept WHERE submission = ? AND form = ?', submission, form)
      .toArray()[0];
  }

  /** @returns false if the form already has a submission with this id. */
  insert(row: NewKeptRow, sealed: ArrayBuffer, emailHashes: readonly string[]): boolean {
    const values = { ...row, answers_id: this.#answers.nextId() };
    const columns = Object.keys(values);
    return this.#storage.transactionSync(() => {
      const [stored] = this.#sql
        .exec<{ id: number }>(
          `INSERT INTO kept (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})
           ON CONFLICT DO NOTHING RETURNING id`,
          ...Object.values(values),
        )
        .toArray();
      if (!stored) return false;
      this.#answers.add(values.answers_id, sealed);
      for (const hash of emailHashes) this.#sql.exec('INSERT INTO emails (hash, kept) VALUES (?, ?)', hash, stored.id);
      return true;
    });
  }

  /** The oldest after an id. */
  after(id: number, limit: number): KeptRow[] {
    return this.#sql.exec<KeptRow>('SELECT * FROM kept WHERE id > ? ORDER BY id LIMIT ?', id, limit).toArray();
  }

  ofEmail(hashes: readonly string[]): KeptRow[] {
    const marks = hashes.map(() => '?').join(', ');
    const ids = `SELECT kept FROM emails WHERE hash IN (${marks})`;
    return this.#sql.exec<KeptRow>(`SELECT * FROM kept WHERE id IN (${ids}) ORDER BY id`, ...hashes).toArray();
  }

  remove({ id, answers_id }: KeptRow): void {
    this.#storage.transactionSync(() => {
      this.#answers.overwrite(answers_id);
      this.#sql.exec('DELETE FROM emails WHERE kept = ?', id);
      this.#sql.exec('DELETE FROM kept WHERE id = ?', id);
    });
  }

  count(): { waiting: number; oldest: number | null } {
    return this.#sql
      .exec<{ waiting: number; oldest: number | null }>('SELECT COUNT(*) AS waiting, MIN(received) AS oldest FROM kept')
      .one();
  }
}
