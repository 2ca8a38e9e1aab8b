/** How Convertr's answer to a lead changes its row. Pure. */
import type { LeadOutcome, Refusal } from '../../convertr/outcome.ts';
import { LINK_NOT_FOUND, linkToSend } from '../../forms/attribution/link.ts';
import { afterRateLimit, backoff, MINUTE, SECOND } from '../backoff.ts';
import { LANE, readFlags, type StateChange } from '../store/lead-row.ts';
import { type Effect, type MachineRow, queued, settled, type Transition, WRONG_ID } from './transition.ts';

/** By then, Convertr would show the lead if it had stored it. */
const RESEND_AFTER_MS = 10 * MINUTE;
const FIRST_POLL_MS = 5 * SECOND;
const EXTRA_FIELDS = 'extra_fields';
const MISSING_FIELDS = 'missing_fields';

/** @param random from 0 to 1, for jitter. */
export function afterAnswer(row: MachineRow, outcome: LeadOutcome, now: number, random: number): Transition {
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
        effects: [{ kind: 'open_campaign' }],
      };
    case 'refused':
      return afterRefusal(row, outcome.refusal, now);
    case 'closed':
      return {
        change: outcome.reason === 'redirected' ? afterRedirect(row) : settled('held', 'campaign_closed'),
        why: `campaign_${outcome.reason}`,
        effects: [{ kind: 'close_campaign', reason: outcome.reason }, ...keepWords(outcome.message)],
      };
    case 'link_not_found':
      return afterLostLink(row, now);
    case 'rejected':
      return {
        change: settled('held', isUnknownId(outcome) ? WRONG_ID : 'rejected'),
        why: `status_${outcome.status}`,
        effects: keepWords(outcome.message),
      };
    case 'unauthorized':
      return { change: queued(now), why: 'token_refused', effects: [] };
    case 'mfa_required':
    case 'password_expired':
      return { change: queued(now), why: outcome.kind, effects: [] };
    case 'rate_limited':
      return { change: queued(afterRateLimit(now, outcome.retryAfterMs)), why: 'rate_limited', effects: [] };
    case 'unavailable': {
      const backoffs = row.backoffs + 1;
      const change = { ...queued(now + backoff(backoffs, random)), backoffs };
      return { change, why: `status_${outcome.status}`, effects: [] };
    }
    case 'unknown':
      return afterUnknown(row, outcome.status === undefined ? 'no_answer' : `status_${outcome.status}`, now);
    case 'unexpected':
      // Convertr may have stored it, so a later send is a possible duplicate.
      return {
        change: { ...settled('held', 'unexpected_answer'), unknowns: row.unknowns + 1 },
        why: `status_${outcome.status}`,
        effects: [],
      };
  }
}

/** 404: Convertr does not know the form, the campaign or the publisher. */
export const isUnknownId = (outcome: LeadOutcome): boolean => outcome.kind === 'rejected' && outcome.status === 404;

/** Convertr knows the ids, even if it refused the answers. */
export const isKnownId = (outcome: LeadOutcome): boolean =>
  outcome.kind === 'delivered' ||
  outcome.kind === 'refused' ||
  (outcome.kind === 'closed' && outcome.reason !== 'redirected');

const keepWords = (message: string | undefined): Effect[] =>
  message ? [{ kind: 'keep_reasons', reasons: [message] }] : [];

/** A redirect may hide a success. If the form holds such leads, this one is not sent when the campaign opens. */
function afterRedirect(row: MachineRow): StateChange {
  const reason = row.on_unknown === 'hold' ? 'unknown' : 'campaign_closed';
  return { ...settled('held', reason), unknowns: row.unknowns + 1 };
}

/**
 * It is unknown whether the lead arrived. The form's rule decides whether it is sent once more or waits for a person.
 */
export function afterUnknown(row: MachineRow, why: string, now: number): Transition {
  const unknowns = row.unknowns + 1;
  if (row.on_unknown === 'hold' || row.unknowns > 0) {
    const reason = row.unknowns > 0 ? 'unknown_twice' : 'unknown';
    return { change: { ...settled('held', reason), unknowns }, why, effects: [] };
  }
  const due = now + RESEND_AFTER_MS;
  const change = { status: 'unknown', reason: 'unknown', lease: null, lane: LANE.retry, due, unknowns } as const;
  return { change, why, effects: [] };
}

function afterLostLink(row: MachineRow, now: number): Transition {
  if (linkToSend(row.link_id, readFlags(row)) === null) {
    return { change: settled('held', 'rejected'), why: 'link_not_found', effects: [{ kind: 'refresh_campaign' }] };
  }
  return {
    // The row keeps the link of the first answer, because a repeated submission gets the same answer.
    change: row.replied === null ? { ...queued(now), link_id: null } : queued(now),
    why: 'sent_again_without_link',
    effects: [{ kind: 'flag', flag: LINK_NOT_FOUND }, { kind: 'refresh_campaign' }],
  };
}

function afterRefusal(row: MachineRow, { extraFields, unlisted, form, fields }: Refusal, now: number): Transition {
  if (extraFields && !readFlags(row).includes(EXTRA_FIELDS)) {
    return {
      change: queued(now),
      why: 'sent_again_without_extra_fields',
      effects: [
        { kind: 'flag', flag: EXTRA_FIELDS },
        { kind: 'flag', flag: 'drift' },
        { kind: 'report_drift' },
        { kind: 'refresh_campaign' },
      ],
    };
  }
  if (unlisted === 'sendable' && !readFlags(row).includes(MISSING_FIELDS)) {
    const effects: Effect[] = [
      { kind: 'flag', flag: MISSING_FIELDS },
      { kind: 'report_drift' },
      { kind: 'refresh_campaign' },
    ];
    return { change: queued(now), why: 'sent_again_with_new_fields', effects };
  }
  const byField = Object.entries(fields).flatMap(([name, texts]) => texts.map((text) => `${name}: ${text}`));
  return {
    change: settled('refused', 'validation'),
    why: 'convertr_refused',
    // A visitor who reloads the form must see the new field.
    effects: [
      { kind: 'keep_reasons', reasons: [...form, ...byField] },
      ...(unlisted ? [{ kind: 'refresh_campaign' } as const] : []),
    ],
  };
}

/** True if the field list must be newer than the refusal that showed it was wrong. */
export const needsNewFields = (row: Pick<MachineRow, 'flags'>): boolean =>
  row.flags !== '[]' && readFlags(row).some((flag) => flag === EXTRA_FIELDS || flag === MISSING_FIELDS);
