import type { Budget } from '../../settings/accounts.ts';

export type Spend = keyof Budget;

/** Convertr's limits hold over a rolling window of this length. */
const WINDOW_SECONDS = 300;
/** Room in the clock: Convertr may begin a second later than we do. */
const SLACK_SECONDS = 1;

/**
 * The share of the budget that each kind of work may use up, so that a visitor who is waiting always finds some left.
 */
const SHARE = { person: 1, fresh: 1, retry: 0.98, poll: 0.9 } as const;
export type Urgency = keyof typeof SHARE;

type Bucket = { second: number; requests: number; results: number; logins: number };

/** The account's requests of the last five minutes, by second, in SQLite, so that a restart forgets none. */
export class Pace {
  readonly #sql: SqlStorage;
  readonly #budget: Budget;
  #buckets: Bucket[];

  constructor(sql: SqlStorage, budget: Budget) {
    this.#sql = sql;
    this.#budget = budget;
    this.#buckets = sql.exec<Bucket>('SELECT second, requests, results, logins FROM spend ORDER BY second').toArray();
  }

  /** Spends one request, if the budget has it. */
  take(kind: Spend, urgency: Urgency, now: number): boolean {
    if (this.freeAt(kind, urgency, now) > now) return false;
    const second = Math.floor(now / 1000);
    let bucket = this.#buckets.at(-1);
    if (!bucket || bucket.second < second) {
      bucket = { second, requests: 0, results: 0, logins: 0 };
      this.#buckets.push(bucket);
    }
    bucket.requests += 1;
    if (kind !== 'requests') bucket[kind] += 1;
    this.#sql.exec(
      `INSERT INTO spend (second, requests, results, logins) VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET requests = excluded.requests, results = excluded.results, logins = excluded.logins`,
      bucket.second,
      bucket.requests,
      bucket.results,
      bucket.logins,
    );
    return true;
  }

  /** When the next such request may leave: `now` when it may at once. Milliseconds since 1970. */
  freeAt(kind: Spend, urgency: Urgency, now: number): number {
    this.#forget(now);
    const total = this.#waitFor('requests', this.#budget.requests * SHARE[urgency], now);
    // An account's share of the logins may be one, spent on the text message whose code a person now has in hand: it
    // counts, but it isn't kept waiting. Convertr allows ten times what all shares come to.
    const isCode = kind === 'logins' && urgency === 'person';
    return kind === 'requests' || isCode ? total : Math.max(total, this.#waitFor(kind, this.#budget[kind], now));
  }

  left(now: number): Record<Spend, { limit: number; left: number }> {
    this.#forget(now);
    const left = (kind: Spend) => ({
      limit: this.#budget[kind],
      left: Math.max(0, this.#budget[kind] - this.#buckets.reduce((sum, bucket) => sum + bucket[kind], 0)),
    });
    return { requests: left('requests'), results: left('results'), logins: left('logins') };
  }

  /** The moment when enough of the oldest spending has left the window. */
  #waitFor(kind: Spend, limit: number, now: number): number {
    let over = this.#buckets.reduce((sum, bucket) => sum + bucket[kind], 0) - Math.max(1, Math.floor(limit)) + 1;
    if (over <= 0) return now;
    for (const bucket of this.#buckets) {
      over -= bucket[kind];
      if (over <= 0) return (bucket.second + WINDOW_SECONDS + SLACK_SECONDS) * 1000;
    }
    return now;
  }

  #forget(now: number): void {
    const oldest = Math.floor(now / 1000) - WINDOW_SECONDS - SLACK_SECONDS;
    const count = this.#buckets.findIndex(({ second }) => second > oldest);
    const gone = count < 0 ? this.#buckets.length : count;
    if (gone === 0) return;
    this.#buckets.splice(0, gone);
    this.#sql.exec('DELETE FROM spend WHERE second <= ?', oldest);
  }
}
