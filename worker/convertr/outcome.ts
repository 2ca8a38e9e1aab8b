/**
 * What Convertr's answers mean. The client turns every answer, and every missing one, into one of these outcomes.
 * Nothing outside `worker/convertr/` reads Convertr's status codes or bodies.
 */

/** Failures that any call can have. */
export type UpstreamFailure =
  /** 401. The token is wrong or has expired. */
  | { kind: 'unauthorized' }
  /** Known by the body's `error`, at any status. The token must be sent with the code from the SMS. */
  | { kind: 'mfa_required'; mfaToken: string }
  /** Known by the body's `detail`, at any status. Convertr accepts no call until the password is changed. */
  | { kind: 'password_expired' }
  /** 429. Nothing was stored. `retryAfterMs` is what Convertr named, if it did. */
  | { kind: 'rate_limited'; retryAfterMs?: number | undefined }
  /** 503, 521, 523, 525, 526, 530, or a firewall's 403: the call did not reach Convertr's application. */
  | { kind: 'unavailable'; status: number }
  /** 500, 502, 504, 520, 522, 524, a timeout or a thrown fetch: it is unknown whether the call succeeded. */
  | { kind: 'unknown'; status?: number; cause?: unknown }
  /** Another 2xx, any 3xx, or a success that cannot be read: Convertr has changed. */
  | { kind: 'unexpected'; status: number };

/** `POST …/leads`. */
export type LeadOutcome =
  | { kind: 'delivered'; leadId: number }
  /** 400 with an `errors` tree. */
  | { kind: 'refused'; refusal: Refusal }
  /** A 4xx whose message says why the campaign is closed, or a 3xx. It is unknown whether a 3xx stored the lead. */
  | { kind: 'closed'; reason: ClosedReason; message?: string | undefined }
  /** 404 "Campaign Link not found". */
  | { kind: 'link_not_found' }
  /** Any other 4xx, and a 400 without an `errors` tree. */
  | { kind: 'rejected'; status: number; message?: string | undefined }
  | UpstreamFailure;

/** Why a campaign is closed. */
export type ClosedReason = 'not_started' | 'fulfilled' | 'inactive' | 'paused' | 'ended' | 'redirected';

/** A validation tree, flattened. */
export interface Refusal {
  /** The root's errors include "This form should not contain extra fields." */
  extraFields: boolean;
  /** It names fields that were left out: `sendable` if the visitor has answered one, `unanswered` if not. */
  unlisted?: 'sendable' | 'unanswered';
  /** The root's errors in Convertr's words. They may quote answers: never log them or show them to a visitor. */
  form: string[];
  /** By Convertr's names (`form[telephone][telephone]`). They may quote answers, too. */
  fields: Record<string, string[]>;
}

/** `GET …/lead-result/{id}`. `rejected` is a 4xx for this lead alone. */
export type ResultOutcome =
  | { kind: 'pending' }
  | { kind: 'valid' }
  /** The reasons may quote answers. */
  | { kind: 'invalid'; reasons: string[] }
  | { kind: 'rejected'; status: number }
  | UpstreamFailure;

/** `POST /api/login`. */
export type LoginOutcome =
  | { kind: 'token'; token: string; expiresInMs: number; passwordExpired: boolean }
  /** Wrong credentials, or a wrong MFA code. */
  | { kind: 'denied'; status: number }
  | UpstreamFailure;

/** One of a campaign's forms, as `GET …/fields/{campaign}` lists it. */
export interface ConvertrForm {
  formId: number;
  formName: string;
  fields: string[];
  /** Fields that are hidden from visitors, and fields that every lead needs, if Convertr lists them. */
  hidden?: string[];
  required?: string[];
}

/** One of a campaign's tracking links. The channel is free text. */
export interface ConvertrLink {
  id: number;
  name: string;
  channel: string;
}

export type FieldsOutcome =
  | { kind: 'fields'; forms: ConvertrForm[] }
  | { kind: 'rejected'; status: number }
  | UpstreamFailure;
export type LinksOutcome =
  | { kind: 'links'; links: ConvertrLink[] }
  | { kind: 'rejected'; status: number }
  | UpstreamFailure;
