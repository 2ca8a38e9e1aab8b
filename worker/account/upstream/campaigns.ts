import type { CampaignFacts } from '../../account-api.ts';
import { knownLinks } from '../../forms/attribution/link.ts';
import { logFault } from '../../log.ts';
import { fail, ok, type Result } from '../../result.ts';
import { MINUTE, SECOND } from '../backoff.ts';
import { withTimeout } from '../timeout.ts';
import type { CampaignCache } from './campaign-cache.ts';
import type { CampaignReader } from './campaign-reader.ts';
import type { ClosedCampaigns } from './closed-campaigns.ts';
import type { ReadFault } from './report-outcome.ts';

/** Fields and links change when a person changes them at Convertr. */
const FRESH_MS = 10 * MINUTE;
/** A visitor waits no longer than this for a list that is on its way. */
const RUNNING_MS = 2 * SECOND;
const TRY_AGAIN_MS = 15 * SECOND;

/** What is known about the campaigns: their forms with field names, and their links. */
export class Campaigns {
  readonly #reader: CampaignReader;
  readonly #cache: CampaignCache;
  readonly #closed: ClosedCampaigns;
  readonly #running = new Map<number, Promise<Result<CampaignFacts, ReadFault>>>();
  readonly #retryAt = new Map<number, number>();
  /** Those whose fields Convertr refuses to list. */
  readonly #unlisted = new Set<number>();
  /** Those whose fields came without their links. */
  readonly #linksMissing = new Set<number>();

  constructor(reader: CampaignReader, cache: CampaignCache, closed: ClosedCampaigns) {
    this.#reader = reader;
    this.#cache = cache;
    this.#closed = closed;
  }

  /** As last known, however old. */
  peek(id: number): CampaignFacts | undefined {
    return this.#cache.facts(id);
  }

  /** Fresh, or stale if Convertr cannot be asked. */
  async get(id: number, now: number): Promise<CampaignFacts | undefined> {
    // A list that is being read again has just proved to be wrong.
    const running = this.#running.get(id);
    if (running) await withTimeout(RUNNING_MS, running).catch(() => {});
    const known = this.peek(id);
    const isWhole = known && !known.linksMissing && !this.#linksMissing.has(id);
    if (isWhole && now - known.fetchedAt < FRESH_MS) return this.#withClosed(id, known, now);
    if (this.retryAt(id) <= now) await this.refresh(id);
    const facts = this.peek(id);
    return facts && this.#withClosed(id, facts, Date.now());
  }

  /** When Convertr may be asked again after a failure. */
  retryAt(id: number): number {
    return this.#retryAt.get(id) ?? 0;
  }

  /** True if Convertr refuses to list the fields. The leads are sent anyway, because its answer to them shows why. */
  isUnlisted(id: number): boolean {
    return this.#unlisted.has(id);
  }

  isRunning(id: number): boolean {
    return this.#running.has(id);
  }

  /** Asks Convertr now. Overlapping callers share one attempt. */
  refresh(id: number): Promise<Result<CampaignFacts, ReadFault>> {
    let running = this.#running.get(id);
    if (!running) {
      running = this.#refresh(id)
        .catch((error: unknown) => {
          // If storing failed, an immediate retry would fail too.
          logFault('campaign_not_stored', { error });
          return this.#failed(id, 'unavailable');
        })
        .finally(() => this.#running.delete(id));
      this.#running.set(id, running);
    }
    return running;
  }

  async #refresh(id: number): Promise<Result<CampaignFacts, ReadFault>> {
    const token = await this.#reader.token();
    if (!token.ok) return this.#failed(id, token.error);
    const forms = await this.#reader.fields(token.value, id);
    if (!forms.ok) {
      if (forms.error === 'not_found' || forms.error === 'refused') this.#unlisted.add(id);
      return this.#failed(id, forms.error);
    }
    this.#unlisted.delete(id);
    const listed = await this.#reader.links(token.value, id);
    const links = listed.ok ? listed.value : knownLinks(this.peek(id));
    const facts: CampaignFacts = {
      forms: forms.value,
      links: links ?? [],
      ...(!links && { linksMissing: true }),
      fetchedAt: Date.now(),
      closed: null,
    };
    this.#cache.save(id, { facts: JSON.stringify(facts) });
    if (links) void this.#cache.copyToKv(id);
    if (!listed.ok) {
      // The fields are enough to deliver leads. The next caller that needs the links asks again.
      this.#linksMissing.add(id);
      return this.#failed(id, listed.error);
    }
    this.#linksMissing.delete(id);
    this.#retryAt.delete(id);
    return ok(this.peek(id) ?? facts);
  }

  #failed(id: number, fault: ReadFault): Result<CampaignFacts, ReadFault> {
    this.#retryAt.set(id, Date.now() + TRY_AGAIN_MS);
    return fail(fault);
  }

  #withClosed(id: number, facts: CampaignFacts, now: number): CampaignFacts {
    const { waits: _, ...known } = facts;
    return { ...known, ...this.#closed.stateFor(id, now) };
  }
}
