import type { Campaigns } from './campaigns.ts';
import type { Core } from './core.ts';
import type { Urgency } from './pace.ts';
import type { Lane, Row } from './row.ts';
import { settled } from './transition.ts';

export type Choice =
  | { kind: 'lead'; row: Row; campaign: number; urgency: Urgency }
  /** The campaign's fields must be known first. */
  | { kind: 'facts'; campaign: number }
  | { kind: 'none'; until: number };

const LANES: readonly { lane: Lane; urgency: Urgency }[] = [
  { lane: 0, urgency: 'fresh' },
  { lane: 1, urgency: 'retry' },
];

/** Chooses the next lead: new ones first, forms in turn, the oldest of a form first. */
export class Picker {
  readonly #core: Core;
  readonly #campaigns: Campaigns;
  /** The form that had its turn last, by lane. */
  readonly #last: [string, string] = ['', ''];
  readonly #sentAt = new Map<number, number>();

  constructor(core: Core, campaigns: Campaigns) {
    this.#core = core;
    this.#campaigns = campaigns;
  }

  pick(now: number): Choice {
    let until = Infinity;
    let facts: number | undefined;
    for (const { lane, urgency } of LANES) {
      for (const form of this.#inTurn(lane)) {
        const row = this.#firstSendable(lane, form, now);
        if (!row) continue;
        const ready = Math.max(row.due ?? now, this.#gapEnds(row), this.#factsAt(row.campaign));
        if (ready > now) until = Math.min(until, ready);
        else if (this.#campaigns.peek(row.campaign) || this.#campaigns.isUnknown(row.campaign)) {
          this.#last[lane] = form;
          return { kind: 'lead', row, campaign: row.campaign, urgency };
        } else facts ??= row.campaign;
      }
    }
    return facts === undefined ? { kind: 'none', until } : { kind: 'facts', campaign: facts };
  }

  /** When the first row is due, gaps apart. @param after leaves out what is due already. */
  dueAt(after = -Infinity): number {
    const dues = LANES.flatMap(({ lane }) =>
      this.#core.ledger.formsIn(lane).map((form) => this.#core.ledger.first(lane, form)),
    ).map((row) => (row ? Math.max(row.due ?? 0, this.#gapEnds(row), this.#factsAt(row.campaign)) : Infinity));
    return Math.min(...dues.filter((due) => due > after), Infinity);
  }

  sent(row: Row, now: number): void {
    if (row.min_gap_ms === 0) return;
    this.#sentAt.set(row.campaign, now);
    this.#core.sql.exec(
      'INSERT INTO campaigns (id, last_sent) VALUES (?, ?) ON CONFLICT DO UPDATE SET last_sent = excluded.last_sent',
      row.campaign,
      now,
    );
  }

  /** The lane's forms, beginning behind the one that was last. */
  #inTurn(lane: Lane): string[] {
    const forms = this.#core.ledger.formsIn(lane);
    const next = forms.findIndex((form) => form > this.#last[lane]);
    return next < 0 ? forms : [...forms.slice(next), ...forms.slice(0, next)];
  }

  /** Leads of a campaign that takes none need not be sent to find out. */
  #firstSendable(lane: Lane, form: string, now: number): Row | undefined {
    for (;;) {
      const row = this.#core.ledger.first(lane, form);
      if (!row || (row.due ?? 0) > now || row.reason === PROBE) return row;
      const closed = this.#campaigns.closed(row.campaign, now);
      if (!closed) return row;
      this.#core.ledger.change(
        row.id,
        { status: row.status },
        settled('held', 'campaign_closed'),
        `campaign_${closed}`,
        now,
      );
    }
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

  /** Facts that could not be had are asked for again later; nothing of the campaign can go before. */
  #factsAt(campaign: number): number {
    return this.#campaigns.peek(campaign) ? 0 : this.#campaigns.retryAt(campaign);
  }
}

/** A held lead that is sent to see whether its campaign has opened. */
export const PROBE = 'campaign_probe';
