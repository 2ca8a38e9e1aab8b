/** The figures that a person asks for. They come from counters, not from the leads. */
import type { LeadQuery, StatsQuery, StatsRow } from '../../account-api.ts';

/** Leads that are queued or being sent are not among the counters. They are few, and `leads_undelivered` finds them. */
const COUNTED = `
  SELECT day, form, channel, status, verdict, n FROM counters
  UNION ALL
  SELECT day, form, channel, status, '', 1 FROM leads WHERE status IN ('queued', 'sending') AND status <> 'delivered'`;

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

/** How many leads a filter finds. Undefined where only the leads themselves know. */
export function countLeads(sql: SqlStorage, query: LeadQuery): number | undefined {
  if (query.find !== undefined || query.duplicate) return undefined;
  const { status, form, channel, verdict, day } = query;
  const statuses = status === undefined ? [] : [status].flat();
  const judged = verdict === 'none' ? '' : verdict;
  const given = Object.entries({ form, channel, verdict: judged }).filter((each) => each[1] !== undefined);
  const states = statuses.length > 0 ? ` AND status IN (${statuses.map(() => '?').join(', ')})` : '';
  const { count } = sql
    .exec<{ count: number | null }>(
      `SELECT SUM(n) AS count FROM (${COUNTED})
       WHERE day >= ? AND day <= ?${given.map(([name]) => ` AND ${name} = ?`).join('')}${states}`,
      day ?? query.from ?? '',
      day ?? query.to ?? '9999-12-31',
      ...given.map(([, value]) => String(value)),
      ...statuses,
    )
    .one();
  return count ?? 0;
}
