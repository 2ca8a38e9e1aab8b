/**
 * How long everything is kept, and what happens to a lead when its time is over. Pure. `docs/storage.md` describes it.
 * Only the days for a delivered lead's answers are a setting: `RETAIN_ANSWERS_DAYS`.
 */
import type { Status } from '../account-api.ts';
import { DAY, SECOND } from './backoff.ts';
import type { Row, RowUpdate } from './store/lead-row.ts';

/** An alert is sent a week before undelivered leads expire. */
const WARN_DAYS = 23;
/** Undelivered leads expire, and Convertr's reasons are deleted. */
const EXPIRE_DAYS = 30;
const LATE_REASONS_DAYS = 7;
/** Thirteen months, so that a month can be compared with the same month a year before. */
const ROW_DAYS = 396;
/** The first day whose figures by source are kept, as long as rows are. */
export const firstSourcedDay = (now: number): string => new Date(now - ROW_DAYS * DAY).toISOString().slice(0, 10);
/** A campaign's copy in KV must outlast a long outage of Convertr. */
export const CAMPAIGN_COPY_DAYS = 30;

/** The states that expire. */
export const UNDELIVERED = ['queued', 'unknown', 'held', 'refused', 'quarantined'] as const satisfies readonly Status[];

/** A lead that is being sent is checked again after this time, when its send has ended. */
const IN_FLIGHT_MS = 30 * SECOND;

/** When a new lead is first checked. */
export const firstReview = (received: number): number => received + WARN_DAYS * DAY;

/** When the answers of a delivered lead are deleted. */
export const reviewAfterDelivery = (delivered: number, retainAnswersDays: number): number =>
  delivered + retainAnswersDays * DAY;

/** Reasons that arrive for an old lead are kept for a week. Undefined when the usual check deletes them. */
export const reviewAfterVerdict = (received: number, now: number): number | undefined =>
  now - received >= EXPIRE_DAYS * DAY ? now + LATE_REASONS_DAYS * DAY : undefined;

/** @param oldest when the oldest undelivered lead was received. */
export const isExpiringSoon = (oldest: number, now: number): boolean => now - oldest >= WARN_DAYS * DAY;

/** When the answers of a lead are deleted. Null while it is being sent. */
export function answersUntil({
  status,
  received,
  tidy_due,
}: Pick<Row, 'status' | 'received' | 'tidy_due'>): number | null {
  if (status === 'sending') return null;
  return status === 'delivered' || status === 'discarded' ? tidy_due : received + EXPIRE_DAYS * DAY;
}

export type Review =
  | { kind: 'delete_row' }
  /** The answers stay or are deleted, without a change of state. */
  | { kind: 'update'; update: RowUpdate }
  /** Nobody dealt with it in time. */
  | { kind: 'expire'; update: RowUpdate };

/** What happens to a lead whose `tidy_due` has come. */
export function review({ status, received }: { status: Status; received: number }, now: number): Review {
  const age = now - received;
  const isOld = age >= EXPIRE_DAYS * DAY;
  const next = received + (isOld ? ROW_DAYS : EXPIRE_DAYS) * DAY;
  if (age >= ROW_DAYS * DAY) return { kind: 'delete_row' };
  if (status === 'sending') return { kind: 'update', update: { tidy_due: now + IN_FLIGHT_MS } };
  if (status === 'delivered' || status === 'discarded') {
    // The reasons for a verdict stay, encrypted, until the verdict is old.
    const reasons = isOld ? { reasons: null } : {};
    return { kind: 'update', update: { sealed: null, ...reasons, tidy_due: next } };
  }
  return { kind: isOld ? 'expire' : 'update', update: { tidy_due: next } };
}
