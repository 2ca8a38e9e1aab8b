/** What can be read from a ledger. */
import type { LeadDetail, LeadPage, LeadQuery, LeadRow, StatsQuery, StatsRow, Status } from '../../account-api.ts';
import type { SubmissionState, SubmissionStatus } from '../../protocol/wire.ts';
import { linkOf, type Row } from './lead-row.ts';
import type { LeadBox } from './sealed-answers.ts';

const PAGE_DEFAULT = 50;
const PAGE_MAX = 200;
/** Rows that one page may look at: a rare filter gives short pages instead of slow ones. */
const SCAN_MAX = 20_000;

const iso = (time: number): string => new Date(time).toISOString();

export function toLeadRow(row: Row): LeadRow {
  return {
    submission: row.submission,
    form: row.form,
    campaignId: row.campaign,
    status: row.status,
    verdict: row.verdict,
    reason: row.reason,
    leadId: row.lead_id,
    channel: row.channel,
    linkId: linkOf(row),
    possibleDuplicate: row.possible_duplicate === 1,
    flags: JSON.parse(row.flags),
    attempts: row.attempts,
    receivedAt: iso(row.received),
    updatedAt: iso(row.updated),
  };
}

/** Hidden states read as `queued`: a bot must not learn that it was found out. */
export function toPublicState(row: Row): SubmissionState {
  const hidden = row.status === 'quarantined' || row.status === 'discarded';
  return {
    submission: row.submission,
    status: hidden ? 'queued' : (row.status as SubmissionStatus),
    verdict: row.verdict,
    ...(row.lead_id !== null && { leadId: row.lead_id }),
    // When it was hidden is no business of the public's either.
    at: iso(hidden ? row.received : row.updated),
  };
}

/** Newest first. The cursor is the last row's number. */
export function listLeads(sql: SqlStorage, query: LeadQuery): LeadPage {
  const limit = Math.min(Math.max(query.limit ?? PAGE_DEFAULT, 1), PAGE_MAX);
  const { newest } = sql.exec<{ newest: number | null }>('SELECT MAX(id) AS newest FROM leads').one();
  const below = /^\d{1,15}$/.test(query.cursor ?? '') ? Number(query.cursor) : (newest ?? 0) + 1;
  const filters = [
    ['form', query.form],
    ['status', query.status],
    ['verdict', query.verdict],
    ['channel', query.channel],
    ['day', query.day],
  ].filter((filter): filter is [string, string] => filter[1] !== undefined);
  // With its own condition named, the index of undelivered rows can be used.
  const undelivered = query.status && query.status !== 'delivered' ? " AND status <> 'delivered'" : '';
  const floor = undelivered ? 0 : Math.max(0, below - SCAN_MAX);
  const rows = sql
    .exec<Row>(
      `SELECT * FROM leads WHERE id < ? AND id >= ? ${filters.map(([name]) => `AND ${name} = ?`).join(' ')}${undelivered}
       ORDER BY id DESC LIMIT ?`,
      below,
      floor,
      ...filters.map(([, value]) => value),
      limit,
    )
    .toArray();
  const full = rows.length === limit;
  const next = full ? (rows.at(-1)?.id ?? 0) : floor;
  return { leads: rows.map(toLeadRow), cursor: next > 1 && (full || floor > 1) ? String(next) : null };
}

/** Undelivered leads in some states, oldest first. */
export function findLeads(
  sql: SqlStorage,
  { form, verdict, channel, day }: LeadQuery,
  states: readonly Status[],
): { submission: string; form: string }[] {
  const filters = Object.entries({ form, verdict, channel, day }).filter((filter) => filter[1] !== undefined);
  const conditions = filters.map(([name]) => ` AND ${name} = ?`).join('');
  return states
    .flatMap((status) =>
      sql
        .exec<{ id: number; submission: string; form: string }>(
          `SELECT id, submission, form FROM leads
           WHERE status = ? AND status <> 'delivered' AND sealed IS NOT NULL${conditions} ORDER BY id`,
          status,
          ...filters.map(([, value]) => value),
        )
        .toArray(),
    )
    .sort((a, b) => a.id - b.id);
}

/** With everything that can still be opened. */
export async function readDetail(sql: SqlStorage, box: LeadBox, row: Row): Promise<LeadDetail> {
  const [contents, reasons] = await Promise.all([box.open(row), box.openReasons(row)]);
  const noted = sql
    .exec<{ at: number; from_status: Status | null; to_status: Status; why: string }>(
      'SELECT at, from_status, to_status, why FROM history WHERE lead = ? ORDER BY rowid',
      row.id,
    )
    .toArray()
    .map(({ at, from_status, to_status, why }) => ({ at: iso(at), from: from_status, to: to_status, why }));
  const history = withFirstSend(row, noted);
  return {
    ...toLeadRow(row),
    answers: contents?.answers ?? null,
    context: contents?.context ?? null,
    reasons,
    history: [{ at: iso(row.received), from: null, to: received(row, history[0]?.from), why: 'received' }, ...history],
  };
}

/** Nor is the first send, whose time stands in the row. */
function withFirstSend({ first_sent }: Row, noted: LeadDetail['history']): LeadDetail['history'] {
  if (first_sent === null) return noted;
  const next = noted.findIndex(({ from }) => from === 'sending');
  const before = next < 0 ? noted.length : next;
  return noted.toSpliced(before, 0, { at: iso(first_sent), from: 'queued', to: 'sending', why: 'sent' });
}

/** The first state is not written down: it follows from the first change. */
const received = (row: Row, next: Status | null | undefined): Status =>
  next === 'quarantined' || (next === undefined && row.status === 'quarantined') ? 'quarantined' : 'queued';

/** Leads on their way are few and not among the counters: `leads_undelivered` finds them. */
const COUNTED = `
  SELECT day, form, channel, status, verdict, n FROM counters
  UNION ALL
  SELECT day, form, channel, 'queued', '', 1 FROM leads WHERE status IN ('queued', 'sending') AND status <> 'delivered'`;

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
