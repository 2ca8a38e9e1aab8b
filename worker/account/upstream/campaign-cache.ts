import type { CampaignFacts } from '../../account-api.ts';
import type { Core } from '../context.ts';
import { KV_PATIENCE_MS, within } from '../timeout.ts';

export type ClosedReason = 'not_started' | 'fulfilled';
type CampaignRow = { id: number; facts: string | null; closed: ClosedReason | null; closed_until: number | null };

/** The copy in KV is of use as long as Convertr may be down. */
const COPY_TTL_SECONDS = 30 * 86_400;

/** What is known of the campaigns, on disk and, for definitions, in KV. */
export class CampaignStore {
  readonly #core: Core;
  readonly #facts = new Map<number, CampaignFacts>();
  /** As on disk: every lead asks. */
  readonly #rows = new Map<number, CampaignRow | undefined>();

  constructor(core: Core) {
    this.#core = core;
  }

  /** As last known, however old. */
  peek(id: number): CampaignFacts | undefined {
    const known = this.#facts.get(id);
    if (known) return known;
    const row = this.row(id);
    if (!row?.facts) return undefined;
    const facts = { ...(JSON.parse(row.facts) as CampaignFacts), closed: row.closed };
    this.#facts.set(id, facts);
    return facts;
  }

  row(id: number): CampaignRow | undefined {
    if (!this.#rows.has(id)) {
      const query = 'SELECT id, facts, closed, closed_until FROM campaigns WHERE id = ?';
      this.#rows.set(id, this.#core.sql.exec<CampaignRow>(query, id).toArray()[0]);
    }
    return this.#rows.get(id);
  }

  closed(): CampaignRow[] {
    return this.#core.sql
      .exec<CampaignRow>('SELECT id, facts, closed, closed_until FROM campaigns WHERE closed IS NOT NULL')
      .toArray();
  }

  /** @param copies whether it is good enough for definitions. */
  save(id: number, change: Partial<Omit<CampaignRow, 'id'>>, copies = true): void {
    const columns = Object.keys(change);
    this.#core.sql.exec('INSERT INTO campaigns (id) VALUES (?) ON CONFLICT DO NOTHING', id);
    this.#core.sql.exec(
      `UPDATE campaigns SET ${columns.map((column) => `${column} = ?`).join(', ')} WHERE id = ?`,
      ...Object.values(change),
      id,
    );
    this.#facts.delete(id);
    this.#rows.delete(id);
    // Nobody waits for a copy.
    if (copies) void this.#copy(id);
  }

  /** For definitions, which then need not ask this object. */
  async #copy(id: number): Promise<void> {
    const facts = this.peek(id);
    if (!facts) return;
    try {
      const key = `campaign:${this.#core.enterprise}:${id}`;
      const options = { expirationTtl: COPY_TTL_SECONDS };
      await within(KV_PATIENCE_MS, this.#core.cache.put(key, JSON.stringify(facts), options));
    } catch {
      // Definitions ask this object then.
    }
  }
}
