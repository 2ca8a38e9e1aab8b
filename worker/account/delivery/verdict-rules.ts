/** How a lead-result answer changes a delivered lead, and when to poll next. Pure. */
import type { ResultOutcome } from '../../convertr/outcome.ts';
import { DAY, SECOND } from '../backoff.ts';
import type { Row } from '../store/lead-row.ts';
import type { Effect, Transition, VerdictOutcome } from './transition.ts';

type PolledRow = Pick<Row, 'polls' | 'delivered' | 'verdict'>;

const FIRST_GAP_MS = 5 * SECOND;
const WIDEST_GAP_MS = 2 * DAY;
/** Double opt-in takes days. An undecided lead is polled 21 times until then. */
const FIRST_PHASE_MS = 14 * DAY;
/** Convertr may change its mind at any time after. */
const LOOK_DAYS = [1, 3, 7, 14, 30];

const ACCOUNT_REFUSALS: readonly ResultOutcome['kind'][] = [
  'unauthorized',
  'rate_limited',
  'mfa_required',
  'password_expired',
];

/** When to poll next. Without a verdict each gap is twice the one before. Null after the last poll. */
export function nextPoll({ polls, delivered, verdict }: PolledRow, now: number): number | null {
  const since = delivered ?? now;
  const next = now + Math.min(FIRST_GAP_MS * 2 ** Math.min(polls, 20), WIDEST_GAP_MS);
  if (verdict === 'pending' && next - since < FIRST_PHASE_MS) return next;
  const day = LOOK_DAYS.find((days) => since + days * DAY > now);
  return day === undefined ? null : since + day * DAY;
}

export function afterPoll(row: PolledRow, outcome: ResultOutcome, now: number): Transition {
  if (outcome.kind === 'valid' || outcome.kind === 'invalid') {
    const verdict = outcome.kind;
    const polls = row.polls + 1;
    const isFlip = row.verdict !== 'pending' && row.verdict !== verdict;
    const effects: Effect[] = outcome.kind === 'invalid' ? [{ kind: 'keep_reasons', reasons: outcome.reasons }] : [];
    return {
      change: { verdict, poll_due: nextPoll({ ...row, verdict }, now), polls },
      why: `verdict_${verdict}`,
      effects: isFlip ? [...effects, { kind: 'count_flip' }] : effects,
    };
  }
  // A refusal of the account says nothing about the lead, so the lead's gap stays the same.
  const polls = ACCOUNT_REFUSALS.includes(outcome.kind) ? row.polls : row.polls + 1;
  // A later poll that fails is repeated soon, because the next scheduled one may be weeks away.
  const isLook = row.verdict !== 'pending' && outcome.kind !== 'pending' && outcome.kind !== 'rejected';
  const poll_due = isLook ? now + DAY / 4 : nextPoll({ ...row, polls }, now);
  return { change: { polls, poll_due }, why: 'verdict_pending', effects: [] };
}

/**
 * A verdict that a person imports from a list. It raises no alert, because that person knows that Convertr changed it.
 */
export function afterReconciliation(row: PolledRow, outcome: VerdictOutcome, now: number): Transition | undefined {
  const verdict = outcome.kind;
  if (row.verdict === verdict) return undefined;
  const change = { verdict, poll_due: nextPoll({ ...row, verdict }, now) };
  const why = 'reconciled';
  // The words for an outdated verdict would explain nothing.
  if (outcome.kind === 'valid') return { change: { ...change, reasons: null }, why, effects: [] };
  return { change, why, effects: [{ kind: 'keep_reasons', reasons: outcome.reasons }] };
}
