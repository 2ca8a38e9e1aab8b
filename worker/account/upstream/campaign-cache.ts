import type { CampaignFacts } from '../../account-api.ts';
import type { ClosedReason } from '../../convertr/outcome.ts';
import { DAY, SECOND } from '../backoff.ts';
import type { AccountContext } from '../context.ts';
import { CAMPAIGN_COPY_DAYS } from '../retention.ts';
import { KV_TIMEOUT_MS, withTimeout } from '../timeout.ts';
import { toCampaignState } from './closed-reason.ts';

/** KV accepts one write a second for each key, and a campaign may close right after it was read. */
const KV_GAP_MS = 1100;

export type CampaignRow = {
  id: number;
  facts: string | null;
  closed: ClosedReason | null;
  closed_until: number | null;
  last_sent: number;
};

/** What is known about the campaigns: on disk and, for form definitions, in KV. */
export class CampaignCache {
  readonly #context: AccountContext;
  readonly #facts = new Map<number, CampaignFacts>();
  /** The same as on disk, because every lead needs it. */
  readonly #rows = new Map<number, CampaignRow | undefined>();

  constructor(context: AccountContext) {
    this.#context = context;
  }

  /** As last known, however old. */
  facts(id: number): CampaignFacts | undefined {
    const known = this.#facts.get(id);
    if (known) return known;
    const row = this.row(id);
    if (!row?.facts) return undefined;
    const facts = { ...(JSON.parse(row.facts) as CampaignFacts), ...toCampaignState(row.closed) };
    this.#facts.set(id, facts);
    return facts;
  }

  row(id: number): CampaignRow | undefined {
    if (!this.#rows.has(id)) {
      const query = 'SELECT id, facts, closed, closed_until, last_sent FROM campaigns WHERE id = ?';
      this.#rows.set(id, this.#context.sql.exec<CampaignRow>(query, id).toArray()[0]);
    }
    return this.#rows.get(id);
  }

  closed(): CampaignRow[] {
    return this.#context.sql
      .exec<CampaignRow>('SELECT id, facts, closed, closed_until, last_sent FROM campaigns WHERE closed IS NOT NULL')
      .toArray();
  }

  save(id: number, change: Partial<Omit<CampaignRow, 'id'>>): void {
    const columns = Object.keys(change);
    this.#context.sql.exec('INSERT INTO campaigns (id) VALUES (?) ON CONFLICT DO NOTHING', id);
    this.#context.sql.exec(
      `UPDATE campaigns SET ${columns.map((column) => `${column} = ?`).join(', ')} WHERE id = ?`,
      ...Object.values(change),
      id,
    );
    this.#facts.delete(id);
    this.#rows.delete(id);
  }

  /** For form definitions, which then need not call this object. Nobody awaits it, and it may fail. */
  async copyToKv(id: number): Promise<void> {
    if (await this.#tryCopy(id)) return;
    await scheduler.wait(KV_GAP_MS);
    await this.#tryCopy(id);
  }

  async #tryCopy(id: number): Promise<boolean> {
    const facts = this.facts(id);
    if (!facts) return true;
    try {
      const key = `campaign:${this.#context.enterprise}:${id}`;
      const options = { expirationTtl: (CAMPAIGN_COPY_DAYS * DAY) / SECOND };
      await withTimeout(KV_TIMEOUT_MS, this.#context.cache.put(key, JSON.stringify(facts), options));
      return true;
    } catch {
      // Definitions call this object then.
      return false;
    }
  }
}
