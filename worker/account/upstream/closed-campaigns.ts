import { HOUR } from '../backoff.ts';
import type { AccountContext } from '../context.ts';
import type { CampaignCache, ClosedReason } from './campaign-cache.ts';

/** A closed campaign is tried again after this. */
const CLOSED_MS = HOUR;

/** Which campaigns take no leads now, as far as known. */
export class ClosedCampaigns {
  readonly #context: AccountContext;
  readonly #cache: CampaignCache;

  constructor(context: AccountContext, cache: CampaignCache) {
    this.#context = context;
    this.#cache = cache;
  }

  /** Why a campaign takes no leads. Null when it takes them. */
  reasonFor(id: number, now: number): ClosedReason | null {
    const row = this.#cache.row(id);
    if (!row?.closed) return null;
    // It lapses by itself only when no held lead is there to try.
    if ((row.closed_until ?? 0) > now || this.#context.queues.heldFor(id, 1).length > 0) return row.closed;
    this.open(id);
    return null;
  }

  /** When Convertr last said that it is closed. */
  since(id: number): number {
    return (this.#cache.row(id)?.closed_until ?? 0) - CLOSED_MS;
  }

  /** When it is tried again. Null when it is not known to be closed. */
  nextTryAt(id: number): number | null {
    return this.#cache.row(id)?.closed_until ?? null;
  }

  close(id: number, reason: ClosedReason, now: number): void {
    this.#cache.save(id, { closed: reason, closed_until: now + CLOSED_MS });
    void this.#cache.copyToKv(id);
  }

  /** One of its leads has gone out to try, so the next try is an hour away. */
  postpone(id: number, now: number): void {
    this.#cache.save(id, { closed_until: now + CLOSED_MS });
  }

  open(id: number): void {
    if (!this.#cache.row(id)?.closed) return;
    this.#cache.save(id, { closed: null, closed_until: null });
    void this.#cache.copyToKv(id);
  }

  /** With the time of the next try. */
  list(): { id: number; until: number }[] {
    return this.#cache.closed().map(({ id, closed_until }) => ({ id, until: closed_until ?? 0 }));
  }
}
