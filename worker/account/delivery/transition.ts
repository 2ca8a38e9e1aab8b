/** The vocabulary of the state machine: what happens to a lead, what changes, and what else must be done. */
import type { ClosedReason, LeadOutcome, ResultOutcome } from '../../convertr/outcome.ts';
import { LANE, type Row, type RowChange, type SendPriority, type StateChange } from '../store/lead-row.ts';

/** Convertr has judged the lead. */
export type VerdictOutcome = Extract<ResultOutcome, { kind: 'valid' | 'invalid' }>;

export type LeadEvent =
  /** It goes out to Convertr. */
  | { kind: 'sent' }
  /** Convertr answered, or nobody knows whether it did. */
  | { kind: 'answered'; outcome: LeadOutcome }
  /** The process died while the lead was being sent. */
  | { kind: 'process_died' }
  /** No key of the list opens its answers. */
  | { kind: 'unreadable' }
  /** Its answers were erased while it waited. */
  | { kind: 'answers_gone' }
  /** Convertr was asked for its verdict. */
  | { kind: 'polled'; outcome: ResultOutcome }
  /** A list of Convertr's, or of its client's, has its verdict. */
  | { kind: 'reconciled'; outcome: VerdictOutcome }
  /** A person sends it again. `isProbe`: Convertr is known to take no leads where it goes, and this one tries. */
  | { kind: 'retried'; isCorrected: boolean; isProbe: boolean }
  /** The visitor sends other answers after a refusal. */
  | { kind: 'corrected' }
  /** A person gives it up. */
  | { kind: 'discarded' }
  /** Somebody's personal data is erased. */
  | { kind: 'erased' }
  /** Nobody dealt with it in time. */
  | { kind: 'expired' }
  /** Its campaign is known to take no leads. */
  | { kind: 'campaign_closed'; reason: ClosedReason }
  /** Convertr is known not to know one of its ids. */
  | { kind: 'id_unknown' }
  /** Convertr has answered again: what waits only for its own failures need wait no longer. */
  | { kind: 'convertr_back' }
  /** It is the held lead that tries whether its campaign has opened, or its ids are known now. */
  | { kind: 'campaign_probed' }
  /** Its ids are known now, or others have taken their place. */
  | { kind: 'id_corrected' }
  /** Its campaign has opened. */
  | { kind: 'campaign_opened' };

/** What must be done beside the change of the row. */
export type Effect =
  | { kind: 'refresh_campaign' }
  | { kind: 'close_campaign'; reason: ClosedReason }
  | { kind: 'open_campaign' }
  /** For a person who looks at the lead. */
  | { kind: 'flag'; flag: string }
  /** A person is alerted that the form does not match the fields at Convertr. */
  | { kind: 'report_drift' }
  /** Convertr's words, to be sealed. */
  | { kind: 'keep_reasons'; reasons: string[] }
  /** The circuit breaker lets one lead try. */
  | { kind: 'half_open' }
  /** Convertr has changed its verdict. */
  | { kind: 'count_flip' }
  /** The history says so, although the state stays. */
  | { kind: 'note' };

export interface Transition {
  change: RowChange;
  /** A short code for the history. */
  why: string;
  effects: Effect[];
}

/** What the rules read of a row. */
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

/** The reason of a queued lead that tries whether Convertr takes it now. */
export const PROBE = 'campaign_probe';
/** The reason of a lead that is held because Convertr does not know one of its ids. */
export const WRONG_ID = 'wrong_id';

export const queued = (due: number, priority: SendPriority = 'retry') =>
  ({ status: 'queued', reason: null, lease: null, lane: LANE[priority], due }) as const satisfies StateChange;

/** In a state from which the lead is not sent automatically. */
export const settled = (
  status: 'delivered' | 'held' | 'refused' | 'quarantined' | 'discarded',
  reason: string | null,
) => ({ status, reason, lease: null, lane: null, due: null }) as const satisfies StateChange;
