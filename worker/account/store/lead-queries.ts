/** The lists and figures that a person asks for. */
import type { LeadPage, LeadQuery, StatsQuery, StatsRow, Status } from '../../account-api.ts';
import type { Row } from './lead-row.ts';
import { toLeadRow } from './lead-views.ts';

const PAGE_DEFAULT = 50;
const PAGE_MAX = 200;
/** Rows that one page may look at: a rare filter gives short pages instead of slow ones. */
const SCAN_MAX = 20_000;

/** Newest first. The cursor is the last row's number. */
export function listLeads(sql: SqlStorage, query: LeadQuery): LeadPage {
  const limit = Math.min(Math.max(query.limit ?? PAGE_DEFAULT, 1), PAGE_MAX);
  const { newest } = sql.exec<{ newest: number | null }>('SELECT MAX(id) AS newest FROM leads').one();
  const below = /^\d{1,15}$/.test(query.cursor ?? '') ? Number(query.cursor) : (newest ?? 0) + 1;
  const { form, status, verdict, channel, day } = query;
  const filters = toFilters({ form, status, verdict, channel, day });
  // SQLite uses the partial index of undelivered leads only when the query repeats the index's own condition.
  const undelivered = status && status !== 'delivered' ? " AND status <> 'delivered'" : '';
  const floor = undelivered ? 0 : Math.max(0, below - SCAN_MAX);
  const rows = sql
    .exec<Row>(
      `SELECT * FROM leads WHERE id < ? AND id >= ?${filters.sql}${undelivered} ORDER BY id DESC LIMIT ?`,
      below,
      floor,
      ...filters.values,
      limit,
    )
    .toArray();
  const isFull = rows.length === limit;
  const next = isFull ? (rows.at(-1)?.id ?? 0) : floor;
  return { leads: rows.map(toLeadRow), cursor: next > 1 && (isFull || floor > 1) ? String(next) : null };
}

/** Undelivered leads in some states whose answers are still there, oldest first. */
export function findLeads(
  sql: SqlStorage,
  { form, verdict, channel, day }: LeadQuery,
  states: readonly Status[],
): { submission: string; form: string }[] {
  const filters = toFilters({ form, verdict, channel, day });
  return states
    .flatMap((status) =>
      sql
        .exec<{ id: number; submission: string; form: string }>(
          `SELECT id, submission, form FROM leads
           WHERE status = ? AND status <> 'delivered' AND (answers_id IS NOT NULL OR sealed IS NOT NULL)${filters.sql} ORDER BY id`,
          status,
          ...filters.values,
        )
        .toArray(),
    )
    .sort((a, b) => a.id - b.id);
}

/** The leads with an e-mail address, oldest first. */
export function findByEmail(sql: SqlStorage, hashes: readonly string[]): number[] {
  const marks = hashes.map(() => '?').join(', ');
  return sql
    .exec<{ lead: number }>(`SELECT DISTINCT lead FROM emails WHERE hash IN (${marks}) ORDER BY lead`, ...hashes)
    .toArray()
    .map(({ lead }) => lead);
}

function toFilters(wanted: Record<string, string | undefined>): { sql: string; values: string[] } {
  const given = Object.entries(wanted).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { sql: given.map(([name]) => ` AND ${columnOf(name)} = ?`).join(''), values: given.map(([, value]) => value) };
}

/** The figures lead to the list: a channel there finds its leads here. */
const CHANNEL = 'COALESCE(counted_channel, channel)';
const columnOf = (filter: string): string => (filter === 'channel' ? CHANNEL : filter);

/** Leads that are queued or being sent are not among the counters. They are few, and `leads_undelivered` finds them. */
const COUNTED = `
  SELECT day, form, channel, status, verdict, n FROM counters
  UNION ALL
  SELECT day, form, ${CHANNEL}, 'queued', '', 1 FROM leads WHERE status IN ('queued', 'sending') AND status <> 'delivered'`;

export function readStats(sql: SqlStorage, { from, to, by, and }: StatsQuery): StatsRow[] {
  const keys = and && and !== by ? [by, and] : [by];
  const columns = keys.join(', ');
  const name = (key: string | undefined, value: string) => (key === 'verdict' && value === '' ? 'none' : value);
  return sql
    .exec<Record<string, string | number>>(
      `SELECT ${columns}, SUM(n) AS count FROM (${COUNTED}) WHERE day >= ? AND day <= ?
       GROUP BY ${columns} HAVING SUM(n) > 0 ORDER BY ${columns}`,
      from ?? '',
      to ?? '9999-12-31',
    )
    .toArray()
    .map((row) => ({
      key: name(by, String(row[by])),
      ...(keys[1] !== undefined && { and: name(and, String(row[keys[1]])) }),
      count: Number(row.count),
    }));
}
