/**
 * What Convertr's answers mean. The client turns every answer, and every lack of one, into one of these; nothing
 * outside `worker/convertr/` reads a status code or a body of Convertr's.
 */

/** Faults that any call can meet. */
export type UpstreamFailure =
  /** 401. The token is wrong or has expired. */
  | { kind: 'unauthorized' }
  /** Known by `error`, whatever the status. The token is needed beside the code from the SMS. */
  | { kind: 'mfa_required'; mfaToken: string }
  /** 429. Certain not to have stored anything. `retryAfterMs` is there when Convertr named it. */
  | { kind: 'rate_limited'; retryAfterMs?: number }
  /** 503, 521, 523, 525, 526, 530: certain not to have reached Convertr's application. */
  | { kind: 'unavailable'; status: number }
  /** 500, 502, 504, 520, 522, 524, a time-out, a thrown fetch: neither done nor not done. */
  | { kind: 'unknown'; status?: number; cause?: unknown }
  /** Another 2xx, any 3xx, or a success that cannot be read: the upstream has changed. */
  | { kind: 'unexpected'; status: number };

/** `POST …/leads`. */
export type LeadOutcome =
  | { kind: 'delivered'; leadId: number }
  /** 400 with an `errors` tree. */
  | { kind: 'refused'; refusal: Refusal }
  /** 403 with a text that says so. */
  | { kind: 'closed'; reason: 'not_started' | 'fulfilled' }
  /** 404 "Campaign Link not found". */
  | { kind: 'link_not_found' }
  /** Any other 4xx, and a 400 without an `errors` tree. */
  | { kind: 'rejected'; status: number; message?: string }
  | UpstreamFailure;

/** A validation tree, flat. */
export interface Refusal {
  /** "This form should not contain extra fields." was among the root's errors. */
  extraFields: boolean;
  /** Errors of the root, as Convertr wrote them. May carry personal data: never log, never show a visitor. */
  form: string[];
  /** By Convertr's names (`form[telephone][telephone]`). May carry personal data, as above. */
  fields: Record<string, string[]>;
}

/** `GET …/lead-result/{id}`. `rejected`: a 4xx for this lead alone. */
export type ResultOutcome =
  | { kind: 'pending' }
  | { kind: 'valid' }
  /** May carry personal data. */
  | { kind: 'invalid'; reasons: string[] }
  | { kind: 'rejected'; status: number }
  | UpstreamFailure;

/** `POST /api/login`. */
export type LoginOutcome =
  | { kind: 'token'; token: string; expiresInMs: number; passwordExpired: boolean }
  /** Wrong credentials, or a wrong MFA code. */
  | { kind: 'denied'; status: number }
  | UpstreamFailure;

/** One of a campaign's forms, as `GET …/fields/{campaign}` lists it. Names only. */
export interface ConvertrForm {
  formId: number;
  formName: string;
  fields: string[];
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
