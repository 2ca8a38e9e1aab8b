import type { Lane, Queue, Row } from './lead-row.ts';

/** What waits, and in which order: one or two index steps each, however much there is. */
export class Queues {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Those that have rows in a lane, in order. */
  inLane(lane: Lane): Queue[] {
    const after =
      'FROM leads WHERE lane = ?1 AND (campaign, form) > (q.campaign, q.form) ORDER BY campaign, form LIMIT 1';
    return this.#sql
      .exec<Queue>(
        `WITH RECURSIVE q(campaign, form) AS (
           VALUES (-1, '')
           UNION ALL
           SELECT (SELECT campaign ${after}), (SELECT form ${after}) FROM q WHERE q.campaign IS NOT NULL
         ) SELECT campaign, form FROM q WHERE campaign >= 0`,
        lane,
      )
      .toArray();
  }

  /** The row of a queue that has waited longest, whether it is due yet or not. */
  first(lane: Lane, { campaign, form }: Queue): Row | undefined {
    return this.#sql
      .exec<Row>(
        'SELECT * FROM leads WHERE lane = ? AND campaign = ? AND form = ? ORDER BY due LIMIT 1',
        lane,
        campaign,
        form,
      )
      .toArray()[0];
  }

  /** The delivered lead to ask about next; those in `except` are being asked about. */
  firstPoll(except: ReadonlySet<number> = new Set()): Row | undefined {
    return this.#sql
      .exec<Row>('SELECT * FROM leads WHERE poll_due IS NOT NULL ORDER BY poll_due LIMIT ?', except.size + 1)
      .toArray()
      .find(({ id }) => !except.has(id));
  }

  /** The oldest leads that wait for their campaign to open. */
  heldFor(campaign: number, limit: number): { id: number }[] {
    return this.#sql
      .exec<{ id: number }>(
        "SELECT id FROM leads WHERE campaign = ? AND reason = 'campaign_closed' ORDER BY id LIMIT ?",
        campaign,
        limit,
      )
      .toArray();
  }

  /** Campaigns that leads wait for. */
  campaignsHeld(): number[] {
    const next = "SELECT MIN(campaign) FROM leads WHERE reason = 'campaign_closed'";
    return this.#sql
      .exec<{ campaign: number }>(
        `WITH RECURSIVE c(campaign) AS (
           SELECT (${next})
           UNION ALL
           SELECT (${next} AND campaign > c.campaign) FROM c WHERE c.campaign IS NOT NULL
         ) SELECT campaign FROM c WHERE campaign IS NOT NULL`,
      )
      .toArray()
      .map(({ campaign }) => campaign);
  }
}
