import type { OverflowReport } from '../../account-api.ts';
import type { AccountContext } from '../context.ts';

const KEY = 'overflow_reports';

/** Raises an alert while any of the overflow objects is stuck, and ends it once none is. */
export function noteOverflow({ keyValues, alerts }: AccountContext, report: OverflowReport, now: number): void {
  const { object, full, unreadable } = report;
  const { [object]: _, ...others } = keyValues.get<Record<string, Omit<OverflowReport, 'object'>>>(KEY) ?? {};
  const reports = full || unreadable ? { ...others, [object]: { full, unreadable } } : others;
  keyValues.set(KEY, reports);
  const stuck = Object.values(reports);
  alerts.report(
    'overflow_full',
    stuck.some((each) => each.full),
    now,
  );
  alerts.report(
    'overflow_unreadable',
    stuck.some((each) => each.unreadable),
    now,
  );
}
