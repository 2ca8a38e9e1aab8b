/** The lists of leads for people. */
import type { LeadPage, LeadQuery, Status } from '../../account-api.ts';
import { COUNTED_CHANNEL, countLeads } from './figures/lead-stats.ts';
import type { Row } from './lead-row.ts';
import { toLeadRow } from './lead-views.ts';

const PAGE_DEFAULT = 50;
const PAGE_MAX = 200;
/** Rows that one page may scan, so that a rare filter gives short pages instead of slow ones. */
const SCAN_MAX = 20_000;

/** A page of leads. The cursor is the last row's number. */
export function listLeads(sql: SqlStorage, query: LeadQuery): LeadPage {
  const limit = Math.min(Math.max(query.limit ?? PAGE_DEFAULT, 1), PAGE_MAX);
  const cursor = /^\d{1,15}$/.test(query.cursor ?? '') ? Number(query.cursor) : undefined;
  const count = cursor === undefined ? countLeads(sql, query) : undefined;
  const { rows, end } = readPage(sql, query, limit, cursor);
  const isFull = rows.length === limit;
  const next = isFull ? (rows.at(-1)?.id ?? 0) : end;
  const page = { leads: rows.map(toLeadRow), cursor: next === null ? null : String(next) };
  return count === undefined ? page : { ...page, count };
}

/** @returns the rows, and where the scan stopped, or null if nothing is left. */
function readPage(sql: SqlStorage, query: LeadQuery, limit: number, cursor: number | undefined) {
  const isOldestFirst = query.order === 'oldest';
  const { oldest, newest } = sql
    .exec<{ oldest: number | null; newest: number | null }>(
      'SELECT (SELECT MIN(id) FROM leads) AS oldest, (SELECT MAX(id) FROM leads) AS newest',
    )
    .one();
  const statuses = query.status === undefined ? [] : [query.status].flat();
  const isUndelivered = statuses.length > 0 && !statuses.includes('delivered');
  const isIndexed = isUndelivered || query.find !== undefined || query.duplicate === true;
  const start = cursor ?? (isOldestFirst ? (oldest ?? 0) - 1 : (newest ?? 0) + 1);
  // A query on an index needs no limit on scanned rows.
  const reach = isIndexed ? Infinity : SCAN_MAX;
  const [low, high] = isOldestFirst
    ? [start, Math.min(start + reach, newest ?? 0)]
    : [Math.max(start - reach, (oldest ?? 0) - 1), start - 1];
  const { sql: conditions, values } = toFilters(sql, query);
  const direction = isOldestFirst ? 'ASC' : 'DESC';
  const read = (state: string, ...of: string[]) =>
    sql
      .exec<Row>(
        `SELECT * FROM leads WHERE id > ? AND id <= ?${conditions}${state} ORDER BY id ${direction} LIMIT ?`,
        low,
        high,
        ...values,
        ...of,
        limit,
      )
      .toArray();
  // One query per state, because the index of undelivered leads only orders ids within a state. SQLite uses this
  // partial index only when the query repeats the index's own condition.
  const rows = isUndelivered
    ? statuses.flatMap((status) => read(" AND status = ? AND status <> 'delivered'", status))
    : read(statuses.length > 0 ? ` AND status IN (${statuses.map(() => '?').join(', ')})` : '', ...statuses);
  const sorted = rows.sort((a, b) => (isOldestFirst ? a.id - b.id : b.id - a.id)).slice(0, limit);
  const isOver = isOldestFirst ? high >= (newest ?? 0) : low < (oldest ?? 0);
  return { rows: sorted, end: isOver ? null : isOldestFirst ? high : low + 1 };
}

/** Undelivered leads in some states that still have their answers, oldest first. */
export function findLeads(
  sql: SqlStorage,
  query: LeadQuery,
  states: readonly Status[],
): { submission: string; form: string }[] {
  const { sql: conditions, values } = toFilters(sql, query);
  return states
    .flatMap((status) =>
      sql
        .exec<{ id: number; submission: string; form: string }>(
          `SELECT id, submission, form FROM leads
           WHERE status = ? AND status <> 'delivered' AND (answers_id IS NOT NULL OR sealed IS NOT NULL)${conditions}
           ORDER BY id`,
          status,
          ...values,
        )
        .toArray(),
    )
    .sort((a, b) => a.id - b.id);
}

/** The leads with an email address, oldest first. */
export function findByEmail(sql: SqlStorage, hashes: readonly string[]): number[] {
  const marks = hashes.map(() => '?').join(', ');
  return sql
    .exec<{ lead: number }>(`SELECT DISTINCT lead FROM emails WHERE hash IN (${marks}) ORDER BY lead`, ...hashes)
    .toArray()
    .map(({ lead }) => lead);
}

interface Filters {
  sql: string;
  values: (string | number)[];
}

/** Everything but the state. */
function toFilters(sql: SqlStorage, { form, verdict, channel, day, from, to, find, duplicate }: LeadQuery): Filters {
  const conditions: string[] = [];
  const values: (string | number)[] = [];
  const add = (condition: string, ...given: (string | number | undefined)[]): void => {
    const known = given.filter((value) => value !== undefined);
    if (known.length < given.length) return;
    conditions.push(` AND ${condition}`);
    values.push(...known);
  };
  add('form = ?', form);
  add(`${COUNTED_CHANNEL} = ?`, channel);
  add('day = ?', day);
  add('day >= ?', from);
  add('day <= ?', to);
  if (verdict === 'none') add('verdict IS NULL');
  else add('verdict = ?', verdict);
  if (duplicate) add('possible_duplicate = 1');
  if (find !== undefined) {
    const ids = findIds(sql, find);
    // An empty list would scan all rows.
    add(`id IN (${ids.map(() => '?').join(', ') || '0'})`, ...ids);
  }
  return { sql: conditions.join(''), values };
}

/** Enough for two forms with one submission id, and for several leads whose ids have the same beginning. */
const FOUND_MAX = 50;

/** The rows with Convertr's number, or with a submission id that begins with the text. */
function findIds(sql: SqlStorage, find: string): number[] {
  const read = (condition: string, ...values: (string | number)[]) =>
    sql.exec<{ id: number }>(`SELECT id FROM leads WHERE ${condition} LIMIT ${FOUND_MAX}`, ...values).toArray();
  const byNumber = /^\d{1,15}$/.test(find) ? read('lead_id = ?', Number(find)) : [];
  // "g" sorts after the last hexadecimal digit.
  const byId = /^[0-9a-f-]{8,36}$/.test(find) ? read('submission >= ? AND submission < ?', find, `${find}g`) : [];
  return [...new Set([...byNumber, ...byId].map(({ id }) => id))];
}
