/**
 * How long everything is kept, and what happens to a lead when its time is over. Pure. `docs/storage.md` says the same in
 * words. Only the days of a delivered lead's answers are a setting: `RETAIN_ANSWERS_DAYS`.
 */
import type { Status } from '../account-api.ts';
import { DAY, SECOND } from './backoff.ts';
import type { Row, RowUpdate } from './store/lead-row.ts';

/** A person hears of undelivered leads a week before they expire. */
const WARN_DAYS = 23;
/** Undelivered leads expire, and Convertr's reasons are deleted. */
const EXPIRE_DAYS = 30;
const LATE_REASONS_DAYS = 7;
/** Thirteen months: a year's figures, and the month to compare them with. */
const ROW_DAYS = 396;
/** The first day whose figures by source are kept: those are kept as long as rows. */
export const firstSourcedDay = (now: number): string => new Date(now - ROW_DAYS * DAY).toISOString().slice(0, 10);
/** The copy of a campaign in KV is useful for as long as Convertr may be down. */
export const CAMPAIGN_COPY_DAYS = 30;

/** The states that expire. */
export const UNDELIVERED = ['queued', 'unknown', 'held', 'refused', 'quarantined'] as const satisfies readonly Status[];

/** A lead that is being sent is looked at again after this: its send ends first. */
const IN_FLIGHT_MS = 30 * SECOND;

/** When a new lead is first looked at. */
export const firstReview = (received: number): number => received + WARN_DAYS * DAY;

/** When the answers of a delivered lead are deleted. */
export const reviewAfterDelivery = (delivered: number, retainAnswersDays: number): number =>
  delivered + retainAnswersDays * DAY;

/** Reasons that come when the lead is old are kept for a week. Undefined when its usual review deletes them. */
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
  /** The answers stay, or go, without a change of state. */
  | { kind: 'update'; update: RowUpdate }
  /** Nobody has dealt with it in time. */
  | { kind: 'expire'; update: RowUpdate };

/** What becomes of a lead whose `tidy_due` has come. */
export function review({ status, received }: { status: Status; received: number }, now: number): Review {
  const age = now - received;
  const isOld = age >= EXPIRE_DAYS * DAY;
  const next = received + (isOld ? ROW_DAYS : EXPIRE_DAYS) * DAY;
  if (age >= ROW_DAYS * DAY) return { kind: 'delete_row' };
  if (status === 'sending') return { kind: 'update', update: { tidy_due: now + IN_FLIGHT_MS } };
  if (status === 'delivered' || status === 'discarded') {
    // The reasons of a verdict stay until the verdict is old. They are sealed, too.
    const reasons = isOld ? { reasons: null } : {};
    return { kind: 'update', update: { sealed: null, ...reasons, tidy_due: next } };
  }
  return { kind: isOld ? 'expire' : 'update', update: { tidy_due: next } };
}
