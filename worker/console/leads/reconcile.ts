/** Compares a list of verdicts with an account's leads, in calls of a size that the admin API accepts. */
import type { ReconcileLine, ReconcileResult } from '../../account-api.ts';
import { api } from '../api.ts';

/** Lines of one call. */
const LINES_MAX = 1000;

/** If a number is listed twice, the last line counts, even across calls. */
export async function reconcile(
  enterprise: string,
  lines: ReconcileLine[],
  isDryRun: boolean,
): Promise<ReconcileResult> {
  const unique = [...new Map(lines.map((line) => [line.leadId, line])).values()];
  const total: ReconcileResult = { matched: 0, changed: 0, unknown: [] };
  for (let start = 0; start < unique.length; start += LINES_MAX) {
    const result = await api.reconcile(enterprise, unique.slice(start, start + LINES_MAX), isDryRun);
    total.matched += result.matched;
    total.changed += result.changed;
    total.unknown.push(...result.unknown);
  }
  return total;
}
