/** What a lead-result answer makes of a delivered lead, and when to ask next. Pure. */
import type { ResultOutcome } from '../../convertr/outcome.ts';
import { DAY, HOUR, SECOND } from '../backoff.ts';
import type { Row } from '../store/lead-row.ts';
import type { Transition } from './transition.ts';

const FIRST_GAP_MS = 5 * SECOND;
const WIDEST_GAP_MS = 6 * HOUR;
/** Double opt-in takes days. After this the verdict stays open. */
const GIVE_UP_MS = 14 * DAY;

const ACCOUNT_REFUSALS: readonly ResultOutcome['kind'][] = [
  'unauthorized',
  'rate_limited',
  'mfa_required',
  'password_expired',
];

/** When to ask next: each gap is twice the one before. Null when nobody asks any more. */
export function nextPoll({ polls, delivered }: Pick<Row, 'polls' | 'delivered'>, now: number): number | null {
  if (now - (delivered ?? now) >= GIVE_UP_MS) return null;
  return now + Math.min(FIRST_GAP_MS * 2 ** Math.min(polls, 20), WIDEST_GAP_MS);
}

export function afterPoll(row: Pick<Row, 'polls' | 'delivered'>, outcome: ResultOutcome, now: number): Transition {
  if (outcome.kind === 'valid' || outcome.kind === 'invalid') {
    return {
      change: { verdict: outcome.kind, poll_due: null, polls: row.polls + 1 },
      why: `verdict_${outcome.kind}`,
      effects: outcome.kind === 'invalid' ? [{ kind: 'keep_reasons', reasons: outcome.reasons }] : [],
    };
  }
  // A refusal of the account says nothing about the lead, so the lead's gap stays.
  const isAccounts = ACCOUNT_REFUSALS.includes(outcome.kind);
  const polls = isAccounts ? row.polls : row.polls + 1;
  return { change: { polls, poll_due: nextPoll({ ...row, polls }, now) }, why: 'verdict_pending', effects: [] };
}
