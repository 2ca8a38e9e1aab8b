/** The data between the page and the Worker. Only types, so that importing this file adds no weight to the widget. */

/** How a field is rendered. `phone` and `address` may stand for several of Convertr's fields, listed in `fields`. */
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

/** One choice of a select, radio or checkbox group. Convertr receives exactly the `value`. */
export interface Option {
  value: string;
  label: string;
  /** The language of the label, if it is not the form's. */
  lang?: string;
}

/** A piece of a text with links. Links are data, so that no HTML is parsed. */
export type RichText = string | { text: string; href: string };

/** A condition: the field is shown while another field has one of these values. */
export interface ShowIf {
  /** Convertr's name of the other field. */
  field: string;
  /** The values that show it. `['*']` is any value that isn't blank. */
  is: string[];
}

/** One field as the page renders it. */
export interface FieldDefinition {
  /**
   * Convertr's name, `form[email]`. A `phone` or `address` that stands for several of Convertr's fields has their common
   * prefix, `form[telephone]`, and the inputs' names are in `fields`.
   */
  name: string;
  type: FieldType;
  label: string;
  /** The language of the label and text, if it is not the form's. */
  lang?: string;
  required: boolean;
  /** The error for a missing answer, in place of the message `required`. */
  requiredMessage?: string;
  autocomplete?: string;
  inputmode?: 'text' | 'email' | 'tel' | 'url' | 'numeric' | 'decimal';
  placeholder?: string;
  help?: string;
  helpLang?: string;
  /** For `select`, `multiselect`, `radio` and `checkboxes`; for `country`, in place of all countries. */
  options?: Option[];
  /** For `consent` and `checkbox`: the text with its links. `label` is the same without links. */
  text?: RichText[];
  /** A `half` takes one of two columns where there is room. */
  width?: 'full' | 'half';
  minlength?: number;
  maxlength?: number;
  /** A regular expression for the whole value, as HTML's. */
  pattern?: string;
  patternMessage?: string;
  /**
   * For `email`: domains that are refused. `*.example.com` is every domain below example.com; `free` and `disposable`
   * are lists that the Worker has.
   */
  refuse?: string[];
  refuseMessage?: string;
  /** For `date` and `dob`: how Convertr gets it, `DD/MM/YYYY`. */
  format?: string;
  /** Never stored in the browser, nor filled from the page's URL. */
  sensitive?: true;
  min?: string;
  max?: string;
  /** 1 is the first step. Fields without one belong to the step of the field before. */
  step?: number;
  showIf?: ShowIf;
  /** The value it starts with. */
  value?: string;
  /** For `address`: its lines in order. For `phone`: dial code and number, if Convertr lists two fields. */
  fields?: FieldDefinition[];
  /** For `phone` and `country`: the ISO 3166 country that is preselected. */
  country?: string;
  /**
   * For `checkbox` and `consent`: the value of a ticked box, `1` by default. An unticked box is not sent, because Symfony
   * counts any submitted value as ticked.
   */
  ticked?: string;
}

/** The form's own words by key, in the visitor's language. Placeholders are in braces: `{label}`. */
export type Messages = Record<string, string>;

/** `GET /v1/forms/{formId}`: what the widget renders. */
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
  /** The same with its links, if any. */
  closedText?: RichText[];
  /** Headings of the steps, if fields have steps. */
  steps?: string[];
  /** Sent back with the submission, to prove when this form's definition was issued. */
  ticket: string;
  /** Name of the honeypot input. */
  honeypot: string;
  /** Cloudflare Turnstile's site key. */
  turnstile?: string;
  touch: 'first' | 'last';
  /** Names of values that the page may set, sent as `page[NAME]`. */
  pageValues?: string[];
  /** Names of inputs that the page's own scripts add, sent as `input[NAME]`. */
  inputs?: string[];
  /** The languages of texts that are not in the form's language. `steps` has the number of each step. */
  langs?: Partial<Record<'title' | 'submitLabel' | 'success' | 'closedMessage', string>> & {
    steps?: Record<number, string>;
  };
  /** Names of the lazy features that its fields need. */
  features?: string[];
  /**
   * In `widget.js?form=ID`: the origin of the page that the Worker answered. Pages of other origins fetch their own
   * definition.
   */
  origin?: string;
  /** The visitor's ISO 3166 country from Cloudflare, if a field depends on it. */
  country?: string;
}

/** One thing wrong with one field. `code` is stable; `message` is in the visitor's language. */
export interface FieldProblem {
  code: string;
  message: string;
}

/** RFC 9457. `errors` has Convertr's names as keys. The key `form` is for errors of no single field. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail?: string;
  errors?: Record<string, FieldProblem[]>;
  /** Seconds; the same as the header. */
  retryAfter?: number;
  /** The form that replaces one whose campaign has ended. */
  closedForm?: string;
  [extension: string]: unknown;
}

/** The answer to a submission: 201 or 202, or 200 with `replayed`. */
export interface SubmitAnswer {
  submission: string;
  status: 'delivered' | 'queued';
  leadId?: number;
  channel: string;
  linkId?: number;
  replayed?: true;
}

/** The states that are public. Leads that are `quarantined` or `discarded` read as `queued`. */
export type SubmissionStatus = 'queued' | 'sending' | 'delivered' | 'refused' | 'held' | 'unknown';
export type Verdict = 'pending' | 'valid' | 'invalid';

/** `GET /v1/forms/{formId}/leads/{submissionId}`, without personal data. `at` is ISO 8601. */
export interface SubmissionState {
  submission: string;
  status: SubmissionStatus;
  verdict: Verdict | null;
  leadId?: number;
  at: string;
}
