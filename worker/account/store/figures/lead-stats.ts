/** The figures in reports. They come from counters, not from the leads. */
import type { LeadCount, LeadQuery, StatsKey, StatsQuery } from '../../../account-api.ts';
import { LINK_NOT_FOUND } from '../../../forms/attribution/link.ts';
import { foldRows } from './fold-rows.ts';

/** The figures link to the list, so a channel in the figures must find its leads in the list. */
export const COUNTED_CHANNEL = 'COALESCE(counted_channel, channel)';

/** Leads that are queued or being sent are not among the counters. They are few, and `leads_undelivered` finds them. */
const COUNTED = `
  SELECT day, form, channel, status, verdict, n FROM counters
  UNION ALL
  SELECT day, form, ${COUNTED_CHANNEL}, status, '', 1 FROM leads WHERE status IN ('queued', 'sending') AND status <> 'delivered'`;

/** A quarantined lead is in the list, but in no figure before it is released. */
const LISTED = `${COUNTED}
  UNION ALL
  SELECT day, form, ${COUNTED_CHANNEL}, status, '', 1 FROM leads WHERE status = 'quarantined' AND status <> 'delivered'`;

const LINK = `IIF(source_id IS NULL OR flags LIKE '%"${LINK_NOT_FOUND}"%', 0, COALESCE(link_id, 0))`;

/** Like `COUNTED`, with each lead's source. */
const SOURCED = `
  SELECT day, form, source, link, channel, status, verdict, reason, n FROM source_counters
  UNION ALL
  SELECT day, form, COALESCE(source_id, 0), ${LINK}, ${COUNTED_CHANNEL}, status, '', 0, 1
  FROM leads WHERE status IN ('queued', 'sending') AND status <> 'delivered'`;

const NAMED = `(${SOURCED}) AS c
  LEFT JOIN sources ON sources.day = c.day AND sources.form = c.form AND sources.id = c.source
  LEFT JOIN reason_names ON reason_names.id = c.reason`;

/** Keys that are not kept for good. */
const DETAILS: Partial<Record<StatsKey, string>> = {
  page: 'sources.page',
  utm_source: 'sources.utm_source',
  utm_campaign: 'sources.utm_campaign',
  value: 'sources.value',
  link: 'NULLIF(c.link, 0)',
  reason: 'reason_names.name',
};
const NONE = '(none)';

export function readStats(sql: SqlStorage, { from, to, form, by, and }: StatsQuery): LeadCount[] {
  const keys = and && and !== by ? [by, and] : [by];
  const columns = keys.map((key) => (key in DETAILS ? `COALESCE(NULLIF(${DETAILS[key]}, ''), '${NONE}')` : `c.${key}`));
  const places = keys.map((_, index) => index + 1).join(', ');
  const counted = keys.some((key) => key in DETAILS) ? NAMED : `(${COUNTED}) AS c`;
  const name = (key: string | undefined, value: unknown) =>
    key === 'verdict' && value === '' ? 'none' : String(value);
  const rows = sql
    .exec<CountedRow>(
      `SELECT ${columns.map((column, index) => `${column} AS key${index}`).join(', ')}, SUM(n) AS count,
         SUM(IIF(c.status = 'delivered', n, 0)) AS delivered, SUM(IIF(c.verdict = 'valid', n, 0)) AS valid,
         SUM(IIF(c.verdict = 'invalid', n, 0)) AS invalid, SUM(IIF(c.verdict = 'pending', n, 0)) AS pending
       FROM ${counted} WHERE c.day >= ? AND c.day <= ?${form === undefined ? '' : ' AND c.form = ?'}
       GROUP BY ${places} HAVING SUM(n) > 0 ORDER BY ${places}`,
      from ?? '',
      to ?? '9999-12-31',
      ...(form === undefined ? [] : [form]),
    )
    .toArray()
    .map(({ key0, key1, ...numbers }) => ({
      key: name(by, key0),
      ...(key1 !== undefined && { and: name(and, key1) }),
      ...numbers,
    }));
  return foldRows(rows);
}

type CountedRow = {
  key0: string | number;
  key1?: string | number;
  count: number;
  delivered: number;
  valid: number;
  invalid: number;
  pending: number;
};

/** How many leads a filter finds. Undefined if only the leads themselves could tell. */
export function countLeads(sql: SqlStorage, query: LeadQuery): number | undefined {
  if (query.find !== undefined || query.duplicate) return undefined;
  const { status, form, channel, verdict, day } = query;
  const statuses = status === undefined ? [] : [status].flat();
  const judged = verdict === 'none' ? '' : verdict;
  const given = Object.entries({ form, channel, verdict: judged }).filter((each) => each[1] !== undefined);
  const states = statuses.length > 0 ? ` AND status IN (${statuses.map(() => '?').join(', ')})` : '';
  const { count } = sql
    .exec<{ count: number | null }>(
      `SELECT SUM(n) AS count FROM (${LISTED})
       WHERE day >= ? AND day <= ?${given.map(([name]) => ` AND ${name} = ?`).join('')}${states}`,
      day ?? query.from ?? '',
      day ?? query.to ?? '9999-12-31',
      ...given.map(([, value]) => String(value)),
      ...statuses,
    )
    .one();
  return count ?? 0;
}
