import type { CampaignFacts } from '../../account-api.ts';
import type { ClosedReason } from '../../convertr/outcome.ts';
import type { AccountContext } from '../context.ts';
import type { Row } from '../store/lead-row.ts';
import type { CampaignCache, CampaignRow } from './campaign-cache.ts';
import { toCampaignState, untilNextTry, untilRedirectedTry } from './closed-reason.ts';

/** Which campaigns accept no leads now, as far as known. */
export class ClosedCampaigns {
  readonly #context: AccountContext;
  readonly #cache: CampaignCache;

  constructor(context: AccountContext, cache: CampaignCache) {
    this.#context = context;
    this.#cache = cache;
  }

  /** Why a campaign accepts no leads. Null if it accepts them. */
  reasonFor(id: number, now: number): ClosedReason | null {
    const row = this.#cache.row(id);
    if (!row?.closed) return null;
    // It expires only if there is no held lead to try.
    if ((row.closed_until ?? 0) > now || this.#context.queues.heldFor(id, 1).length > 0) return row.closed;
    this.open(id);
    return null;
  }

  /** What visitors see. For a campaign that has not started, the form still accepts leads. */
  stateFor(id: number, now: number): Pick<CampaignFacts, 'closed' | 'waits'> {
    return toCampaignState(this.reasonFor(id, now));
  }

  /** When Convertr last reported it as closed. */
  since(id: number): number {
    const row = this.#cache.row(id);
    return row?.closed ? (row.closed_until ?? 0) - untilNextTry(row.closed) : 0;
  }

  /** When it is tried again. Null if it is not known to be closed, or no lead can be tried. */
  nextTryAt(id: number): number | null {
    const row = this.#cache.row(id);
    if (!row?.closed) return null;
    const at = this.#untilOf(row);
    return at === Infinity ? null : at;
  }

  /** The held lead that is tried next. */
  nextProbe(id: number): Row | undefined {
    const { queues } = this.#context;
    return this.#cache.row(id)?.closed === 'redirected' ? queues.leastDoubtful(id) : queues.heldFor(id, 1)[0];
  }

  close(id: number, reason: ClosedReason, now: number): void {
    this.#cache.save(id, { closed: reason, closed_until: now + untilNextTry(reason) });
    void this.#cache.copyToKv(id);
  }

  /** One of its leads is being tried, so the next attempt comes later. */
  postpone(id: number, now: number): void {
    const reason = this.#cache.row(id)?.closed;
    if (reason) this.#cache.save(id, { closed_until: now + untilNextTry(reason) });
  }

  open(id: number): void {
    if (!this.#cache.row(id)?.closed) return;
    this.#cache.save(id, { closed: null, closed_until: null });
    void this.#cache.copyToKv(id);
  }

  /** With the time of the next attempt. */
  list(): { id: number; until: number }[] {
    return this.#cache.closed().map((row) => ({ id: row.id, until: this.#untilOf(row) }));
  }

  #untilOf({ id, closed, closed_until }: CampaignRow): number {
    const until = closed_until ?? 0;
    const hasHeld = closed === 'redirected' && this.#context.queues.heldFor(id, 1).length > 0;
    return hasHeld ? until - untilNextTry(closed) + untilRedirectedTry(this.nextProbe(id)) : until;
  }
}
