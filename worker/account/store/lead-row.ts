import type { Status } from '../../account-api.ts';

export type LeadVerdict = 'pending' | 'valid' | 'invalid';

/** 0: never sent. 1: sent before, or released by a person. Null: not to be sent by itself. */
export type Lane = 0 | 1;

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
  /** As the first caller was told, once there was an answer. */
  link_id: number | null;
  /** JSON list. */
  flags: string;
  on_unknown: 'resend' | 'hold';
  min_gap_ms: number;
  possible_duplicate: number;
  attempts: number;
  /** How often it was put off for a gateway that refused it; a person's retry begins anew. */
  backoffs: number;
  unknowns: number;
  polls: number;
  /** Who is sending it. */
  lease: number | null;
  lane: Lane | null;
  due: number | null;
  poll_due: number | null;
  tidy_due: number | null;
  /** What the first caller was told. */
  replied: 'queued' | 'delivered' | null;
  fingerprint: string;
  sealed: ArrayBuffer | null;
  reasons: ArrayBuffer | null;
  day: string;
  received: number;
  first_sent: number | null;
  delivered: number | null;
  updated: number;
};

/** What a change may touch. */
export type RowChange = Partial<
  Pick<
    Row,
    | 'status'
    | 'reason'
    | 'verdict'
    | 'lead_id'
    | 'delivered'
    | 'link_id'
    | 'flags'
    | 'possible_duplicate'
    | 'attempts'
    | 'backoffs'
    | 'unknowns'
    | 'polls'
    | 'lease'
    | 'lane'
    | 'due'
    | 'poll_due'
    | 'tidy_due'
    | 'replied'
    | 'fingerprint'
    | 'sealed'
    | 'reasons'
  >
>;

export const readFlags = (row: Pick<Row, 'flags'>): string[] => JSON.parse(row.flags) as string[];

export const withFlag = (row: Pick<Row, 'flags'>, flag: string): string =>
  JSON.stringify([...new Set([...readFlags(row), flag])]);

/** The link that it goes out with: none where Convertr no longer has it. */
export const linkOf = (row: Pick<Row, 'flags' | 'link_id'>): number | null =>
  readFlags(row).includes('link_not_found') ? null : row.link_id;

/** Nothing more is kept of this person. */
export const isErased = (row: Pick<Row, 'flags'>): boolean => readFlags(row).includes(ERASED);
export const ERASED = 'erased';

/** Bound into whatever is sealed for a row. */
export const identityOf = (enterprise: string, { form, submission }: Pick<Row, 'form' | 'submission'>): string =>
  `${enterprise}/${form}/${submission}`;
