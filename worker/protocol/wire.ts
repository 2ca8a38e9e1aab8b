/**
 * The wire: what travels between the page and the Worker. Types only, so that the widget can import this file
 * without a byte of weight.
 */

/** How a field is drawn. `phone` and `address` may stand for several of Convertr's fields, which `fields` names. */
export type FieldType =
  | 'text'
  | 'email'
  | 'tel'
  | 'url'
  | 'number'
  | 'date'
  | 'dob'
  | 'textarea'
  | 'country'
  | 'select'
  | 'multiselect'
  | 'radio'
  | 'checkboxes'
  | 'checkbox'
  | 'consent'
  | 'phone'
  | 'address';

/** One choice of a select, radio or checkbox group. `value` is what Convertr receives, to the letter. */
export interface Option {
  value: string;
  label: string;
}

/** A piece of a consent text. Links come as data, so that no HTML is ever parsed. */
export type RichText = string | { text: string; href: string };

/** Draw the field only while another field has one of these values. */
export interface ShowIf {
  /** Convertr's name of the other field. */
  field: string;
  /** The values that show it; `['*']` is any value but blank. */
  is: string[];
}

/** One field as the page draws it. */
export interface FieldDefinition {
  /**
   * Convertr's own name, `form[email]`. For `phone` and `address` that stand for several Convertr fields, the common
   * prefix, `form[telephone]`; the inputs' names are then in `fields`.
   */
  name: string;
  type: FieldType;
  label: string;
  required: boolean;
  autocomplete?: string;
  inputmode?: 'text' | 'email' | 'tel' | 'url' | 'numeric' | 'decimal';
  placeholder?: string;
  help?: string;
  /** For select, multiselect, radio, checkboxes. */
  options?: Option[];
  /** `consent`: the text with its links; `label` is the same as plain text. */
  text?: RichText[];
  /** Column span: a `half` takes one of two columns where there is room. */
  width?: 'full' | 'half';
  maxlength?: number;
  min?: string;
  max?: string;
  /** 1 is the first step. Fields without one belong to the step of the field before. */
  step?: number;
  showIf?: ShowIf;
  /** The value it starts with. */
  value?: string;
  /** `address`: its lines in order. `phone`: dial code, then number, when Convertr lists two fields. */
  fields?: FieldDefinition[];
  /** `phone`: ISO 3166 country whose dial code is preselected. */
  country?: string;
  /**
   * `checkbox`, `consent`: the value that a ticked box sends (default `1`).
   * Unticked boxes are left out: Symfony counts any submitted value as ticked.
   */
  ticked?: string;
}

/** Words of the page's own making, in the visitor's language. Placeholders stand in braces: `{label}`. */
export type Messages = Record<string, string>;

/** `GET /v1/forms/{formId}`: what the widget draws. */
export interface Definition {
  form: string;
  /** BCP 47. */
  locale: string;
  dir: 'ltr' | 'rtl';
  title?: string;
  submitLabel: string;
  fields: FieldDefinition[];
  messages: Messages;
  success: { message: string; redirect?: string };
  closed: boolean;
  closedMessage: string;
  /** Headings of the steps, when fields have steps. */
  steps?: string[];
  /** Sent back with the submission: form-bound, issued-at. */
  ticket: string;
  /** Name of the honeypot input. */
  honeypot: string;
  /** Cloudflare Turnstile's site key. */
  turnstile?: string;
  touch: 'first' | 'last';
  /** ISO 3166 country of the visitor, as the edge sees it, where a field begins with it. */
  country?: string;
}

/** One thing wrong with one field. `code` is stable; `message` is in the visitor's language. */
export interface FieldProblem {
  code: string;
  message: string;
}

/** RFC 9457. `errors` is keyed by Convertr's names; the key `form` is what belongs to no field. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail?: string;
  errors?: Record<string, FieldProblem[]>;
  /** Seconds; the same as the header. */
  retryAfter?: number;
  [extension: string]: unknown;
}

/** 201, 202, and, with `replayed`, 200. */
export interface SubmitAnswer {
  submission: string;
  status: 'delivered' | 'queued';
  leadId?: number;
  channel: string;
  linkId?: number;
  replayed?: true;
}

export type SubmissionStatus = 'queued' | 'sending' | 'delivered' | 'refused' | 'held' | 'unknown';
export type Verdict = 'pending' | 'valid' | 'invalid';

/** `GET /v1/forms/{formId}/leads/{submissionId}`: nothing personal. `at` is ISO 8601. */
export interface SubmissionState {
  submission: string;
  status: SubmissionStatus;
  verdict: Verdict | null;
  leadId?: number;
  at: string;
}
