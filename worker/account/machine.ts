/**
 * What follows from what. Pure: a row's state, Convertr's answer and the time go in; the row's next state and what else
 * must happen come out. The rules are the table "A submission's life" of the contract.
 */
import type { LeadOutcome } from '../convertr/outcome.ts';
import type { Row, RowChange } from './row.ts';

/** What must happen beside the change of the row. */
export type Effect =
  | { kind: 'delivered' }
  | { kind: 'refresh_campaign' }
  | { kind: 'close_campaign'; reason: 'not_started' | 'fulfilled' }
  | { kind: 'open_campaign' }
  | { kind: 'flag'; flag: string }
  /** The token that was used is no good. */
  | { kind: 'drop_token' }
  /** Convertr's words, to be sealed. */
  | { kind: 'keep_reasons'; reasons: string[] }
  /** Counts towards the account's pause, or ends its cause. */
  | { kind: 'account'; signal: AccountSignal };

/** What an outcome says about the account as a whole. */
export type AccountSignal =
  | { kind: 'healthy' }
  | { kind: 'unknown' }
  | { kind: 'unavailable' }
  | { kind: 'rate_limited'; until: number }
  | { kind: 'unexpected' }
  | { kind: 'unauthorized' }
  | { kind: 'mfa'; mfaToken: string };

export interface Transition {
  change: RowChange;
  why: string;
  effects: Effect[];
}

type MachineRow = Pick<Row, 'attempts' | 'unknowns' | 'on_unknown' | 'flags' | 'possible_duplicate' | 'link_id'>;

const SECOND = 1000;
const MINUTE = 60 * SECOND;
/** 5 s, 30 s, 2 min, 10 min, 30 min, then hourly. */
export const BACKOFF_MS: readonly number[] = [
  5 * SECOND,
  30 * SECOND,
  2 * MINUTE,
  10 * MINUTE,
  30 * MINUTE,
  60 * MINUTE,
];
/** A second send may come once Convertr would have shown the first. */
const RESEND_AFTER_MS = 10 * MINUTE;
/** What Convertr's rolling window needs to clear, where it names no time. */
export const RATE_LIMIT_PAUSE_MS = 300 * SECOND;
const FIRST_POLL_MS = 5 * SECOND;

/** The step of a ladder for the n-th failure (from 1), with up to a fifth more, so that waiters don't march in step. */
export function backoff(failures: number, random: number, ladder: readonly number[] = BACKOFF_MS): number {
  const step = ladder[Math.min(Math.max(failures, 1), ladder.length) - 1] ?? MINUTE;
  return Math.round(step * (1 + random * 0.2));
}

/** @param random from 0 to 1, for jitter. */
export function afterSend(row: MachineRow, outcome: LeadOutcome, now: number, random: number): Transition {
  switch (outcome.kind) {
    case 'delivered':
      return {
        change: {
          ...settled('delivered', null),
          lead_id: outcome.leadId,
          verdict: 'pending',
          poll_due: now + FIRST_POLL_MS,
        },
        why: 'convertr_confirmed',
        effects: [{ kind: 'delivered' }, { kind: 'open_campaign' }, healthy],
      };
    case 'refused':
      return afterRefusal(row, outcome, now);
    case 'closed':
      return {
        change: settled('held', 'campaign_closed'),
        why: `campaign_${outcome.reason}`,
        effects: [{ kind: 'close_campaign', reason: outcome.reason }, healthy],
      };
    case 'link_not_found':
      return row.link_id === null
        ? {
            change: settled('held', 'rejected'),
            why: 'link_not_found',
            effects: [{ kind: 'refresh_campaign' }, healthy],
          }
        : {
            change: { ...queued(now), link_id: null },
            why: 'sent_again_without_link',
            effects: [{ kind: 'flag', flag: 'link_not_found' }, { kind: 'refresh_campaign' }, healthy],
          };
    case 'rejected':
      return {
        change: settled('held', 'rejected'),
        why: `status_${outcome.status}`,
        effects: [...(outcome.message ? [{ kind: 'keep_reasons', reasons: [outcome.message] } as const] : []), healthy],
      };
    case 'unauthorized':
      return { change: queued(now), why: 'token_refused', effects: [{ kind: 'drop_token' }] };
    case 'mfa_required':
      return {
        change: queued(now),
        why: 'mfa_required',
        effects: [signal({ kind: 'mfa', mfaToken: outcome.mfaToken })],
      };
    case 'rate_limited': {
      const until = now + Math.max(outcome.retryAfterMs ?? RATE_LIMIT_PAUSE_MS, SECOND);
      return { change: queued(until), why: 'rate_limited', effects: [signal({ kind: 'rate_limited', until })] };
    }
    case 'unavailable':
      return {
        change: queued(now + backoff(row.attempts, random)),
        why: `status_${outcome.status}`,
        effects: [signal({ kind: 'unavailable' })],
      };
    case 'unknown':
      return afterUnknown(row, outcome.status === undefined ? 'no_answer' : `status_${outcome.status}`, now);
    case 'unexpected':
      return {
        change: settled('held', 'unexpected_answer'),
        why: `status_${outcome.status}`,
        effects: [signal({ kind: 'unexpected' })],
      };
  }
}

/** Nobody knows whether it arrived: by the form's rule it goes once more, or waits for a person. */
export function afterUnknown(row: MachineRow, why: string, now: number): Transition {
  const effects: Effect[] = [signal({ kind: 'unknown' })];
  if (row.on_unknown === 'hold' || row.unknowns >= 1) {
    const reason = row.unknowns >= 1 ? 'unknown_twice' : 'unknown';
    return { change: { ...settled('held', reason), unknowns: row.unknowns + 1 }, why, effects };
  }
  return {
    change: {
      status: 'unknown',
      reason: 'unknown',
      lease: null,
      lane: 1,
      due: now + RESEND_AFTER_MS,
      unknowns: row.unknowns + 1,
    },
    why,
    effects,
  };
}

function afterRefusal(row: MachineRow, outcome: Extract<LeadOutcome, { kind: 'refused' }>, now: number): Transition {
  const { extraFields, form, fields } = outcome.refusal;
  const first = !JSON.parse(row.flags).includes('extra_fields');
  if (extraFields && first) {
    return {
      change: queued(now),
      why: 'sent_again_without_extra_fields',
      effects: [{ kind: 'flag', flag: 'extra_fields' }, { kind: 'refresh_campaign' }, healthy],
    };
  }
  const reasons = [
    ...form,
    ...Object.entries(fields).flatMap(([name, texts]) => texts.map((text) => `${name}: ${text}`)),
  ];
  return {
    change: settled('refused', 'validation'),
    why: 'convertr_refused',
    effects: [{ kind: 'keep_reasons', reasons }, healthy],
  };
}

const signal = (account: AccountSignal): Effect => ({ kind: 'account', signal: account });
const healthy: Effect = signal({ kind: 'healthy' });

const queued = (due: number): RowChange => ({ status: 'queued', reason: null, lease: null, lane: 1, due });

const settled = (status: 'delivered' | 'held' | 'refused', reason: string | null): RowChange => ({
  status,
  reason,
  lease: null,
  lane: null,
  due: null,
});

/** A row that is taken up. A second send after an unknown outcome may make a duplicate, and says so. */
export function beforeSend(row: Pick<Row, 'status' | 'attempts' | 'possible_duplicate'>, lease: number): RowChange {
  return {
    status: 'sending',
    reason: null,
    lease,
    lane: null,
    due: null,
    attempts: row.attempts + 1,
    possible_duplicate: row.status === 'unknown' ? 1 : row.possible_duplicate,
  };
}
