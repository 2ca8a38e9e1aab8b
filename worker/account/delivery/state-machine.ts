/**
 * What follows from what. Pure: a row's state, Convertr's answer and the time go in; the row's next state and what else
 * must happen come out. The rules are the table "A submission's life" of the contract.
 */
import type { LeadOutcome } from '../../convertr/outcome.ts';
import { linkOf, type Row, type RowChange } from '../store/lead-row.ts';
import {
  afterRateLimit,
  backoff,
  type Effect,
  healthy,
  MINUTE,
  queued,
  SECOND,
  settled,
  signal,
  type Transition,
} from './transition.ts';

type MachineRow = Pick<
  Row,
  'backoffs' | 'unknowns' | 'on_unknown' | 'flags' | 'possible_duplicate' | 'link_id' | 'replied'
>;

/** A second send may come once Convertr would have shown the first. */
const RESEND_AFTER_MS = 10 * MINUTE;
const FIRST_POLL_MS = 5 * SECOND;

/** @param random from 0 to 1, for jitter. */
export function afterSend(row: MachineRow, outcome: LeadOutcome, now: number, random: number): Transition {
  switch (outcome.kind) {
    case 'delivered':
      return {
        change: {
          ...settled('delivered', null),
          lead_id: outcome.leadId,
          verdict: 'pending',
          delivered: now,
          poll_due: now + FIRST_POLL_MS,
        },
        why: 'convertr_confirmed',
        effects: [{ kind: 'open_campaign' }, healthy],
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
      return linkOf(row) === null
        ? {
            change: settled('held', 'rejected'),
            why: 'link_not_found',
            effects: [{ kind: 'refresh_campaign' }, healthy],
          }
        : {
            // Who was told of the link is told so again.
            change: { ...queued(now), ...(row.replied === null && { link_id: null }) },
            why: 'sent_again_without_link',
            effects: [{ kind: 'flag', flag: 'link_not_found' }, { kind: 'refresh_campaign' }, healthy],
          };
    case 'rejected': {
      const words: Effect[] = outcome.message ? [{ kind: 'keep_reasons', reasons: [outcome.message] }] : [];
      return { change: settled('held', 'rejected'), why: `status_${outcome.status}`, effects: [...words, healthy] };
    }
    case 'unauthorized':
      return { change: queued(now), why: 'token_refused', effects: [{ kind: 'drop_token' }] };
    case 'mfa_required':
      return {
        change: queued(now),
        why: 'mfa_required',
        effects: [{ kind: 'mfa', mfaToken: outcome.mfaToken }],
      };
    case 'rate_limited': {
      const until = afterRateLimit(now, outcome.retryAfterMs);
      return { change: queued(until), why: 'rate_limited', effects: [signal({ kind: 'rate_limited', until })] };
    }
    case 'unavailable': {
      const backoffs = row.backoffs + 1;
      return {
        change: { ...queued(now + backoff(backoffs, random)), backoffs },
        why: `status_${outcome.status}`,
        effects: [signal({ kind: 'unavailable' })],
      };
    }
    case 'unknown':
      return afterUnknown(row, outcome.status === undefined ? 'no_answer' : `status_${outcome.status}`, now);
    case 'unexpected':
      return {
        // It may have been stored: a later send says so.
        change: { ...settled('held', 'unexpected_answer'), unknowns: row.unknowns + 1 },
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
      effects: [
        { kind: 'flag', flag: 'extra_fields' },
        { kind: 'flag', flag: 'drift' },
        { kind: 'refresh_campaign' },
        healthy,
      ],
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

/** A row that is taken up. Whatever is sent after an unknown outcome may make a duplicate, and says so. */
export function beforeSend(row: Pick<Row, 'attempts' | 'unknowns' | 'possible_duplicate'>, lease: number): RowChange {
  return {
    status: 'sending',
    reason: null,
    lease,
    lane: null,
    due: null,
    attempts: row.attempts + 1,
    possible_duplicate: row.unknowns > 0 ? 1 : row.possible_duplicate,
  };
}
