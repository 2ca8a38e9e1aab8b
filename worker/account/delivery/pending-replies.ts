import type { RefusedField } from '../../account-api.ts';
import type { Row } from '../store/lead-row.ts';

/** A caller waits for a lead that is sent again within this time. */
const SOON_MS = 500;

export interface Settled {
  row: Row;
  /** What Convertr has just refused. */
  refused: RefusedField[];
}

type Finish = (settled: Settled | undefined) => void;

/** The callers that wait for a lead's outcome. */
export class PendingReplies {
  readonly #byRow = new Map<number, Set<Finish>>();

  has(id: number): boolean {
    return this.#byRow.has(id);
  }

  /** @returns undefined if the time is over or waiting has become pointless. */
  wait(id: number, withinMs: number): Promise<Settled | undefined> {
    return new Promise((resolve) => {
      const waiting = this.#byRow.get(id) ?? new Set();
      this.#byRow.set(id, waiting);
      const finish: Finish = (settled) => {
        clearTimeout(timer);
        waiting.delete(finish);
        if (waiting.size === 0) this.#byRow.delete(id);
        resolve(settled);
      };
      const timer = setTimeout(finish, withinMs, undefined);
      waiting.add(finish);
    });
  }

  /** A lead that is being sent, or is sent again immediately, has not settled yet. */
  notify(row: Row, refused: RefusedField[]): void {
    const goesOutSoon = row.status === 'queued' && (row.due ?? 0) <= Date.now() + SOON_MS;
    if (row.status === 'sending' || goesOutSoon) return;
    for (const finish of [...(this.#byRow.get(row.id) ?? [])]) finish({ row, refused });
  }

  /** Answers the callers of a lead that will not settle in time. */
  giveUp(isHopeless: (id: number) => boolean): void {
    for (const [id, waiting] of [...this.#byRow])
      if (isHopeless(id)) for (const finish of [...waiting]) finish(undefined);
  }
}
