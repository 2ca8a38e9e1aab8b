import type { LeadCount, StatsRow } from '../../account-api.ts';

/** One row of a report. An object of the previous release only counts leads. */
export function toStatsRow(counted: LeadCount): StatsRow {
  const { count, delivered = 0, valid = 0, invalid = 0, pending = 0 } = counted;
  const decided = valid + invalid;
  const validRate = decided > 0 ? valid / decided : null;
  return { ...counted, leads: count, delivered, valid, invalid, pending, validRate };
}
