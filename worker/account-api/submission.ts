/** A submission on its way into the account's object, and its answer. Plain data. */

import type { WebhookTarget } from '../webhooks/target.ts';
import type { CampaignFacts } from './account.ts';

/** Flat, under Convertr's names. A name that ends in `[]` has a list. */
export type Answers = Record<string, string | string[]>;

/** URLs that show how a visitor came, encrypted with the answers. */
export interface LeadContext {
  page?: string;
  referrer?: string;
  landing?: string;
  landingReferrer?: string;
  /** The form counts the first touch. */
  touch?: 'first';
  /** The value of the form's report field, in full. */
  reportValue?: string;
  locale?: string;
  /** For a link that is chosen later: the input besides the channel. `configured` is the form's own link for it. */
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
  /**
   * Names in `answers` that did not come from the visitor (hidden values), which the idempotency fingerprint leaves
   * out.
   */
  hidden: string[];
  /**
   * Everything that was posted under names like the form's, normalised. Like `answers`, it distinguishes a repeated
   * submission from a different one. It is not stored.
   */
  posted: Answers;
  /** Names in `answers` with an email address, which `erase` searches. */
  emails: string[];
  context: LeadContext;
  /** GA4's channel group, or the explicit text. */
  channel: string;
  /** The channel's name in figures, if that differs: `(other)` replaces a channel that a page has made up. */
  countedChannel?: string;
  linkId?: number;
  /** The campaign parameters of the visit that counts, for figures. */
  utm?: { source?: string; campaign?: string };
  /** The value of the form's report field, for figures. */
  reportValue?: string;
  /** Reasons to look at the row although it is delivered: `link_ignored`, `links_unknown`, `drift`. */
  flags: string[];
  /** The form asks for fields that Convertr doesn't list, besides consents, which raises an alert. */
  isDrifted: boolean;
  onUnknown: 'resend' | 'hold';
  /** The form's receivers from this lead on. Left out: as before. */
  webhooks?: WebhookTarget[];
  /** Minimum gap between two leads of this campaign. */
  minGapSeconds: number;
  /** The signals that make it suspicious. If there are any, the row is quarantined. */
  signals: string[];
  /** How long to wait for Convertr's confirmation. */
  answerWithinMs: number;
}

/** A submission without the data that only serves to recognise repetitions. */
export type NewSubmission = Omit<SubmitRequest, 'posted'>;

/** A submission that an overflow object has stored and acknowledged. */
export interface KeptSubmission {
  request: NewSubmission;
  /** Keyed hashes in the format of the account's object. */
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
