/** What the rest of the Worker may ask of an account's object, over RPC. Plain data both ways. */

import type { ConvertrForm, ConvertrLink } from './convertr/outcome.ts';
import type { SubmissionState } from './protocol/wire.ts';
import type { WebhookTarget } from './webhooks/target.ts';

/** All states of a submission, also those that the public status hides. */
export type Status = 'queued' | 'sending' | 'delivered' | 'refused' | 'held' | 'unknown' | 'quarantined' | 'discarded';

/** Flat, under Convertr's names. A name that ends in `[]` has a list. */
export type Answers = Record<string, string | string[]>;

/** A campaign as Convertr last described it. Kept by the object, with a copy in KV `CACHE`. */
export interface CampaignFacts {
  forms: ConvertrForm[];
  links: ConvertrLink[];
  /** Convertr has listed its forms, but never its links. */
  linksMissing?: true;
  /** Milliseconds since 1970. */
  fetchedAt: number;
  /** Why Convertr takes no leads for it now, as far as known. Visitors see that it is closed. */
  closed: 'fulfilled' | 'inactive' | 'paused' | 'ended' | null;
  /** Leads are taken and held until it opens. */
  waits?: 'not_started' | 'redirected';
}

/** What is kept of how a visitor came, encrypted with the answers. URLs. */
export interface LeadContext {
  page?: string;
  referrer?: string;
  landing?: string;
  landingReferrer?: string;
  locale?: string;
  /** For a link that is chosen later: by what, beside the channel. `configured` is the form's own link for it. */
  linkBy?: { explicit?: number; configured?: number; campaign?: string };
  /** The consents as they were shown. `version` is the beginning of the text's SHA-256. */
  consents?: { name: string; text: string; version: string; given: boolean }[];
}

export interface SubmitRequest {
  /** Our public form id. */
  form: string;
  /** UUID, lower case. */
  submission: string;
  campaignId: number;
  /** Convertr's form id. */
  formId: number;
  /**
   * Validated, normalised, in Convertr's formats, consents and hidden values included. The object sends those that
   * the campaign's form lists, and adds `form[submit]`.
   */
  answers: Answers;
  /** Names among `answers` that the visitor did not give (hidden values): left out of the idempotency fingerprint. */
  hidden: string[];
  /**
   * All that was posted under the form's names, normalised, whether the form lists it today or not. It tells a repeated
   * submission from another one, as `answers` do, and is not kept.
   */
  posted: Answers;
  /** Names among `answers` that hold an e-mail address: found by `erase`. */
  emails: string[];
  context: LeadContext;
  /** GA4's channel group, or the explicit text. */
  channel: string;
  /** The channel in figures, where it has another name there: `(other)` replaces a channel that a page has made up. */
  countedChannel?: string;
  linkId?: number;
  /** Why the row should be looked at although it is delivered: `link_ignored`, `links_unknown`, `drift`. */
  flags: string[];
  /** The form asks for what Convertr doesn't list, consents aside: a person hears of it. */
  isDrifted: boolean;
  onUnknown: 'resend' | 'hold';
  /** Whom to tell of the form's leads, from this one on. Left out: as before. */
  webhooks?: WebhookTarget[];
  /** Least gap between two leads of this campaign. */
  minGapSeconds: number;
  /** The signals that make it suspicious; when there are any, the row is quarantined. */
  signals: string[];
  /** How long to wait for Convertr's confirmation. */
  answerWithinMs: number;
}

/** A submission without what only recognises its repetition. */
export type NewSubmission = Omit<SubmitRequest, 'posted'>;

/** A submission that an overflow object has kept and acknowledged. */
export interface KeptSubmission {
  request: NewSubmission;
  /** Keyed hashes, as the account's object takes them. */
  fingerprint: string;
  /** Milliseconds since 1970. */
  received: number;
}

/** `full`: nothing is stored, because the backlog's cap is reached. */
export type AdoptResult = { kind: 'adopted' } | { kind: 'full' };

/** One upstream complaint, without upstream text. `name` is Convertr's, or `form` for the whole. */
export interface RefusedField {
  name: string;
  code: 'required' | 'email' | 'choice' | 'too_long' | 'refused';
}

export type SubmitResult =
  /** 201, or 200 when replayed. */
  | { kind: 'delivered'; leadId: number; channel: string; linkId?: number; replayed: boolean }
  /** 202, or 200 when replayed. */
  | { kind: 'queued'; channel: string; linkId?: number; replayed: boolean }
  /** 422. */
  | { kind: 'refused'; fields: RefusedField[] }
  /** 409. */
  | { kind: 'conflict' }
  /** 410: nothing stored. */
  | { kind: 'closed'; reason: NonNullable<CampaignFacts['closed']> }
  /** 503: nothing stored. Convertr does not know one of the form's ids. */
  | { kind: 'wrong_ids' }
  /** 503: nothing stored. The backlog's cap is reached. */
  | { kind: 'full'; retryAfterSeconds: number };

/** One lead, nothing personal. Times are ISO 8601. */
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
}

export interface LeadDetail extends LeadRow {
  /** Null once deleted. */
  answers: Answers | null;
  context: LeadContext | null;
  /** Convertr's own words: refusal texts, verdict reasons. Encrypted at rest. */
  reasons: string[];
  history: { at: string; from: Status | null; to: Status; why: string }[];
  /** When it is sent automatically, or for a held lead, when its campaign is tried again. Null: never. */
  nextAt: string | null;
  /** When its answers are deleted. Null: they are gone. */
  answersUntil: string | null;
  /** The webhook messages about it, oldest first. */
  webhooks: WebhookReport[];
}

/** A message to one receiver, with every try. Times are ISO 8601. */
export interface WebhookReport {
  /** The `webhook-id`. */
  message: string;
  type: string;
  url: string;
  at: string;
  /** `failed`: not tried again by itself. */
  state: 'waiting' | 'arrived' | 'failed';
  nextAt: string | null;
  /** `status`: the receiver's HTTP status; null without an answer. */
  tries: { at: string; status: number | null; durationMs: number }[];
}

export interface LeadQuery {
  form?: string;
  /** One state, or any of several. */
  status?: Status | readonly Status[];
  /** `none`: Convertr has not judged it. */
  verdict?: 'pending' | 'valid' | 'invalid' | 'none';
  channel?: string;
  /** `YYYY-MM-DD`, UTC, the day it was received. */
  day?: string;
  /** The first and the last day. */
  from?: string;
  to?: string;
  /** A submission id, its first 8 characters or more, or Convertr's number. */
  find?: string;
  /** Possible duplicates alone. */
  duplicate?: boolean;
  /** Newest first is the default. */
  order?: 'oldest';
  cursor?: string;
  /** At most 200. */
  limit?: number;
}

export interface LeadPage {
  leads: LeadRow[];
  /** Null on the last page. */
  cursor: string | null;
  /** How many leads the filter finds, on the first page of a filter whose counters know. */
  count?: number;
}

export type StatsKey = 'form' | 'channel' | 'status' | 'verdict' | 'day';
export interface StatsQuery {
  /** `YYYY-MM-DD`, UTC, inclusive. */
  from?: string;
  to?: string;
  by: StatsKey;
  /** A second key: one row per pair. */
  and?: StatsKey;
}
export type StatsRow = { key: string; and?: string; count: number };

export interface AccountState {
  enterprise: string;
  login: {
    /** `none`: not tried yet. `denied`: Convertr refused the credentials. `mfa`: waits for a code.
     * `password_expired`: Convertr takes no call until the password is changed. */
    state: 'none' | 'ok' | 'denied' | 'mfa' | 'password_expired';
    tokenExpiresAt: string | null;
    passwordExpired: boolean;
    nextTryAt: string | null;
  };
  /** Why nothing is sent now. */
  paused: {
    reason: 'rate_limited' | 'unknown_outcomes' | 'unavailable' | 'unexpected_answer' | 'unauthorized';
    until: string | null;
  } | null;
  /** Per rolling five minutes. */
  budget: Record<'requests' | 'results' | 'logins', { limit: number; left: number }>;
  counts: Record<Status, number>;
  waiting: number;
  oldestWaiting: string | null;
  possibleDuplicates: number;
  closedCampaigns: number[];
  /** Forms whose leads Convertr answers with 404, and which id it does not know. `unknown`: nobody can tell. */
  wrongIds: {
    form: string;
    wrong: 'form' | 'campaign' | 'publisher' | 'unknown';
    campaignId: number;
    formId: number;
    publisherId: number;
  }[];
  /** In bytes. An object of the release before does not tell. */
  database?: { bytes: number; limit: number };
  /** Active causes that a person is alerted to. */
  alerts: { cause: string; since: string }[];
}

/** `not_found`, or `wrong_state` with the state it is in; `ambiguous`: the id exists under several forms. */
export type ChangeResult =
  | { kind: 'changed'; lead: LeadRow }
  | { kind: 'not_found' }
  | { kind: 'wrong_state'; status: Status }
  | { kind: 'ambiguous'; forms: string[] };

/** What came of a login that a person asked for. */
export interface LoginResult {
  kind: 'accepted' | 'denied' | 'mfa' | 'unreachable';
}

export type MfaResult = { kind: 'accepted' } | { kind: 'denied' } | { kind: 'not_waiting' } | { kind: 'unreachable' };

/** What an e-mail address was given in, newest first. */
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
  /** ISO 8601. Until then Cloudflare's point-in-time recovery holds the storage as it was, sealed. */
  recoverableUntil: string;
}

/** Leads that a filter found and a person may send again. */
export interface BulkRetry {
  retried: number;
  remaining: number;
}

/** A form's configuration as it was written, and the tag of that text. Null: there is no such form. */
export type FormVersion = { etag: string; document: string } | null;

export interface FormSave {
  form: string;
  /** As KV has it, which may be a minute old. */
  stored: FormVersion;
  next: FormVersion;
  /** Tags of which one must be the form's; `any`: it exists; `absent`: it does not. */
  expected: string[] | 'any' | 'absent' | undefined;
}

export type FormSaveResult =
  | { kind: 'saved'; isNew: boolean }
  /** `base`: the version that the caller expected, if it is still known. */
  | { kind: 'changed'; current: FormVersion; base: string | null };

/** The RPC surface. `form` narrows an id that several forms share. */
export interface AccountApi {
  /** @param version the Worker's: an object of another one restarts once nothing is on its way. */
  submit(request: SubmitRequest, version?: string): Promise<SubmitResult>;
  /** The first answer, when the same was posted before, even if the form takes it no longer. Otherwise null. */
  replay(
    form: string,
    submission: string,
    posted: Answers,
  ): Promise<Extract<SubmitResult, { kind: 'delivered' | 'queued' }> | null>;
  /** Stores what an overflow object has kept. Safe to repeat. */
  adopt(kept: KeptSubmission): Promise<AdoptResult>;
  /** Public status: hidden states read as `queued`. */
  state(form: string, submission: string): Promise<SubmissionState | null>;
  /** Fresh, or stale when Convertr cannot be asked; null when nothing was ever known. Writes the copy in KV. */
  campaign(campaignId: number): Promise<CampaignFacts | null>;
  /** Asks Convertr now. The failure is a word for a person: `mfa`, `denied`, `unavailable`, `not_found`, `rate_limited`. */
  refreshCampaign(campaignId: number): Promise<{ ok: true; value: CampaignFacts } | { ok: false; error: string }>;
  account(): Promise<AccountState>;
  /** Logs in now, however many logins were refused. */
  login(): Promise<LoginResult>;
  /** Without a code: ask Convertr to send a new one. */
  mfa(code?: string): Promise<MfaResult>;
  leads(query: LeadQuery): Promise<LeadPage>;
  /** `shown`: a person sees the answers, which the lead's history then says. */
  lead(
    submission: string,
    form?: string,
    shown?: boolean,
  ): Promise<{ kind: 'found'; lead: LeadDetail } | { kind: 'not_found' } | { kind: 'ambiguous'; forms: string[] }>;
  retry(submission: string, corrections?: Answers, form?: string): Promise<ChangeResult>;
  /** Sends again what the filter finds, at most `limit` of it. With 0 it only counts. */
  retryAll(query: LeadQuery, limit: number): Promise<BulkRetry>;
  /** Asks Convertr for its verdict now. */
  askVerdict(submission: string, form?: string): Promise<ChangeResult | { kind: 'unreachable' }>;
  discard(submission: string, form?: string): Promise<ChangeResult>;
  leadsOf(email: string): Promise<PersonLeads>;
  erase(email: string): Promise<EraseResult>;
  /** The form fits Convertr's fields again, or is deleted. */
  endDrift(form: string): Promise<void>;
  /** Whom to tell of a form's leads from now on. */
  setWebhooks(form: string, targets: WebhookTarget[]): Promise<void>;
  /** Sends one message of a lead's again. */
  sendWebhookAgain(submission: string, message: string, form?: string): Promise<ChangeResult>;
  /** The version that counts. For a minute after a save KV may not know it. */
  formVersion(form: string, stored: FormVersion): Promise<FormVersion>;
  /** Notes a new version, which the caller then writes to KV. */
  saveForm(save: FormSave): Promise<FormSaveResult>;
  /** KV did not take the version. */
  forgetForm(form: string, version: FormVersion): Promise<void>;
  stats(query: StatsQuery): Promise<StatsRow[]>;
  /** True once there is a lead: the account's jurisdiction can no longer change. */
  hasRows(): Promise<boolean>;
  /** The cron's call: re-arms the alarm when there is work. */
  wake(version?: string): Promise<void>;
}
