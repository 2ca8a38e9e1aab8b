/** The types of the state machine: events, changes and further actions. */
import type { ClosedReason, LeadOutcome, ResultOutcome } from '../../convertr/outcome.ts';
import { LANE, type Row, type RowChange, type SendPriority, type StateChange } from '../store/lead-row.ts';

/** Convertr has decided. */
export type VerdictOutcome = Extract<ResultOutcome, { kind: 'valid' | 'invalid' }>;

export type LeadEvent =
  /** It is sent to Convertr. */
  | { kind: 'sent' }
  /** Convertr answered, or its answer is unknown. */
  | { kind: 'answered'; outcome: LeadOutcome }
  /** The process died while the lead was being sent. */
  | { kind: 'process_died' }
  /** No key decrypts its answers. */
  | { kind: 'unreadable' }
  /** Its answers were erased while it waited. */
  | { kind: 'answers_gone' }
  /** Convertr was asked for its verdict. */
  | { kind: 'polled'; outcome: ResultOutcome }
  /** A list from Convertr or its client has its verdict. */
  | { kind: 'reconciled'; outcome: VerdictOutcome }
  /**
   * A person sends it again. `isProbe`: its campaign is closed or an id is wrong, and this lead tests whether that is
   * over.
   */
  | { kind: 'retried'; isCorrected: boolean; isProbe: boolean }
  /** The visitor sends other answers after a refusal. */
  | { kind: 'corrected' }
  /** A person discards it. */
  | { kind: 'discarded' }
  /** Somebody's personal data is erased. */
  | { kind: 'erased' }
  /** Nobody dealt with it in time. */
  | { kind: 'expired' }
  /** Its campaign is known to be closed. */
  | { kind: 'campaign_closed'; reason: ClosedReason }
  /** One of its ids is known to be wrong. */
  | { kind: 'id_unknown' }
  /** Convertr has answered again, so leads that only wait for their own backoff are due. */
  | { kind: 'convertr_back' }
  /** This held lead tests whether its campaign has opened, or its ids are known now. */
  | { kind: 'campaign_probed' }
  /** Its ids are known now, or were replaced. */
  | { kind: 'id_corrected' }
  /** Its campaign has opened. */
  | { kind: 'campaign_opened' };

/** Actions besides the change of the row. */
export type Effect =
  | { kind: 'refresh_campaign' }
  | { kind: 'close_campaign'; reason: ClosedReason }
  | { kind: 'open_campaign' }
  /** For whoever looks at the lead. */
  | { kind: 'flag'; flag: string }
  /** Raises the alert that the form does not match the fields at Convertr. */
  | { kind: 'report_drift' }
  /** Convertr's words, to be encrypted. */
  | { kind: 'keep_reasons'; reasons: string[] }
  /** The circuit breaker tries one lead. */
  | { kind: 'half_open' }
  /** Convertr has changed its verdict. */
  | { kind: 'count_flip' }
  /** Adds to the history although the state stays the same. */
  | { kind: 'note' };

export interface Transition {
  change: RowChange;
  /** A short code for the history. */
  why: string;
  effects: Effect[];
}

/** The part of a row that the rules read. */
export type MachineRow = Pick<
  Row,
  | 'status'
  | 'reason'
  | 'verdict'
  | 'attempts'
  | 'backoffs'
  | 'unknowns'
  | 'polls'
  | 'on_unknown'
  | 'flags'
  | 'possible_duplicate'
  | 'link_id'
  | 'replied'
  | 'delivered'
>;

/** The reason of a queued lead that tests whether Convertr accepts leads again. */
export const PROBE = 'campaign_probe';
/** The reason of a lead that is held because Convertr does not know one of its ids. */
export const WRONG_ID = 'wrong_id';

export const queued = (due: number, priority: SendPriority = 'retry') =>
  ({ status: 'queued', reason: null, lease: null, lane: LANE[priority], due }) as const satisfies StateChange;

/** For states from which a lead is not sent automatically. */
export const settled = (
  status: 'delivered' | 'held' | 'refused' | 'quarantined' | 'discarded',
  reason: string | null,
) => ({ status, reason, lease: null, lane: null, due: null }) as const satisfies StateChange;
