import type { Status } from '../../account-api.ts';
import type { Row } from './lead-row.ts';

/**
 * How many rows are in which state: in all, and by day, form, channel and verdict. Leads on their way are few, and most
 * leave at once, so that only what rests is written down.
 */
export class Tally {
  readonly #sql: SqlStorage;
  /** `queued` holds those being sent, too. */
  readonly totals: Readonly<Record<Status, number>>;
  readonly #totals: Record<Status, number>;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    this.#totals = readTotals(sql);
    this.totals = this.#totals;
  }

  add(row: Row): void {
    this.#count(row, 1);
  }

  move(before: Row, after: Row): void {
    if (countedAs(before) === countedAs(after)) return;
    this.#count(before, -1);
    this.#count(after, 1);
  }

  /** The row is deleted; its day's figures stay. */
  forget(row: Row): void {
    const status = shownAs(row.status);
    this.#totals[status] -= 1;
    if (status !== 'queued') this.#sql.exec('UPDATE totals SET n = n - 1 WHERE status = ?', status);
  }

  #count(row: Row, by: 1 | -1): void {
    const { day, form, channel, verdict } = row;
    const status = shownAs(row.status);
    this.#totals[status] += by;
    if (status === 'queued') return;
    this.#sql.exec(
      `INSERT INTO counters (day, form, channel, status, verdict, n) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET n = n + excluded.n`,
      day,
      form,
      channel,
      status,
      verdict ?? '',
      by,
    );
    this.#sql.exec(
      'INSERT INTO totals (status, n) VALUES (?, ?) ON CONFLICT DO UPDATE SET n = n + excluded.n',
      status,
      by,
    );
  }
}

const shownAs = (status: Status): Status => (status === 'sending' ? 'queued' : status);
const countedAs = ({ status, verdict }: Row): string => `${shownAs(status)} ${verdict ?? ''}`;

function readTotals(sql: SqlStorage): Record<Status, number> {
  const none = { queued: 0, sending: 0, delivered: 0, refused: 0, held: 0, unknown: 0, quarantined: 0, discarded: 0 };
  const rows = sql.exec<{ status: Status; n: number }>('SELECT status, n FROM totals').toArray();
  const { queued } = sql
    .exec<{ queued: number }>(
      "SELECT COUNT(*) AS queued FROM leads WHERE status IN ('queued', 'sending') AND status <> 'delivered'",
    )
    .one();
  return { ...none, ...Object.fromEntries(rows.map(({ status, n }) => [status, n])), queued };
}
