import type { Row } from '../store/lead-row.ts';
import type { CampaignCache } from '../upstream/campaign-cache.ts';

/** Keeps a form's minimum gap between two leads of a campaign, even across a restart. */
export class MinGap {
  readonly #cache: CampaignCache;
  readonly #sentAt = new Map<number, number>();

  constructor(cache: CampaignCache) {
    this.#cache = cache;
  }

  sent({ campaign, min_gap_ms: gap }: Row, now: number): void {
    this.#sentAt.set(campaign, now);
    if (gap > 0) this.#cache.save(campaign, { last_sent: now });
  }

  endsAt({ campaign, min_gap_ms: gap }: Row): number {
    if (gap === 0) return 0;
    return (this.#sentAt.get(campaign) ?? this.#cache.row(campaign)?.last_sent ?? 0) + gap;
  }
}
