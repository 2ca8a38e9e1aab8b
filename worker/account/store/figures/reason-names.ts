import { OTHER } from './lead-source.ts';

/** Convertr may send any text. */
const MAX_NAMES = 1000;

/** Assigns numbers to Convertr's reasons, because a lead's row stores a number. */
export class ReasonNames {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  isKnown(name: string): boolean {
    return this.#find(name) !== undefined;
  }

  idOf(name: string): number {
    const known = this.#find(name);
    if (known !== undefined) return known;
    const { n } = this.#sql.exec<{ n: number }>('SELECT COUNT(*) AS n FROM reason_names').one();
    if (n >= MAX_NAMES && name !== OTHER) return this.idOf(OTHER);
    return this.#sql.exec<{ id: number }>('INSERT INTO reason_names (name) VALUES (?) RETURNING id', name).one().id;
  }

  #find(name: string): number | undefined {
    return this.#sql.exec<{ id: number }>('SELECT id FROM reason_names WHERE name = ?', name).toArray()[0]?.id;
  }
}
