import type { Status } from '../../account-api.ts';
import { LANE, type LeadVerdict, type Queue, type Row, type SendPriority } from './lead-row.ts';

const HELD = "FROM leads WHERE status = 'held' AND status <> 'delivered'";

/** Which leads wait for what. Each query takes one or two steps in an index, regardless of the number of leads. */
export class LeadQueues {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** The queues that have leads of a priority, by campaign, then form. */
  list(priority: SendPriority): Queue[] {
    const next =
      'FROM leads WHERE lane = ?1 AND (campaign, form) > (q.campaign, q.form) ORDER BY campaign, form LIMIT 1';
    return this.#sql
      .exec<Queue>(
        `WITH RECURSIVE q(campaign, form) AS (
           VALUES (-1, '')
           UNION ALL
           SELECT (SELECT campaign ${next}), (SELECT form ${next}) FROM q WHERE q.campaign IS NOT NULL
         ) SELECT campaign, form FROM q WHERE campaign >= 0`,
        LANE[priority],
      )
      .toArray();
  }

  /** The lead of a queue that is due first, even if it is not due yet. */
  first(priority: SendPriority, { campaign, form }: Queue): Row | undefined {
    return this.#sql
      .exec<Row>(
        'SELECT * FROM leads WHERE lane = ? AND campaign = ? AND form = ? ORDER BY due LIMIT 1',
        LANE[priority],
        campaign,
        form,
      )
      .toArray()[0];
  }

  /** The leads of a queue that wait because a gateway refused them. */
  backedOff({ campaign, form }: Queue, now: number): Row[] {
    return this.#sql
      .exec<Row>(
        "SELECT * FROM leads WHERE lane = ? AND campaign = ? AND form = ? AND due > ? AND status = 'queued' AND backoffs > 0",
        LANE.retry,
        campaign,
        form,
        now,
      )
      .toArray();
  }

  /** The delivered lead to poll next, of those with one of these verdicts. Those in `except` are being polled. */
  firstPoll(verdicts: readonly LeadVerdict[], except: ReadonlySet<number> = new Set()): Row | undefined {
    const query = 'SELECT * FROM leads WHERE verdict = ? AND poll_due IS NOT NULL ORDER BY poll_due LIMIT ?';
    return verdicts
      .flatMap((verdict) => this.#sql.exec<Row>(query, verdict, except.size + 1).toArray())
      .filter(({ id }) => !except.has(id))
      .sort((a, b) => (a.poll_due ?? 0) - (b.poll_due ?? 0))[0];
  }

  /** The oldest leads that are held until their campaign opens. */
  heldFor(campaign: number, limit: number): Row[] {
    return this.#sql
      .exec<Row>(
        "SELECT * FROM leads WHERE campaign = ? AND reason = 'campaign_closed' ORDER BY id LIMIT ?",
        campaign,
        limit,
      )
      .toArray();
  }

  /** The held lead of a campaign with the fewest unknown outcomes. One that was never sent comes first. */
  leastDoubtful(campaign: number): Row | undefined {
    const held = "FROM leads WHERE campaign = ? AND reason = 'campaign_closed'";
    const [unsent] = this.#sql.exec<Row>(`SELECT * ${held} AND unknowns = 0 ORDER BY id LIMIT 1`, campaign).toArray();
    if (unsent) return unsent;
    return this.#sql.exec<Row>(`SELECT * ${held} ORDER BY unknowns, id LIMIT 1`, campaign).toArray()[0];
  }

  /** The campaigns for which leads are held until they open. */
  campaignsWithHeld(): number[] {
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

  /** The oldest leads of a form that are held because Convertr does not know their ids. */
  heldForIds(form: string, limit = -1): Row[] {
    return this.#sql
      .exec<Row>(`SELECT * ${HELD} AND reason = 'wrong_id' AND form = ? ORDER BY id LIMIT ?`, form, limit)
      .toArray();
  }

  /** True when leads are held for another reason. */
  hasOthersHeld(): boolean {
    const query = `SELECT 1 ${HELD} AND reason IS NOT 'wrong_id' LIMIT 1`;
    return this.#sql.exec(query).toArray().length > 0;
  }

  /** The leads that are being sent, or were when the process died. */
  sending(): Row[] {
    return this.#undelivered('sending', -1);
  }

  /** When the oldest lead of a state other than `delivered` was received. */
  oldest(status: Status): number | null {
    return this.#undelivered(status, 1)[0]?.received ?? null;
  }

  /** The leads whose retention check is due. */
  dueForReview(now: number, limit: number): Row[] {
    return this.#sql
      .exec<Row>('SELECT * FROM leads WHERE tidy_due <= ? ORDER BY tidy_due LIMIT ?', now, limit)
      .toArray();
  }

  nextReviewAt(): number {
    return this.#sql.exec<{ at: number | null }>('SELECT MIN(tidy_due) AS at FROM leads').one().at ?? Infinity;
  }

  #undelivered(status: Status, limit: number): Row[] {
    // SQLite uses the partial index only when the query repeats the index's own condition.
    return this.#sql
      .exec<Row>("SELECT * FROM leads WHERE status = ? AND status <> 'delivered' ORDER BY id LIMIT ?", status, limit)
      .toArray();
  }
}
