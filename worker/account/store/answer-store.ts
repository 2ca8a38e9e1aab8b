/**
 * The ciphertexts of answers and reasons, in a separate table, stored so that deletion leaves nothing behind.
 *
 * SQLite copies rows from page to page as it rearranges them, and leaves the old copies in free space, where a deleted
 * answer could stay for months. So rows are only ever appended, and overwritten in place later. A block of rows is
 * deleted once it and both its neighbours contain only zeros, because SQLite then has only zeros to rearrange.
 */

/**
 * The first two rows fill a page each, because SQLite copies the table's first page as the table grows, and it must
 * contain no answers.
 */
export const ANSWERS_SCHEMA = `
  CREATE TABLE answers (id INTEGER PRIMARY KEY, gone INTEGER NOT NULL DEFAULT 0, sealed BLOB NOT NULL);
  CREATE INDEX answers_gone ON answers (id) WHERE gone = 1;
  INSERT INTO answers (id, gone, sealed) VALUES (1, 2, zeroblob(4000)), (2, 2, zeroblob(4000));
`;

/** Rows in a block. Far more than fit on a page, because SQLite rearranges a page together with its neighbours. */
const BLOCK = 256;
/** Blocks that one sweep checks. A block takes up to a millisecond. */
const SWEEP_BLOCKS = 8;

export class AnswerStore {
  readonly #sql: SqlStorage;
  #lastId: number;
  /** The sweep continues here. */
  #cursor = 0;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    this.#lastId = sql.exec<{ id: number }>('SELECT MAX(id) AS id FROM answers').one().id;
  }

  /** A number for `add`, larger than all before, because a row between others would make SQLite rearrange them. */
  nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  add(id: number, sealed: ArrayBuffer): void {
    this.#sql.exec('INSERT INTO answers (id, sealed) VALUES (?, ?)', id, sealed);
  }

  read(id: number | null): ArrayBuffer | undefined {
    if (id === null) return undefined;
    return this.#sql
      .exec<{ sealed: ArrayBuffer }>('SELECT sealed FROM answers WHERE id = ? AND gone = 0', id)
      .toArray()[0]?.sealed;
  }

  /** A row of the same length is written in the same place. */
  overwrite(id: number | null): void {
    if (id !== null)
      this.#sql.exec('UPDATE answers SET gone = 1, sealed = zeroblob(length(sealed)) WHERE id = ? AND gone = 0', id);
  }

  /** Deletes some of the overwritten rows, so that their pages are reused. */
  sweep(): void {
    for (let looked = 0; looked < SWEEP_BLOCKS; looked++) {
      const { id } = this.#sql
        .exec<{ id: number | null }>('SELECT MIN(id) AS id FROM answers WHERE gone = 1 AND id >= ?', this.#cursor)
        .one();
      if (id === null) {
        this.#cursor = 0;
        return;
      }
      const start = id - (id % BLOCK);
      this.#cursor = start + BLOCK;
      if (!this.#holdsAnswers(start - BLOCK, start + 2 * BLOCK))
        this.#sql.exec('DELETE FROM answers WHERE id >= ? AND id < ? AND gone = 1', start, start + BLOCK);
    }
  }

  #holdsAnswers(from: number, to: number): boolean {
    const found = this.#sql.exec('SELECT 1 FROM answers WHERE id >= ? AND id < ? AND gone = 0 LIMIT 1', from, to);
    return found.toArray().length > 0;
  }
}
