import type { Budget } from '../../settings/accounts.ts';
import type { SendPriority } from '../store/lead-row.ts';

/** What Convertr limits. */
export type Resource = keyof Budget;

/** Convertr's limits hold over a rolling window of this length. */
const WINDOW_SECONDS = 300;
/** Convertr's clock may be a second behind ours. */
const SLACK_SECONDS = 1;

/** `look`: checks whether a verdict has changed. */
export type Priority = SendPriority | 'person' | 'poll' | 'look';

/** The share of the budget that each kind of work may use, so that some is always left for waiting visitors. */
const SHARE: Record<Priority, number> = { person: 1, new: 1, retry: 0.98, poll: 0.9, look: 0.5 };

type Bucket = { second: number; requests: number; results: number; logins: number };

/** Counts the account's requests of the last five minutes by second, on disk, so that a restart forgets none. */
export class RequestBudget {
  readonly #sql: SqlStorage;
  readonly #budget: Budget;
  #buckets: Bucket[];

  constructor(sql: SqlStorage, budget: Budget) {
    this.#sql = sql;
    this.#budget = budget;
    this.#buckets = sql.exec<Bucket>('SELECT second, requests, results, logins FROM spend ORDER BY second').toArray();
  }

  /** @returns false if the budget has none left. */
  tryTake(resource: Resource, priority: Priority, now: number): boolean {
    if (this.availableAt(resource, priority, now) > now) return false;
    const second = Math.floor(now / 1000);
    let bucket = this.#buckets.at(-1);
    if (!bucket || bucket.second < second) {
      bucket = { second, requests: 0, results: 0, logins: 0 };
      this.#buckets.push(bucket);
    }
    bucket.requests += 1;
    if (resource !== 'requests') bucket[resource] += 1;
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

  /** When the next such request may be sent, in milliseconds since 1970. `now` if it may be sent immediately. */
  availableAt(resource: Resource, priority: Priority, now: number): number {
    this.#forget(now);
    const total = this.#waitFor('requests', this.#budget.requests * SHARE[priority], now);
    // An account's share of the logins may be a single one, which the text message has used whose code a person now
    // enters. So the second step is counted, but does not wait. Convertr allows ten times the sum of all shares.
    const isCode = resource === 'logins' && priority === 'person';
    if (resource === 'requests' || isCode) return total;
    return Math.max(
      total,
      this.#waitFor(resource, this.#budget[resource] * (priority === 'look' ? SHARE.look : 1), now),
    );
  }

  left(now: number): Record<Resource, { limit: number; left: number }> {
    this.#forget(now);
    const left = (resource: Resource) => ({
      limit: this.#budget[resource],
      left: Math.max(0, this.#budget[resource] - this.#used(resource)),
    });
    return { requests: left('requests'), results: left('results'), logins: left('logins') };
  }

  /** The time at which enough of the oldest requests have left the window. */
  #waitFor(resource: Resource, limit: number, now: number): number {
    let over = this.#used(resource) - Math.max(1, Math.floor(limit)) + 1;
    if (over <= 0) return now;
    for (const bucket of this.#buckets) {
      over -= bucket[resource];
      if (over <= 0) return (bucket.second + WINDOW_SECONDS + SLACK_SECONDS) * 1000;
    }
    return now;
  }

  #used(resource: Resource): number {
    return this.#buckets.reduce((sum, bucket) => sum + bucket[resource], 0);
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
