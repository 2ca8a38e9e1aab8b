import type { LeadCount } from '../../../account-api.ts';
import { OTHER } from './lead-source.ts';

/** Two keys together may have as many rows as there are leads. */
const MAX_ROWS = 10_000;

/** The rows with the most leads stay, in their order. The rest are combined into one. */
export function foldRows(rows: LeadCount[]): LeadCount[] {
  if (rows.length <= MAX_ROWS) return rows;
  const isRest = ({ key, and = OTHER }: LeadCount) => key === OTHER && and === OTHER;
  const largest = rows.filter((row) => !isRest(row)).sort((a, b) => b.count - a.count);
  const kept = new Set(largest.slice(0, MAX_ROWS - 1));
  const rest = rows.filter((row) => !kept.has(row));
  const sum = (name: 'count' | 'delivered' | 'valid' | 'invalid' | 'pending') =>
    rest.reduce((total, row) => total + (row[name] ?? 0), 0);
  const folded = {
    key: OTHER,
    ...(rows[0]?.and !== undefined && { and: OTHER }),
    count: sum('count'),
    delivered: sum('delivered'),
    valid: sum('valid'),
    invalid: sum('invalid'),
    pending: sum('pending'),
  };
  return [...rows.filter((row) => kept.has(row)), folded];
}
