/** A submission that waits for its account's object. Times are milliseconds since 1970. */
export type KeptRow = {
  id: number;
  form: string;
  submission: string;
  fingerprint: string;
  campaign: number;
  channel: string;
  /** As the caller was told. */
  link_id: number | null;
  sealed: ArrayBuffer;
  received: number;
};

export type NewKeptRow = Omit<KeptRow, 'id'>;

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS kept (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    form TEXT NOT NULL,
    submission TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    campaign INTEGER NOT NULL,
    channel TEXT NOT NULL,
    link_id INTEGER,
    sealed BLOB NOT NULL,
    received INTEGER NOT NULL,
    UNIQUE (submission, form)
  );
  CREATE TABLE IF NOT EXISTS emails (hash TEXT NOT NULL, kept INTEGER NOT NULL, PRIMARY KEY (hash, kept)) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS emails_of_kept ON emails (kept);
`;

/** The submissions that one overflow object keeps, in SQLite. */
export class KeptSubmissions {
  readonly #storage: DurableObjectStorage;
  readonly #sql: SqlStorage;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
    this.#sql = storage.sql;
    storage.transactionSync(() => this.#sql.exec(SCHEMA));
  }

  find(form: string, submission: string): KeptRow | undefined {
    return this.#sql
      .exec<KeptRow>('SELECT * FROM kept WHERE submission = ? AND form = ?', submission, form)
      .toArray()[0];
  }

  /** @returns false where the form has a submission of this id already. */
  insert(row: NewKeptRow, emailHashes: readonly string[]): boolean {
    const columns = Object.keys(row);
    return this.#storage.transactionSync(() => {
      const [stored] = this.#sql
        .exec<{ id: number }>(
          `INSERT INTO kept (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})
           ON CONFLICT DO NOTHING RETURNING id`,
          ...Object.values(row),
        )
        .toArray();
      if (!stored) return false;
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

  /** Overwrites the answers before it deletes the row, so that no free page holds them. */
  remove(id: number): void {
    this.#storage.transactionSync(() => {
      this.#sql.exec('UPDATE kept SET sealed = zeroblob(length(sealed)) WHERE id = ?', id);
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
