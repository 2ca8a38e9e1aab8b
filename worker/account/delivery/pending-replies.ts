import type { RefusedField } from '../../account-api.ts';
import type { Row } from '../store/lead-row.ts';

export interface News {
  row: Row;
  /** Why Convertr refused it, when it has just done so. */
  fields: RefusedField[];
}

/** Who waits to hear what becomes of a row. */
export class Waiters {
  readonly #byRow = new Map<number, Set<(news: News | undefined) => void>>();

  has(id: number): boolean {
    return this.#byRow.has(id);
  }

  /** Settles with the row's next rest, or with nothing after `withinMs`. */
  wait(id: number, withinMs: number): Promise<News | undefined> {
    return new Promise((resolve) => {
      const waiting = this.#byRow.get(id) ?? new Set();
      this.#byRow.set(id, waiting);
      const finish = (news: News | undefined) => {
        clearTimeout(timer);
        waiting.delete(finish);
        if (waiting.size === 0) this.#byRow.delete(id);
        resolve(news);
      };
      const timer = setTimeout(finish, withinMs, undefined);
      waiting.add(finish);
    });
  }

  /** Nobody waits for what cannot come: those who wait for such a row hear so at once. */
  release(isHopeless: (id: number) => boolean): void {
    for (const [id, waiting] of [...this.#byRow])
      if (isHopeless(id)) for (const finish of [...waiting]) finish(undefined);
  }

  /** A lead that goes again at once is no news yet. */
  tell(row: Row, fields: RefusedField[]): void {
    if (row.status === 'sending') return;
    if (row.status === 'queued' && (row.due ?? 0) <= Date.now() + SOON_MS) return;
    for (const finish of [...(this.#byRow.get(row.id) ?? [])]) finish({ row, fields });
  }
}

/** Within the time that a visitor waits anyway. */
const SOON_MS = 500;
