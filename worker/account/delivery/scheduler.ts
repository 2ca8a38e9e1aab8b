import type { Core } from '../context.ts';
import type { Urgency } from '../limits/request-budget.ts';
import { type Lane, type Queue, type Row, readFlags } from '../store/lead-row.ts';
import type { Campaigns } from '../upstream/campaigns.ts';
import { Turns } from './round-robin.ts';
import { settled } from './transition.ts';

export type Choice =
  | { kind: 'lead'; row: Row; campaign: number; urgency: Urgency }
  /** The campaign's fields must be known first. */
  | { kind: 'facts'; campaign: number }
  | { kind: 'none'; until: number };

const URGENCY: readonly [Urgency, Urgency] = ['fresh', 'retry'];
const LANES: readonly Lane[] = [0, 1];

/** A held lead that is sent to see whether its campaign has opened. */
export const PROBE = 'campaign_probe';

/** Rows of a closed campaign that are put aside in one go: a longer backlog must not keep the object from answering. */
const HOLD_AT_ONCE = 200;
/** After which the rest follow. */
const HOLD_AGAIN_MS = 20;
/** When to look again for a list that is on its way. */
const FACTS_MS = 1000;

/** Chooses the next lead: new ones first, campaigns and forms in turn, the oldest of a form first, inside the budget. */
export class Picker {
  readonly #core: Core;
  readonly #campaigns: Campaigns;
  readonly #turns: readonly [Turns, Turns] = [new Turns(), new Turns()];
  /** The form that had a turn last. */
  #last = '';
  readonly #sentAt = new Map<number, number>();

  constructor(core: Core, campaigns: Campaigns) {
    this.#core = core;
    this.#campaigns = campaigns;
  }

  pick(now: number): Choice {
    const fresh = this.#first(0, 'fresh', now);
    // The same form again has no rival among the new; then every second turn is another form's retry's, which in its turn
    // may use what is kept for new ones: else a form that uses up the budget would leave it nothing.
    const alone = fresh.row?.form === this.#last;
    const urgency = alone ? 'fresh' : 'retry';
    const retry = fresh.row && !alone ? undefined : this.#first(1, urgency, now, fresh.row?.form);
    // Before any lead: a campaign that is new would else wait until all others have nothing left to send.
    const facts = fresh.facts ?? retry?.facts;
    if (facts !== undefined) return { kind: 'facts', campaign: facts };
    const row = retry?.row ?? fresh.row;
    if (row) {
      this.#turns[retry?.row ? 1 : 0].took(row);
      this.#last = row.form;
      return { kind: 'lead', row, campaign: row.campaign, urgency: retry?.row ? urgency : 'fresh' };
    }
    return { kind: 'none', until: Math.min(fresh.until, retry?.until ?? Infinity) };
  }

  /** When the next lead may leave, as far as its own row, its campaign and the budget decide that. */
  nextAt(now: number): number {
    return Math.min(
      ...LANES.map((lane) => {
        const { queues } = this.#core;
        const dues = queues.inLane(lane).map((queue) => this.#readyAt(queues.first(lane, queue)));
        return dues.length > 0 ? Math.max(Math.min(...dues), this.#budgetAt(URGENCY[lane], now)) : Infinity;
      }),
    );
  }

  sent(row: Row, now: number): void {
    this.#sentAt.set(row.campaign, now);
    if (row.min_gap_ms === 0) return;
    this.#core.sql.exec(
      'INSERT INTO campaigns (id, last_sent) VALUES (?, ?) ON CONFLICT DO UPDATE SET last_sent = excluded.last_sent',
      row.campaign,
      now,
    );
  }

  /** The first lead of a lane that may go now; else a campaign to ask about, or when to look again. */
  #first(lane: Lane, urgency: Urgency, now: number, except?: string): { row?: Row; facts?: number; until: number } {
    const budgetAt = this.#budgetAt(urgency, now);
    let until = Infinity;
    for (const queue of this.#turns[lane].order(this.#core.queues.inLane(lane), this.#last)) {
      if (queue.form === except) continue;
      const row = this.#firstSendable(lane, queue, now);
      if (row === 'more') until = now + HOLD_AGAIN_MS;
      if (row === 'more' || !row) continue;
      const at = Math.max(this.#readyAt(row), budgetAt);
      if (at > now) until = Math.min(until, at);
      else if (!this.#needsFacts(row)) return { row, until };
      else if (!this.#campaigns.isRunning(row.campaign)) return { facts: row.campaign, until };
      else until = Math.min(until, now + FACTS_MS);
    }
    return { until };
  }

  /** Leads of a campaign that takes none need not be sent to find out. @returns `more` when others are to be held. */
  #firstSendable(lane: Lane, queue: Queue, now: number): Row | undefined | 'more' {
    for (let held = 0; held < HOLD_AT_ONCE; held++) {
      const row = this.#core.queues.first(lane, queue);
      if (!row || (row.due ?? 0) > now) return row;
      const closed = this.#campaigns.closed(row.campaign, now);
      // One that asks is enough: those that a person retried with it wait for its answer.
      const asks = row.reason === PROBE && (row.due ?? 0) >= this.#campaigns.closedSince(row.campaign);
      if (!closed || asks) return row;
      const change = settled('held', 'campaign_closed');
      this.#core.ledger.change(row.id, { status: row.status }, change, `campaign_${closed}`, now);
    }
    return 'more';
  }

  #budgetAt(urgency: Urgency, now: number): number {
    return this.#core.pace.freeAt('requests', urgency, now);
  }

  #readyAt(row: Row | undefined): number {
    if (!row) return Infinity;
    const facts = this.#needsFacts(row) ? this.#campaigns.retryAt(row.campaign) : 0;
    return Math.max(row.due ?? 0, this.#gapEnds(row), facts);
  }

  /** Without the campaign's field list nobody knows which names may go; after drift, an old list is no better. */
  #needsFacts({ campaign, flags, due }: Row): boolean {
    if (this.#campaigns.isUnknown(campaign)) return false;
    const facts = this.#campaigns.peek(campaign);
    return !facts || (flags !== '[]' && readFlags({ flags }).includes('extra_fields') && facts.fetchedAt < (due ?? 0));
  }

  #gapEnds({ campaign, min_gap_ms: gap }: Row): number {
    if (gap === 0) return 0;
    let sentAt = this.#sentAt.get(campaign);
    if (sentAt === undefined) {
      const rows = this.#core.sql
        .exec<{ last_sent: number }>('SELECT last_sent FROM campaigns WHERE id = ?', campaign)
        .toArray();
      sentAt = rows[0]?.last_sent ?? 0;
      this.#sentAt.set(campaign, sentAt);
    }
    return sentAt + gap;
  }
}
