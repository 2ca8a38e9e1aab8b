import { MINUTE } from '../backoff.ts';
import type { AccountContext } from '../context.ts';
import type { LeadTransitions } from '../delivery/lead-transitions.ts';
import { firstSourcedDay, isExpiringSoon, review, UNDELIVERED } from '../retention.ts';
import { isNearlyFull } from '../store/database-size.ts';
import type { Row } from '../store/lead-row.ts';
import type { ClosedCampaigns } from '../upstream/closed-campaigns.ts';
import type { WrongIds } from '../upstream/wrong-ids.ts';
import { checkBusiness } from './business-alerts.ts';

/** Rows per alarm. The next alarm continues. */
const BATCH = 500;
/** Answers of an earlier version are moved in batches, with time for leads in between. */
const MOVE_AGAIN_MS = 500;
const WAITING_TOO_LONG_MS = 15 * MINUTE;

interface Parts {
  context: AccountContext;
  closed: ClosedCampaigns;
  wrongIds: WrongIds;
  transitions: LeadTransitions;
}

/** What an alarm does besides sending: closed campaigns, alerts, and retention. */
export class Maintenance {
  readonly #context: AccountContext;
  readonly #closed: ClosedCampaigns;
  readonly #wrongIds: WrongIds;
  readonly #transitions: LeadTransitions;

  constructor({ context, closed, wrongIds, transitions }: Parts) {
    this.#context = context;
    this.#closed = closed;
    this.#wrongIds = wrongIds;
    this.#transitions = transitions;
  }

  run(now: number): void {
    this.#probeClosed(now);
    for (const held of this.#wrongIds.takeDue(now)) this.#transitions.apply(held, { kind: 'campaign_probed' });
    this.#releaseOpened();
    for (const row of this.#context.queues.dueForReview(now, BATCH)) this.#review(row, now);
    this.#context.oldAnswers.moveSome();
    this.#context.answers.sweep();
    this.#context.counts.deleteSourcesBefore(firstSourcedDay(now));
    this.updateAlerts(now);
  }

  /** Starts and ends the alerts that depend on time and on figures. */
  updateAlerts(now: number): void {
    const { queues, counts, alerts, outbox } = this.#context;
    const oldest = Math.min(queues.oldest('queued') ?? Infinity, queues.oldest('unknown') ?? Infinity);
    alerts.report('waiting', now - oldest > WAITING_TOO_LONG_MS, now);
    // Leads that are held for wrong ids have their own alert.
    alerts.report('held', counts.held() > 0 && queues.hasOthersHeld(), now);
    const kept = Math.min(...UNDELIVERED.map((status) => queues.oldest(status) ?? Infinity));
    alerts.report('nearly_full', isNearlyFull(this.#context.sql), now);
    alerts.report('expiring', isExpiringSoon(kept, now), now);
    alerts.report('webhooks', outbox.hasFailed(), now);
    this.#reportBudget(now);
    checkBusiness(this.#context, now);
  }

  /** The budget is free for a moment whenever a second leaves its window, so that alone does not end the alert. */
  #reportBudget(now: number): void {
    const { queues, alerts, breaker, budget } = this.#context;
    const isHeldBack = breaker.state.paused === null && now - (queues.oldest('queued') ?? now) > MINUTE;
    if (!isHeldBack || budget.availableAt('requests', 'new', now) > now)
      alerts.report('budget_used_up', isHeldBack, now);
  }

  /** When this must run again if nothing happens before. */
  nextAt(now: number): number {
    const { queues, counts, alerts } = this.#context;
    const probes = this.#closed.list().map(({ until }) => until);
    const waiting = counts.waiting() > 0 ? now + MINUTE : Infinity;
    const move = this.#context.oldAnswers.isMoved ? Infinity : now + MOVE_AGAIN_MS;
    const released = this.#opened().length + this.#wrongIds.mended().length > 0 ? now : Infinity;
    const times = [queues.nextReviewAt(), alerts.dueAt(), this.#wrongIds.nextAt(), waiting, move, released];
    return Math.min(...times, ...probes);
  }

  /** From time to time one held lead of each closed campaign is sent, to find out whether the campaign has opened. */
  #probeClosed(now: number): void {
    for (const { id, until } of this.#closed.list()) {
      if (until > now || !this.#closed.reasonFor(id, now)) continue;
      const held = this.#closed.nextProbe(id);
      if (!held) continue;
      this.#transitions.apply(held, { kind: 'campaign_probed' });
      this.#closed.postpone(id, now);
    }
  }

  #releaseOpened(): void {
    for (const campaign of this.#opened())
      for (const row of this.#context.queues.heldFor(campaign, BATCH))
        this.#transitions.apply(row, { kind: 'campaign_opened' });
    for (const form of this.#wrongIds.mended()) {
      for (const row of this.#context.queues.heldForIds(form, BATCH))
        this.#transitions.apply(row, { kind: 'id_corrected' });
      this.#wrongIds.noteReleased(form);
    }
  }

  /** Campaigns that are open, but still have leads that are held until they open. */
  #opened(): number[] {
    const closed = new Set(this.#closed.list().map(({ id }) => id));
    return this.#context.queues.campaignsWithHeld().filter((campaign) => !closed.has(campaign));
  }

  #review(row: Row, now: number): void {
    const { leads } = this.#context;
    const result = review(row, now);
    switch (result.kind) {
      case 'delete_row':
        leads.delete(row.id);
        break;
      case 'update':
        leads.update(row.id, result.update, now);
        break;
      case 'expire':
        this.#transitions.apply(row, { kind: 'expired' }, result.update);
        break;
    }
  }
}
