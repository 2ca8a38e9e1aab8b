import type { RefusedField } from '../../account-api.ts';
import { readFaults, toReasonName } from '../../convertr/reason-name.ts';
import type { AccountContext } from '../context.ts';
import { OTHER } from '../store/figures/lead-source.ts';
import { isErased, type Row, type RowUpdate, withFlag } from '../store/lead-row.ts';
import type { Campaigns } from '../upstream/campaigns.ts';
import type { ClosedCampaigns } from '../upstream/closed-campaigns.ts';
import type { PendingReplies } from './pending-replies.ts';
import { transition } from './state-machine.ts';
import { type Effect, type LeadEvent, type Transition, WRONG_ID } from './transition.ts';
import { VerdictFlips } from './verdict-flips.ts';

interface Parts {
  context: AccountContext;
  campaigns: Campaigns;
  closed: ClosedCampaigns;
  replies: PendingReplies;
}

interface AnswerOptions {
  toUpdate?: (row: Row, step: Transition) => RowUpdate;
  refused?: RefusedField[];
  by?: string | undefined;
}

/** Carries out the state machine's decisions. Nothing else changes the state of a stored lead. */
export class LeadTransitions {
  readonly #parts: Parts;
  readonly #flips: VerdictFlips;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#flips = new VerdictFlips(parts.context);
  }

  /**
   * @param row as the caller believes it to be.
   * @param update changed in the same transaction.
   * @param by the person who does it.
   * @returns the row as it is now, or undefined if the event cannot happen to it or the row has changed since.
   */
  apply(row: Row, event: LeadEvent, update: RowUpdate = {}, by?: string): Row | undefined {
    const step = transition(row, event, Date.now(), Math.random());
    return step && this.#carryOut(row, step, update, [], by);
  }

  /**
   * Like `apply`, for an answer from Convertr: encrypts its words first, and reads its campaign again if needed.
   * @param options.toUpdate further changes, given the step and the row at that time.
   * @param options.refused for the waiting visitor.
   * @param options.by the person who imports it from a list.
   */
  async applyAnswer(
    row: Row,
    event: Extract<LeadEvent, { kind: 'answered' | 'polled' | 'reconciled' }>,
    { toUpdate = () => ({}), refused = [], by }: AnswerOptions = {},
  ): Promise<void> {
    const { context, campaigns } = this.#parts;
    const before = this.#reread(row);
    const step = before && transition(before, event, Date.now(), Math.random());
    if (!step) return;
    const kept = step.effects.find((effect) => effect.kind === 'keep_reasons');
    const sealed = kept && (await context.sealedAnswers.sealReasons(row, kept.reasons));
    const name = kept && (await this.#toReasonName(before, step, kept.reasons));
    // While the words were encrypted, somebody may have changed or erased the lead.
    const now = this.#reread(row);
    if (!now) return;
    const reasons = sealed && !isErased(now) ? { reasons: sealed } : {};
    const named = name === undefined ? {} : { reason_id: context.reasonNames.idOf(name) };
    this.#carryOut(now, step, { ...toUpdate(now, step), ...reasons, ...named }, refused, by);
    if (step.effects.some((effect) => effect.kind === 'refresh_campaign')) await campaigns.refresh(row.campaign);
  }

  /** The reason under which the lead counts in reports: a name that quotes no answer, if there is one. */
  async #toReasonName(row: Row, { change }: Transition, reasons: string[]): Promise<string | undefined> {
    const { sealedAnswers, reasonNames } = this.#parts.context;
    if (change.status !== 'refused' && change.verdict !== 'invalid') return undefined;
    const data = await sealedAnswers.open(row);
    const name = toReasonName(readFaults(reasons, change.verdict ?? null, data?.answers ?? null));
    // Without the answers it is unknown whether a new name quotes one.
    const isSafe =
      data !== undefined || change.status === 'refused' || (name !== undefined && reasonNames.isKnown(name));
    return (isSafe ? name : undefined) ?? OTHER;
  }

  /** A poll had no result, not even a change of its row. */
  postponePoll(id: number, due: number): void {
    const { leads } = this.#parts.context;
    const row = leads.get(id);
    if (row?.poll_due == null) return;
    leads.change(id, { status: row.status, attempt: row.lease }, { poll_due: due }, 'verdict_pending', Date.now());
  }

  /** The row, if its state and attempt are still those that the caller knows. */
  #reread({ id, status, lease }: Row): Row | undefined {
    const row = this.#parts.context.leads.get(id);
    return row?.status === status && row.lease === lease ? row : undefined;
  }

  #carryOut(row: Row, step: Transition, update: RowUpdate, refused: RefusedField[] = [], by?: string): Row | undefined {
    const { leads, alerts } = this.#parts.context;
    const now = Date.now();
    const { change, why, effects } = step;
    const flags = effects.flatMap((effect) => (effect.kind === 'flag' ? [effect.flag] : []));
    const flagged = flags.length > 0 ? { flags: withFlag(row, ...flags) } : {};
    const expected = { status: row.status, attempt: row.lease };
    const after = leads.change(row.id, expected, { ...update, ...change, ...flagged }, why, now, by);
    if (!after) return undefined;
    // Wrong ids have their own alert, which names them.
    if (after.status === 'held' && after.reason !== WRONG_ID) alerts.report('held', true, now);
    for (const effect of effects) this.#carryOutEffect(effect, after, { why, now, by });
    this.#parts.replies.notify(after, refused);
    return after;
  }

  #carryOutEffect(
    effect: Effect,
    { id, status, campaign, form }: Row,
    { why, now, by }: { why: string; now: number; by: string | undefined },
  ): void {
    const { context, closed } = this.#parts;
    switch (effect.kind) {
      case 'close_campaign':
        closed.close(campaign, effect.reason, now);
        break;
      case 'open_campaign':
        closed.open(campaign);
        break;
      case 'report_drift':
        context.alerts.report('drift', true, now, form);
        break;
      case 'half_open':
        context.breaker.halfOpen(now);
        break;
      case 'count_flip':
        this.#flips.count(form, now);
        break;
      case 'note':
        context.leads.note(id, status, status, why, now, by);
        break;
      // These are done before or after the change.
      case 'flag':
      case 'keep_reasons':
      case 'refresh_campaign':
        break;
    }
  }
}
