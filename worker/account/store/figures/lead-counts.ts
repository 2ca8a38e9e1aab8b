import type { Status } from '../../../account-api.ts';
import { linkToSend } from '../../../forms/attribution/link.ts';
import { type Row, readFlags } from '../lead-row.ts';

/**
 * How many leads are in which state: in total, by day, form, channel and verdict, and by source. Leads that are queued
 * or being sent are few, and most leave immediately, so they are only counted in memory and cost no writes.
 */
export class LeadCounts {
  readonly #sql: SqlStorage;
  /** `queued` includes those that are being sent. */
  readonly #totals: Record<Status, number>;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    this.#totals = readTotals(sql);
  }

  /** Leads by state. */
  totals(): Record<Status, number> {
    const { sending } = this.#sql
      .exec<{ sending: number }>(
        "SELECT COUNT(*) AS sending FROM leads WHERE status = 'sending' AND status <> 'delivered'",
      )
      .one();
    return { ...this.#totals, queued: this.#totals.queued - sending, sending };
  }

  /** Leads that are sent automatically, now or later. */
  waiting(): number {
    return this.#totals.queued + this.#totals.unknown;
  }

  held(): number {
    return this.#totals.held;
  }

  quarantined(): number {
    return this.#totals.quarantined;
  }

  possibleDuplicates(): number {
    return this.#sql.exec<{ n: number }>('SELECT COUNT(*) AS n FROM leads WHERE possible_duplicate = 1').one().n;
  }

  add(row: Row): void {
    this.#countTotal(row, 1);
    if (isFigure(row)) this.#countFigure(row, 1);
  }

  move(before: Row, after: Row): void {
    if (shownAs(before.status) !== shownAs(after.status)) {
      this.#countTotal(before, -1);
      this.#countTotal(after, 1);
    }
    const changed = {
      counter: countedAs(before) !== countedAs(after),
      source: toDetails(before) !== toDetails(after),
    };
    if (isFigure(before)) this.#countFigure(before, -1, changed);
    // A submission that stayed in quarantine is not counted as a lead.
    if (isFigure(after) && before.status !== 'quarantined') this.#countFigure(after, 1, changed);
  }

  /** For a row that is deleted. Its day's figures stay. */
  remove(row: Row): void {
    const status = shownAs(row.status);
    this.#totals[status] -= 1;
    if (status !== 'queued') this.#sql.exec('UPDATE totals SET n = n - 1 WHERE status = ?', status);
  }

  /** Permanent counts stay. */
  deleteSourcesBefore(day: string): void {
    for (const table of ['source_counters', 'sources']) this.#sql.exec(`DELETE FROM ${table} WHERE day < ?`, day);
  }

  #countTotal(row: Row, by: 1 | -1): void {
    const status = shownAs(row.status);
    this.#totals[status] += by;
    if (status === 'queued') return;
    this.#sql.exec(
      'INSERT INTO totals (status, n) VALUES (?, ?) ON CONFLICT DO UPDATE SET n = n + excluded.n',
      status,
      by,
    );
  }

  #countFigure(row: Row, by: 1 | -1, changed = { counter: true, source: true }): void {
    const { day, form, status, verdict } = row;
    const channel = row.counted_channel ?? row.channel;
    if (changed.counter) {
      this.#sql.exec(
        `INSERT INTO counters (day, form, channel, status, verdict, n) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET n = n + excluded.n`,
        ...[day, form, channel, status, verdict ?? '', by],
      );
    }
    if (changed.source) {
      const { source, link, reason } = detailsOf(row);
      this.#sql.exec(
        `INSERT INTO source_counters (day, form, source, link, channel, status, verdict, reason, n)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET n = n + excluded.n`,
        ...[day, form, source, link, channel, status, verdict ?? '', reason, by],
      );
    }
  }
}

/** Figures are kept for good, so a bot must not add rows. */
const isFigure = ({ status }: Row): boolean => shownAs(status) !== 'queued' && status !== 'quarantined';
const shownAs = (status: Status): Status => (status === 'sending' ? 'queued' : status);
const countedAs = ({ status, verdict }: Row): string => `${shownAs(status)} ${verdict ?? ''}`;
const toDetails = (row: Row): string => `${countedAs(row)} ${Object.values(detailsOf(row)).join(' ')}`;

/** Null and the empty string count the same. */
function detailsOf(row: Row): { source: number; link: number; reason: number } {
  if (row.source_id === null) return { source: 0, link: 0, reason: 0 };
  const isComplaint = row.status === 'refused' || row.verdict === 'invalid';
  return {
    source: row.source_id,
    link: linkToSend(row.link_id, readFlags(row)) ?? 0,
    reason: (isComplaint && row.reason_id) || 0,
  };
}

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
