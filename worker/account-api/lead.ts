/** Leads for people: rows, filters, figures, and results of changes. Plain data. */

import type { Answers, LeadContext } from './submission.ts';

/** All states of a submission, also those that the public status hides. */
export type Status = 'queued' | 'sending' | 'delivered' | 'refused' | 'held' | 'unknown' | 'quarantined' | 'discarded';

/** One lead, without personal data. Times are ISO 8601. */
export interface LeadRow {
  submission: string;
  form: string;
  campaignId: number;
  status: Status;
  verdict: 'pending' | 'valid' | 'invalid' | null;
  /** Short code: `campaign_closed`, `unknown_twice`, `erased` … */
  reason: string | null;
  leadId: number | null;
  channel: string;
  linkId: number | null;
  possibleDuplicate: boolean;
  flags: string[];
  attempts: number;
  receivedAt: string;
  updatedAt: string;
  /** If a query asks for it. */
  visit?: LeadVisit;
}

/** The tags of a visit: campaign parameters and click ids by name, and the form's report value as `value`. */
export type LeadVisit = Record<string, string>;

export interface LeadDetail extends LeadRow {
  /** Null once deleted. */
  answers: Answers | null;
  context: LeadContext | null;
  /** Convertr's own words: refusal texts, verdict reasons. Encrypted at rest. */
  reasons: string[];
  /** `by`: the person, or `admin token`, or null if nobody did it. */
  history: { at: string; from: Status | null; to: Status; why: string; by: string | null }[];
  /** When it is sent automatically, or for a held lead, when its campaign is tried again. Null: never. */
  nextAt: string | null;
  /** When its answers are deleted. Null: they already are. */
  answersUntil: string | null;
  /** Its messages to receivers, oldest first. */
  webhooks: WebhookReport[];
}

/** A message to one receiver, with every attempt. Times are ISO 8601. */
export interface WebhookReport {
  /** The `webhook-id`. */
  message: string;
  type: string;
  url: string;
  at: string;
  /** `failed`: not sent again automatically. */
  state: 'waiting' | 'arrived' | 'failed';
  nextAt: string | null;
  /** `status`: the receiver's HTTP status; null without an answer. */
  tries: { at: string; status: number | null; durationMs: number }[];
}

export interface LeadQuery {
  form?: string;
  /** One state, or any of several. */
  status?: Status | readonly Status[];
  /** `none`: Convertr has not decided. */
  verdict?: 'pending' | 'valid' | 'invalid' | 'none';
  channel?: string;
  /** `YYYY-MM-DD`, UTC, the day it was received. */
  day?: string;
  /** The first and the last day. */
  from?: string;
  to?: string;
  /** A submission id, its first 8 characters or more, or Convertr's number. */
  find?: string;
  /** Only possible duplicates. */
  duplicate?: boolean;
  /** Newest first is the default. */
  order?: 'oldest';
  cursor?: string;
  /** At most 200. */
  limit?: number;
  /** With the tags of each visit. */
  visits?: boolean;
}

export interface LeadPage {
  leads: LeadRow[];
  /** Null on the last page. */
  cursor: string | null;
  /** How many leads the filter finds, on the first page, if the counters can tell. */
  count?: number;
}

/** These are kept for good. */
type CounterKey = 'form' | 'channel' | 'status' | 'verdict' | 'day';
/** `page`: origin and path. `value`: of the form's report field. `reason`: Convertr's, the first that has a name. */
type SourceKey = 'page' | 'link' | 'utm_source' | 'utm_campaign' | 'value' | 'reason';
export type StatsKey = CounterKey | SourceKey;

export interface StatsQuery {
  /** `YYYY-MM-DD`, UTC, inclusive. */
  from?: string;
  to?: string;
  /** Only one form's leads. */
  form?: string;
  by: StatsKey;
  /** A second key: one row per pair. */
  and?: StatsKey;
}
/** The counts of the account's object. An object of the previous release only has `count`. */
export interface LeadCount {
  key: string;
  and?: string;
  count: number;
  delivered?: number;
  valid?: number;
  invalid?: number;
  /** Delivered, but not decided by Convertr. */
  pending?: number;
}

export interface StatsRow extends Required<Omit<LeadCount, 'and'>> {
  and?: string;
  /** The same as `count`. */
  leads: number;
  /** From 0 to 1, among the leads that Convertr has decided, or null while it has decided none. */
  validRate: number | null;
}

/** `not_found`, or `wrong_state` with its current state. `ambiguous`: the id exists under several forms. */
export type ChangeResult =
  | { kind: 'changed'; lead: LeadRow }
  | { kind: 'not_found' }
  | { kind: 'wrong_state'; status: Status }
  | { kind: 'ambiguous'; forms: string[] };

/** Leads with an email address, newest first. */
export interface PersonLeads {
  enterprise: string;
  leads: LeadRow[];
}

export interface EraseResult {
  enterprise: string;
  /** Rows in which the address was found. */
  found: number;
  /** Rows whose answers were deleted by this call. */
  erased: number;
  /** Undelivered rows that became `discarded`. */
  discarded: number;
  /** Leads already at Convertr, which only Convertr can erase. */
  delivered: number[];
  /** ISO 8601. Until then Cloudflare's point-in-time recovery can restore the earlier storage, encrypted. */
  recoverableUntil: string;
}

/** One line of Convertr's own list. */
export interface ReconcileLine {
  leadId: number;
  verdict: 'valid' | 'invalid';
  reason?: string | undefined;
}

/** The comparison of Convertr's list with the ledger. */
export interface ReconcileResult {
  /** Numbers of the list that the ledger has. */
  matched: number;
  /** Leads with a different verdict in the list. */
  changed: number;
  /** Numbers that the ledger does not have. */
  unknown: number[];
}

/** Leads that a filter found and a person may send again. */
export interface BulkRetry {
  retried: number;
  remaining: number;
}
