import type { AccountContext } from '../context.ts';
import type { Queue, Row, SendPriority } from '../store/lead-row.ts';
import type { CampaignCache } from '../upstream/campaign-cache.ts';
import type { Campaigns } from '../upstream/campaigns.ts';
import type { ClosedCampaigns } from '../upstream/closed-campaigns.ts';
import type { WrongIds } from '../upstream/wrong-ids.ts';
import { needsNewFields } from './answer-rules.ts';
import type { LeadTransitions } from './lead-transitions.ts';
import { MinGap } from './min-gap.ts';
import { RoundRobin } from './round-robin.ts';
import { PROBE } from './transition.ts';

export type Choice =
  | { kind: 'lead'; row: Row; campaign: number; priority: SendPriority }
  /** The campaign's fields must be known first. */
  | { kind: 'fields'; campaign: number }
  | { kind: 'none'; until: number };

/** The number of leads that are held in one step, because a long backlog must not block the object. */
const HOLD_AT_ONCE = 200;
/** The rest follow after this. */
const HOLD_AGAIN_MS = 20;
/** When to check again for fields that are being read. */
const FIELDS_MS = 1000;

interface Parts {
  context: AccountContext;
  cache: CampaignCache;
  campaigns: Campaigns;
  closed: ClosedCampaigns;
  wrongIds: WrongIds;
  transitions: LeadTransitions;
}

/**
 * Chooses the next lead: new ones first, campaigns and forms in turns, each form's oldest first, within the budget.
 */
export class Scheduler {
  readonly #parts: Parts;
  readonly #minGap: MinGap;
  readonly #turns: Record<SendPriority, RoundRobin> = { new: new RoundRobin(), retry: new RoundRobin() };
  /** The form that was served last. */
  #last = '';

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#minGap = new MinGap(parts.cache);
  }

  choose(now: number): Choice {
    const fresh = this.#first('new', 'new', now);
    // If only the form that was served last has new leads, every second turn goes to another form's retries. These may
    // then use the share of the budget that is reserved for new leads, or that form would leave them nothing.
    const isAlone = fresh.row?.form === this.#last;
    const priority = isAlone ? 'new' : 'retry';
    const retry = fresh.row && !isAlone ? undefined : this.#first('retry', priority, now, fresh.row?.form);
    // Fields are read before any lead is sent. Otherwise a new campaign would wait until all others are done.
    const campaign = fresh.fieldsOf ?? retry?.fieldsOf;
    if (campaign !== undefined) return { kind: 'fields', campaign };
    if (retry?.row) return this.#serve('retry', retry.row, priority);
    if (fresh.row) return this.#serve('new', fresh.row, 'new');
    return { kind: 'none', until: Math.min(fresh.until, retry?.until ?? Infinity) };
  }

  /** When the next lead may be sent, according to its row, its campaign and the budget. */
  nextAt(now: number): number {
    const { queues } = this.#parts.context;
    const times = (['new', 'retry'] as const).map((priority) => {
      const dues = queues.list(priority).map((queue) => this.#readyAt(queues.first(priority, queue)));
      return dues.length === 0 ? Infinity : Math.max(Math.min(...dues), this.#budgetAt(priority, now));
    });
    return Math.min(...times);
  }

  /** Convertr is back: leads that wait after failures of its own may go at once. */
  releaseBackedOff(now: number): void {
    const { context, transitions } = this.#parts;
    for (const queue of context.queues.list('retry'))
      for (const row of context.queues.backedOff(queue, now)) transitions.apply(row, { kind: 'convertr_back' });
  }

  sent(row: Row, now: number): void {
    this.#minGap.sent(row, now);
  }

  #serve(waited: SendPriority, row: Row, priority: SendPriority): Choice {
    this.#turns[waited].served(row);
    this.#last = row.form;
    return { kind: 'lead', row, campaign: row.campaign, priority };
  }

  /** The first lead that may be sent now, or a campaign whose fields are needed, or when to check again. */
  #first(
    waiting: SendPriority,
    priority: SendPriority,
    now: number,
    except?: string,
  ): { row?: Row; fieldsOf?: number; until: number } {
    const { context, campaigns } = this.#parts;
    const budgetAt = this.#budgetAt(priority, now);
    let until = Infinity;
    for (const queue of this.#turns[waiting].order(context.queues.list(waiting), this.#last)) {
      if (queue.form === except) continue;
      const row = this.#firstSendable(waiting, queue, now);
      if (row === 'more') until = now + HOLD_AGAIN_MS;
      if (row === 'more' || !row) continue;
      const at = Math.max(this.#readyAt(row), budgetAt);
      if (at > now) until = Math.min(until, at);
      else if (!this.#needsFields(row)) return { row, until };
      else if (!campaigns.isRunning(row.campaign)) return { fieldsOf: row.campaign, until };
      else until = Math.min(until, now + FIELDS_MS);
    }
    return { until };
  }

  /**
   * Holds leads that Convertr is known to refuse, without sending them. @returns `more` if others are left to be held.
   */
  #firstSendable(priority: SendPriority, queue: Queue, now: number): Row | undefined | 'more' {
    const { context, closed, wrongIds, transitions } = this.#parts;
    for (let held = 0; held < HOLD_AT_ONCE; held++) {
      const row = context.queues.first(priority, queue);
      if (!row || (row.due ?? 0) > now) return row;
      const reason = closed.reasonFor(row.campaign, now);
      const isWrong = !reason && wrongIds.isWrong(row, now);
      // One lead is enough to find out. Others that a person retried at the same time wait for its answer.
      const since = isWrong ? wrongIds.since(row.form) : closed.since(row.campaign);
      const isProbe = row.reason === PROBE && (row.due ?? 0) >= since;
      if ((!reason && !isWrong) || isProbe) return row;
      transitions.apply(row, reason ? { kind: 'campaign_closed', reason } : { kind: 'id_unknown' });
    }
    return 'more';
  }

  #budgetAt(priority: SendPriority, now: number): number {
    return this.#parts.context.budget.availableAt('requests', priority, now);
  }

  #readyAt(row: Row | undefined): number {
    if (!row) return Infinity;
    const fields = this.#needsFields(row) ? this.#parts.campaigns.retryAt(row.campaign) : 0;
    return Math.max(row.due ?? 0, this.#minGap.endsAt(row), fields);
  }

  /** Without the campaign's field list it is unknown which names may be sent. */
  #needsFields(row: Row): boolean {
    const { campaigns } = this.#parts;
    if (campaigns.isUnlisted(row.campaign)) return false;
    const facts = campaigns.peek(row.campaign);
    return !facts || (needsNewFields(row) && facts.fetchedAt < (row.due ?? 0));
  }
}
