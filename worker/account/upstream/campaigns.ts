import type { CampaignFacts } from '../../account-api.ts';
import type { FieldsOutcome, LinksOutcome } from '../../convertr/outcome.ts';
import { knownLinks } from '../../forms/attribution/link.ts';
import { fail, ok, type Result } from '../../result.ts';
import type { Core } from '../context.ts';
import { afterRateLimit, MINUTE, SECOND } from '../delivery/transition.ts';
import { isLimited } from '../limits/circuit-breaker.ts';
import { CampaignStore, type ClosedReason } from './campaign-cache.ts';
import { type CampaignFault, toFault } from './report-outcome.ts';
import type { Session } from './session.ts';

/** Fields and links change when a person changes them at Convertr. */
const FRESH_MS = 10 * MINUTE;
const TRY_AGAIN_MS = 15 * SECOND;
/** A closed campaign is tried again after this. */
const CLOSED_MS = 60 * MINUTE;

/** What is known of the campaigns: forms, links, and whether they take leads. */
export class Campaigns {
  readonly #core: Core;
  readonly #session: Session;
  readonly #store: CampaignStore;
  readonly #running = new Map<number, Promise<Result<CampaignFacts, CampaignFault>>>();
  readonly #retryAt = new Map<number, number>();
  readonly #unknown = new Set<number>();
  /** Those whose links could not be had with their fields. */
  readonly #linksMissing = new Set<number>();

  constructor(core: Core, session: Session) {
    this.#core = core;
    this.#session = session;
    this.#store = new CampaignStore(core);
  }

  /** As last known, however old. */
  peek(id: number): CampaignFacts | undefined {
    return this.#store.peek(id);
  }

  /** Fresh, or stale when Convertr cannot be asked. */
  async get(id: number, now: number): Promise<CampaignFacts | undefined> {
    const known = this.peek(id);
    const isWhole = known && !known.linksMissing && !this.#linksMissing.has(id);
    if (isWhole && now - known.fetchedAt < FRESH_MS) return this.#withClosed(id, known, now);
    if ((this.#retryAt.get(id) ?? 0) <= now) await this.refresh(id);
    const facts = this.peek(id);
    return facts && this.#withClosed(id, facts, Date.now());
  }

  /** When facts that could not be had may be asked for again. */
  retryAt(id: number): number {
    return this.#retryAt.get(id) ?? 0;
  }

  /** Convertr refuses to list its fields: its leads go out all the same, for Convertr's own words. */
  isUnknown(id: number): boolean {
    return this.#unknown.has(id);
  }

  isRunning(id: number): boolean {
    return this.#running.has(id);
  }

  /** Asks Convertr now; callers that overlap share the one attempt. */
  refresh(id: number): Promise<Result<CampaignFacts, CampaignFault>> {
    let running = this.#running.get(id);
    if (!running) {
      running = this.#refresh(id).finally(() => this.#running.delete(id));
      this.#running.set(id, running);
    }
    return running;
  }

  /** Why it takes no leads now, as far as known. */
  closed(id: number, now: number): ClosedReason | null {
    const row = this.#store.row(id);
    if (!row?.closed) return null;
    // Lapses by itself only when no held lead is there to try.
    if ((row.closed_until ?? 0) <= now && this.#core.queues.heldFor(id, 1).length === 0) {
      this.open(id);
      return null;
    }
    return row.closed;
  }

  /** When Convertr last said so. */
  closedSince(id: number): number {
    return (this.#store.row(id)?.closed_until ?? 0) - CLOSED_MS;
  }

  close(id: number, reason: ClosedReason, now: number): void {
    this.#store.save(id, { closed: reason, closed_until: now + CLOSED_MS });
  }

  /** Another hour, after a lead of its own has gone out to see. */
  keepClosed(id: number, now: number): void {
    this.#store.save(id, { closed_until: now + CLOSED_MS }, false);
  }

  open(id: number): void {
    if (this.#store.row(id)?.closed) this.#store.save(id, { closed: null, closed_until: null });
  }

  /** Closed campaigns, with the moment of the next try. */
  listClosed(): { id: number; until: number }[] {
    return this.#store.closed().map(({ id, closed_until }) => ({ id, until: closed_until ?? 0 }));
  }

  async #refresh(id: number): Promise<Result<CampaignFacts, CampaignFault>> {
    const token = await this.#getToken();
    if (!token.ok) return this.#failed(id, token.error);
    const forms = await this.#ask(token.value, (convertr) => convertr.fields(token.value, id));
    if (!forms.ok || forms.value.kind !== 'fields') {
      const fault = forms.ok ? 'unavailable' : forms.error;
      if (fault === 'not_found' || fault === 'refused') this.#unknown.add(id);
      return this.#failed(id, fault);
    }
    this.#unknown.delete(id);
    const answer = await this.#ask(token.value, (convertr) => convertr.links(token.value, id));
    const listed = answer.ok && answer.value.kind === 'links' ? answer.value.links : undefined;
    const before = this.peek(id);
    const links = listed ?? knownLinks(before);
    const facts: CampaignFacts = {
      forms: forms.value.forms,
      links: links ?? [],
      ...(!links && { linksMissing: true }),
      fetchedAt: Date.now(),
      closed: null,
    };
    this.#store.save(id, { facts: JSON.stringify(facts) }, links !== null);
    if (!listed) {
      // The fields are enough to deliver; who wants links asks again.
      this.#linksMissing.add(id);
      return this.#failed(id, answer.ok ? 'unavailable' : answer.error);
    }
    this.#linksMissing.delete(id);
    this.#retryAt.delete(id);
    return ok(this.peek(id) ?? facts);
  }

  /** One read, inside the budget. What its answer says of the account is passed on. */
  async #ask<T extends FieldsOutcome | LinksOutcome>(
    token: string,
    call: (convertr: Core['convertr']) => Promise<T>,
  ): Promise<Result<T, CampaignFault>> {
    const { pace, gate, convertr } = this.#core;
    const refused = this.#refused(Date.now());
    if (refused) return fail(refused);
    if (!pace.take('requests', 'fresh', Date.now())) return fail('rate_limited');
    const outcome = await call(convertr);
    const fault = toFault(outcome);
    const now = Date.now();
    if (fault === undefined || fault === 'not_found' || fault === 'refused') gate.signal({ kind: 'authorized' }, now);
    if (outcome.kind === 'rate_limited') {
      gate.signal({ kind: 'rate_limited', until: afterRateLimit(now, outcome.retryAfterMs) }, now);
    } else if (outcome.kind === 'mfa_required') await this.#session.demandMfa(outcome.mfaToken);
    else if (outcome.kind === 'unauthorized' && this.#session.drop(token)) gate.signal({ kind: 'unauthorized' }, now);
    return fault === undefined ? ok(outcome) : fail(fault);
  }

  async #getToken(): Promise<Result<string, CampaignFault>> {
    const now = Date.now();
    const refused = this.#refused(now);
    if (refused) return fail(refused);
    if (!this.#session.current(now)) await this.#session.renew();
    const token = this.#session.current(Date.now());
    if (token) return ok(token);
    const { state } = this.#session.describe(now);
    return fail(state === 'mfa' || state === 'denied' ? state : 'unavailable');
  }

  /** What Convertr refuses is not asked for; a pause for any other reason is no reason not to read. */
  #refused(now: number): 'rate_limited' | 'unauthorized' | undefined {
    const gate = this.#core.gate.now;
    if (isLimited(gate, now)) return 'rate_limited';
    return gate.paused === 'unauthorized' && (gate.until ?? 0) > now ? gate.paused : undefined;
  }

  #failed(id: number, fault: CampaignFault): Result<CampaignFacts, CampaignFault> {
    this.#retryAt.set(id, Date.now() + TRY_AGAIN_MS);
    return fail(fault);
  }

  #withClosed(id: number, facts: CampaignFacts, now: number): CampaignFacts {
    return { ...facts, closed: this.closed(id, now) };
  }
}
