/**
 * The ciphertexts of answers and reasons, in a table of their own, written so that nothing of them is left once they go.
 *
 * SQLite copies rows from page to page as it rearranges them, and leaves the old copies in free space: there a deleted
 * answer would lie for months. So rows are only ever appended, and overwritten in place when they go. A block of rows is
 * deleted when it and both its neighbours hold nothing but zeros, because SQLite then has only zeros to rearrange.
 */

/** The first two rows fill a page each. They keep the table's first page, which SQLite copies as it grows, free of answers. */
export const ANSWERS_SCHEMA = `
  CREATE TABLE answers (id INTEGER PRIMARY KEY, gone INTEGER NOT NULL DEFAULT 0, sealed BLOB NOT NULL);
  CREATE INDEX answers_gone ON answers (id) WHERE gone = 1;
  INSERT INTO answers (id, gone, sealed) VALUES (1, 2, zeroblob(4000)), (2, 2, zeroblob(4000));
`;

/** Rows. Many times what a page holds: SQLite rearranges a page together with the pages beside it. */
const BLOCK = 256;
/** Blocks that one sweep looks at. A block takes up to a millisecond. */
const SWEEP_BLOCKS = 8;

export class AnswerStore {
  readonly #sql: SqlStorage;
  #lastId: number;
  /** The sweep goes on here. */
  #cursor = 0;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    this.#lastId = sql.exec<{ id: number }>('SELECT MAX(id) AS id FROM answers').one().id;
  }

  /** A number for `add`, larger than all before: a row between others would make SQLite rearrange them. */
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

  /** A row of the same length takes the very place of the old one. */
  overwrite(id: number | null): void {
    if (id !== null)
      this.#sql.exec('UPDATE answers SET gone = 1, sealed = zeroblob(length(sealed)) WHERE id = ? AND gone = 0', id);
  }

  /** Deletes some of what was overwritten, so that its pages are used again. */
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
