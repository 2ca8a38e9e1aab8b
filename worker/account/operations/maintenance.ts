/** What an alarm does beside sending: campaigns, alerts, and what has been kept long enough. */

import type { Core } from '../context.ts';
import { PROBE } from '../delivery/scheduler.ts';
import { DAY, MINUTE, queued, SECOND } from '../delivery/transition.ts';
import { WARN_AFTER_DAYS } from '../intake/intake.ts';
import type { Row } from '../store/lead-row.ts';
import type { Campaigns } from '../upstream/campaigns.ts';

/** Rows per alarm: the rest follows in the next. */
const BATCH = 500;
const EXPIRE_AFTER_DAYS = 30;
/** Thirteen months: a year's figures and the month to compare them in. */
const FORGET_AFTER_DAYS = 396;
/** What is deleted on day 30 unless somebody sees to it. */
const UNDELIVERED = ['queued', 'unknown', 'held', 'refused', 'quarantined'] as const;
const WAITING_TOO_LONG_MS = 15 * MINUTE;

export class Upkeep {
  readonly #core: Core;
  readonly #campaigns: Campaigns;

  constructor(core: Core, campaigns: Campaigns) {
    this.#core = core;
    this.#campaigns = campaigns;
  }

  run(now: number): void {
    this.#tryClosed(now);
    this.#releaseOpened(now);
    this.#tidy(now);
    this.watch(now);
  }

  /** Raises and clears the alerts that time alone brings about. */
  watch(now: number): void {
    const { ledger, alerts } = this.#core;
    const oldest = Math.min(ledger.oldest('queued') ?? Infinity, ledger.oldest('unknown') ?? Infinity);
    alerts.hold('waiting', now - oldest > WAITING_TOO_LONG_MS, now);
    alerts.hold('held', ledger.totals().held > 0, now);
    const kept = Math.min(...UNDELIVERED.map((status) => ledger.oldest(status) ?? Infinity));
    alerts.hold('expiring', now - kept >= WARN_AFTER_DAYS * DAY, now);
  }

  /** When this must run again by itself. */
  nextAt(now: number): number {
    const { sql, ledger, alerts } = this.#core;
    const { tidy } = sql.exec<{ tidy: number | null }>('SELECT MIN(tidy_due) AS tidy FROM leads').one();
    const closed = this.#campaigns.listClosed().map(({ until }) => until);
    const waiting = ledger.waiting() > 0 ? now + MINUTE : Infinity;
    return Math.min(tidy ?? Infinity, alerts.dueAt(), waiting, ...closed, this.#opened().length > 0 ? now : Infinity);
  }

  /** One held lead per closed campaign goes out each hour, to see whether it has opened. */
  #tryClosed(now: number): void {
    for (const { id, until } of this.#campaigns.listClosed()) {
      if (until > now) continue;
      const reason = this.#campaigns.closed(id, now);
      const [held] = this.#core.queues.heldFor(id, 1);
      if (!reason || !held) continue;
      this.#core.ledger.change(held.id, { status: 'held' }, { ...queued(now), reason: PROBE }, PROBE, now);
      this.#campaigns.keepClosed(id, now);
    }
  }

  #releaseOpened(now: number): void {
    for (const campaign of this.#opened()) {
      for (const { id } of this.#core.queues.heldFor(campaign, BATCH)) {
        this.#core.ledger.change(id, { status: 'held' }, queued(now), 'campaign_opened', now);
      }
    }
  }

  /** Campaigns that are open, though leads of theirs wait for that. */
  #opened(): number[] {
    const closed = new Set(this.#campaigns.listClosed().map(({ id }) => id));
    return this.#core.queues.campaignsHeld().filter((campaign) => !closed.has(campaign));
  }

  #tidy(now: number): void {
    const due = this.#core.sql
      .exec<Row>('SELECT * FROM leads WHERE tidy_due <= ? ORDER BY tidy_due LIMIT ?', now, BATCH)
      .toArray();
    for (const row of due) this.#tidyRow(row, now);
  }

  #tidyRow(row: Row, now: number): void {
    const { ledger } = this.#core;
    const age = now - row.received;
    const expected = { status: row.status };
    if (age >= FORGET_AFTER_DAYS * DAY) ledger.forget(row.id);
    else if (row.status === 'sending') ledger.change(row.id, expected, { tidy_due: now + 30 * SECOND }, '', now);
    else if (row.status === 'delivered' || row.status === 'discarded') {
      ledger.change(row.id, expected, this.#emptied(row, now), '', now);
    } else if (age < EXPIRE_AFTER_DAYS * DAY) {
      ledger.change(row.id, expected, { tidy_due: row.received + EXPIRE_AFTER_DAYS * DAY }, '', now);
    } else {
      const change = {
        status: 'discarded',
        reason: 'expired',
        lane: null,
        due: null,
        ...this.#emptied(row, now),
      } as const;
      ledger.change(row.id, expected, change, 'expired', now);
      // Nobody has looked, and nothing is left to look at: the next lead finds out whether the upstream is well.
      if (row.reason === 'unexpected_answer') this.#core.gate.release(now);
    }
  }

  /** Verdict's reasons stay until the verdict is old; they too are sealed. */
  #emptied(row: Row, now: number) {
    const forget = row.received + FORGET_AFTER_DAYS * DAY;
    const old = now - row.received >= EXPIRE_AFTER_DAYS * DAY;
    return {
      sealed: null,
      ...(old && { reasons: null }),
      tidy_due: old ? forget : row.received + EXPIRE_AFTER_DAYS * DAY,
    };
  }
}
