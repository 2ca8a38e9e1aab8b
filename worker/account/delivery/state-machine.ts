/**
 * Decides what happens to a lead. Pure: from its row, an event and the time follow the change, the reason for the
 * history, and further actions. The table of all transitions is in `docs/reliability.md`, and a test compares the two.
 */
import type { Status } from '../../account-api.ts';
import { UNDELIVERED } from '../retention.ts';
import { ERASED, type Row, type StateChange } from '../store/lead-row.ts';
import { afterAnswer, afterUnknown } from './answer-rules.ts';
import {
  type Effect,
  type LeadEvent,
  type MachineRow,
  PROBE,
  queued,
  settled,
  type Transition,
  WRONG_ID,
} from './transition.ts';
import { afterPoll, afterReconciliation } from './verdict-rules.ts';

/** The states in which an event may happen. */
const FROM: Record<LeadEvent['kind'], readonly Status[]> = {
  sent: ['queued', 'unknown'],
  answered: ['sending'],
  process_died: ['sending'],
  unreadable: ['sending'],
  answers_gone: ['sending'],
  polled: ['delivered'],
  reconciled: ['delivered'],
  retried: ['refused', 'held', 'unknown', 'quarantined'],
  corrected: ['refused'],
  discarded: UNDELIVERED,
  erased: [...UNDELIVERED, 'sending', 'delivered', 'discarded'],
  expired: UNDELIVERED,
  campaign_closed: ['queued', 'unknown'],
  id_unknown: ['queued', 'unknown'],
  convertr_back: ['queued'],
  campaign_probed: ['held'],
  id_corrected: ['held'],
  campaign_opened: ['held'],
};

/** The states in which a person may retry a lead. */
export const RETRIABLE = FROM.retried;

/** The first state of a new submission. */
export function firstState(isSuspicious: boolean, now: number): Pick<Row, 'status' | 'reason' | 'lane' | 'due'> {
  const { lease: _, ...state } = isSuspicious ? settled('quarantined', 'suspicious') : queued(now, 'new');
  return state;
}

/**
 * @param random from 0 to 1, for jitter.
 * @returns undefined when the event cannot happen to a lead in this state.
 */
export function transition(row: MachineRow, event: LeadEvent, now: number, random: number): Transition | undefined {
  if (!FROM[event.kind].includes(row.status)) return undefined;
  switch (event.kind) {
    case 'sent':
      return { change: toSending(row), why: 'sent', effects: [] };
    case 'answered':
      return afterAnswer(row, event.outcome, now, random);
    case 'process_died':
      return afterUnknown(row, 'process_died', now);
    case 'unreadable':
      return { change: settled('held', 'unreadable'), why: 'no_answers', effects: [] };
    case 'answers_gone':
      return { change: settled('discarded', 'erased'), why: 'no_answers', effects: [] };
    case 'polled':
      return afterPoll(row, event.outcome, now);
    case 'reconciled':
      return afterReconciliation(row, event.outcome, now);
    case 'retried': {
      // The person may know that Convertr accepts it now.
      const reason = event.isProbe ? PROBE : null;
      const why = event.isCorrected ? 'corrected_by_person' : 'retried_by_person';
      return { change: { ...queued(now), reason, backoffs: 0 }, why, effects: [{ kind: 'half_open' }] };
    }
    case 'corrected': {
      const change = { ...queued(now, 'new'), backoffs: 0, reasons: null, replied: null };
      return { change, why: 'corrected_by_visitor', effects: [] };
    }
    case 'discarded':
      return { change: settled('discarded', 'discarded'), why: 'discarded_by_person', effects: afterLook(row) };
    case 'erased':
      return afterErasure(row);
    case 'expired': {
      const change = { ...settled('discarded', 'expired'), sealed: null, reasons: null };
      return { change, why: 'expired', effects: afterLook(row) };
    }
    case 'campaign_closed':
      return { change: settled('held', 'campaign_closed'), why: `campaign_${event.reason}`, effects: [] };
    case 'id_unknown':
      return { change: settled('held', WRONG_ID), why: WRONG_ID, effects: [] };
    case 'convertr_back':
      return row.backoffs > 0 ? { change: { due: now }, why: 'convertr_back', effects: [] } : undefined;
    case 'campaign_probed':
      return waitsForCampaign(row) || row.reason === WRONG_ID
        ? { change: { ...queued(now), reason: PROBE }, why: PROBE, effects: [] }
        : undefined;
    case 'id_corrected':
      return row.reason === WRONG_ID ? { change: queued(now), why: 'id_corrected', effects: [] } : undefined;
    case 'campaign_opened':
      return waitsForCampaign(row) ? { change: queued(now), why: 'campaign_opened', effects: [] } : undefined;
  }
}

const waitsForCampaign = (row: MachineRow): boolean => row.reason === 'campaign_closed';

/** Once the lead with the unexpected answer is gone, nobody can examine it, so the next lead is tried. */
const afterLook = (row: MachineRow): Effect[] => (row.reason === 'unexpected_answer' ? [{ kind: 'half_open' }] : []);

/** A send after an unknown outcome may create a duplicate, so it is marked. */
function toSending(row: MachineRow): StateChange {
  const attempt = row.attempts + 1;
  return {
    status: 'sending',
    reason: null,
    lease: attempt,
    lane: null,
    due: null,
    attempts: attempt,
    possible_duplicate: row.unknowns > 0 ? 1 : row.possible_duplicate,
  };
}

/**
 * An undelivered lead is discarded. Any other loses its personal data, so a lead that is being sent cannot be sent
 * again.
 */
function afterErasure(row: MachineRow): Transition {
  const nothing = { sealed: null, reasons: null };
  if ((UNDELIVERED as readonly Status[]).includes(row.status)) {
    return { change: { ...settled('discarded', 'erased'), ...nothing }, why: 'erased', effects: afterLook(row) };
  }
  return { change: nothing, why: 'erased', effects: [{ kind: 'flag', flag: ERASED }, { kind: 'note' }] };
}
