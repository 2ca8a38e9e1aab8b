import type { Status } from '../../account-api.ts';

export type LeadVerdict = 'pending' | 'valid' | 'invalid';

/** `new`: never sent. `retry`: sent before, or released by a person. */
export type SendPriority = 'new' | 'retry';

/** How the column `lane` stores the priority. Null: the lead is not sent automatically. */
export const LANE = { new: 0, retry: 1 } as const satisfies Record<SendPriority, number>;

/** The leads of one form for one campaign. */
export type Queue = { campaign: number; form: string };

/** A row of `leads`. Times are milliseconds since 1970. */
export type Row = {
  id: number;
  form: string;
  submission: string;
  campaign: number;
  convertr_form: number;
  status: Status;
  reason: string | null;
  verdict: LeadVerdict | null;
  lead_id: number | null;
  channel: string;
  /** Its name in figures, if that differs. */
  counted_channel: string | null;
  /**
   * The number of its page, campaign parameters and report value in figures. Null: it came before this column existed.
   */
  source_id: number | null;
  /** The same as JSON while it is in quarantine, because a bot's texts get no numbers. */
  source_text: string | null;
  /** The number of Convertr's reason in figures, while it is refused or invalid. */
  reason_id: number | null;
  /** The link in the first caller's answer, once there was one. */
  link_id: number | null;
  /** JSON list. */
  flags: string;
  on_unknown: 'resend' | 'hold';
  min_gap_ms: number;
  possible_duplicate: number;
  attempts: number;
  /** How often a gateway refused it. A person's retry starts again from 0. */
  backoffs: number;
  unknowns: number;
  polls: number;
  /** The number of the attempt that is on its way. */
  lease: number | null;
  lane: (typeof LANE)[SendPriority] | null;
  due: number | null;
  poll_due: number | null;
  tidy_due: number | null;
  /** The first caller's answer. */
  replied: 'queued' | 'delivered' | null;
  /** Empty once erased. */
  fingerprint: string;
  /** Where the answers are, in `answers`. */
  answers_id: number | null;
  reasons_id: number | null;
  /** What a version before the table `answers` stored here, until it is moved. */
  sealed: ArrayBuffer | null;
  reasons: ArrayBuffer | null;
  day: string;
  received: number;
  first_sent: number | null;
  delivered: number | null;
  updated: number;
};

/** The columns that make up a lead's state. Only the state machine decides them. */
export type StateChange = Partial<
  Pick<
    Row,
    | 'status'
    | 'reason'
    | 'verdict'
    | 'lead_id'
    | 'delivered'
    | 'possible_duplicate'
    | 'attempts'
    | 'backoffs'
    | 'unknowns'
    | 'polls'
    | 'lease'
    | 'lane'
    | 'due'
    | 'poll_due'
  >
>;

/** Columns that change without a change of state. `sealed` and `reasons` are written to `answers`. */
export type RowUpdate = Partial<
  Pick<
    Row,
    | 'campaign'
    | 'convertr_form'
    | 'link_id'
    | 'flags'
    | 'tidy_due'
    | 'replied'
    | 'fingerprint'
    | 'sealed'
    | 'reasons'
    | 'reason_id'
  >
>;

export type RowChange = StateChange & RowUpdate;

/** The columns of a new row, as in the schema. */
export const NEW_ROW = {
  verdict: null,
  lead_id: null,
  possible_duplicate: 0,
  attempts: 0,
  backoffs: 0,
  unknowns: 0,
  polls: 0,
  lease: null,
  poll_due: null,
  sealed: null,
  reasons: null,
  reasons_id: null,
  reason_id: null,
  first_sent: null,
  delivered: null,
} satisfies Partial<Row>;

/** False once they are deleted. */
export const hasAnswers = (row: Pick<Row, 'answers_id' | 'sealed'>): boolean =>
  row.answers_id !== null || row.sealed !== null;

export const readFlags = (row: Pick<Row, 'flags'>): string[] => JSON.parse(row.flags) as string[];

export const withFlag = (row: Pick<Row, 'flags'>, ...flags: string[]): string =>
  JSON.stringify([...new Set([...readFlags(row), ...flags])]);

/** The flag, or the reason, of a lead whose personal data was erased. No more of that person's data is stored. */
export const ERASED = 'erased';
export const isErased = (row: Pick<Row, 'flags' | 'reason'>): boolean =>
  row.reason === ERASED || readFlags(row).includes(ERASED);
