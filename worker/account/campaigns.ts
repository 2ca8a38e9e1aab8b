import type { CampaignFacts } from '../api.ts';
import type { FieldsOutcome, LinksOutcome, UpstreamFailure } from '../convertr/outcome.ts';
import { fail, ok, type Result } from '../result.ts';
import type { Core } from './core.ts';
import type { Session } from './session.ts';
import { MINUTE, SECOND } from './transition.ts';

type ClosedReason = 'not_started' | 'fulfilled';
type CampaignRow = { id: number; facts: string | null; closed: ClosedReason | null; closed_until: number | null };
/** A word for a person. */
export type CampaignFault = 'mfa' | 'denied' | 'unavailable' | 'not_found' | 'rate_limited' | 'unauthorized';

/** Fields and links change when a person changes them at Convertr. */
const FRESH_MS = 10 * MINUTE;
const TRY_AGAIN_MS = 15 * SECOND;
/** A closed campaign is tried again after this. */
export const CLOSED_MS = 60 * MINUTE;
/** The copy in KV is of use as long as Convertr may be down. */
const COPY_TTL_SECONDS = 30 * 86_400;

/** What is known of the campaigns: forms, links, and whether they take leads. */
export class Campaigns {
  readonly #core: Core;
  readonly #session: Session;
  readonly #facts = new Map<number, CampaignFacts>();
  readonly #running = new Map<number, Promise<Result<CampaignFacts, CampaignFault>>>();
  readonly #retryAt = new Map<number, number>();
  readonly #unknown = new Set<number>();

  constructor(core: Core, session: Session) {
    this.#core = core;
    this.#session = session;
  }

  /** As last known, however old. */
  peek(id: number): CampaignFacts | undefined {
    const known = this.#facts.get(id);
    if (known) return known;
    const row = this.#row(id);
    if (!row?.facts) return undefined;
    const facts = { ...(JSON.parse(row.facts) as CampaignFacts), closed: row.closed };
    this.#facts.set(id, facts);
    return facts;
  }

  /** Fresh, or stale when Convertr cannot be asked. */
  async get(id: number, now: number): Promise<CampaignFacts | undefined> {
    const known = this.peek(id);
    if (known && now - known.fetchedAt < FRESH_MS) return this.#withClosed(id, known, now);
    if ((this.#retryAt.get(id) ?? 0) <= now) await this.refresh(id);
    const facts = this.peek(id);
    return facts && this.#withClosed(id, facts, Date.now());
  }

  /** When facts that were never known may be asked for again. */
  retryAt(id: number): number {
    return this.#retryAt.get(id) ?? 0;
  }

  /** Convertr says that there is no such campaign: its leads go out all the same, for Convertr's own words. */
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
    const row = this.#row(id);
    if (!row?.closed) return null;
    // Lapses by itself only when no held lead is there to try.
    if ((row.closed_until ?? 0) <= now && !this.#core.ledger.firstClosed(id)) {
      void this.open(id);
      return null;
    }
    return row.closed;
  }

  close(id: number, reason: ClosedReason, now: number): Promise<void> {
    this.#save(id, { closed: reason, closed_until: now + CLOSED_MS });
    return this.#copy(id);
  }

  open(id: number): Promise<void> {
    if (!this.#row(id)?.closed) return Promise.resolve();
    this.#save(id, { closed: null, closed_until: null });
    return this.#copy(id);
  }

  /** Closed campaigns, with the moment of the next try. */
  listClosed(): { id: number; until: number }[] {
    return this.#core.sql
      .exec<CampaignRow>('SELECT id, facts, closed, closed_until FROM campaigns WHERE closed IS NOT NULL')
      .toArray()
      .map(({ id, closed_until }) => ({ id, until: closed_until ?? 0 }));
  }

  async #refresh(id: number): Promise<Result<CampaignFacts, CampaignFault>> {
    const { gate, convertr } = this.#core;
    const token = await this.#getToken();
    if (!token.ok) return this.#failed(id, token.error);
    const forms = await this.#ask(() => convertr.fields(token.value, id));
    const links = await this.#ask(() => convertr.links(token.value, id));
    const now = Date.now();
    const fault = toFault(forms) ?? toFault(links);
    if (forms.kind === 'fields' && links.kind === 'links') {
      const facts = { forms: forms.forms, links: links.links, fetchedAt: now, closed: null };
      this.#save(id, { facts: JSON.stringify(facts) });
      this.#retryAt.delete(id);
      this.#unknown.delete(id);
      await this.#copy(id);
      return ok(this.peek(id) ?? facts);
    }
    for (const outcome of [forms, links]) {
      if (outcome.kind === 'rate_limited') {
        gate.signal({ kind: 'rate_limited', until: now + (outcome.retryAfterMs ?? 300 * SECOND) }, now);
      }
      if (outcome.kind === 'mfa_required') await this.#session.demandMfa(outcome.mfaToken);
    }
    if (fault === 'unauthorized' && this.#session.drop(token.value)) gate.signal({ kind: 'unauthorized' }, now);
    if (fault === 'not_found') {
      this.#unknown.add(id);
      return fail(fault);
    }
    return this.#failed(id, fault ?? 'unavailable');
  }

  async #ask<T>(call: () => Promise<T>): Promise<T | { kind: 'rate_limited'; retryAfterMs: number }> {
    const now = Date.now();
    if (this.#core.pace.take('requests', 'fresh', now)) return call();
    return { kind: 'rate_limited', retryAfterMs: this.#core.pace.freeAt('requests', 'fresh', now) - now };
  }

  async #getToken(): Promise<Result<string, CampaignFault>> {
    const now = Date.now();
    if (this.#core.gate.now.paused === 'rate_limited' && (this.#core.gate.now.until ?? 0) > now)
      return fail('rate_limited');
    if (!this.#session.current(now)) await this.#session.renew();
    const token = this.#session.current(Date.now());
    if (token) return ok(token);
    const { state } = this.#session.describe(now);
    return fail(state === 'mfa' || state === 'denied' ? state : 'unavailable');
  }

  #failed(id: number, fault: CampaignFault): Result<CampaignFacts, CampaignFault> {
    this.#retryAt.set(id, Date.now() + TRY_AGAIN_MS);
    return fail(fault);
  }

  #withClosed(id: number, facts: CampaignFacts, now: number): CampaignFacts {
    return { ...facts, closed: this.closed(id, now) };
  }

  #row(id: number): CampaignRow | undefined {
    return this.#core.sql
      .exec<CampaignRow>('SELECT id, facts, closed, closed_until FROM campaigns WHERE id = ?', id)
      .toArray()[0];
  }

  #save(id: number, change: Partial<Omit<CampaignRow, 'id'>>): void {
    const columns = Object.keys(change);
    this.#core.sql.exec('INSERT INTO campaigns (id) VALUES (?) ON CONFLICT DO NOTHING', id);
    this.#core.sql.exec(
      `UPDATE campaigns SET ${columns.map((column) => `${column} = ?`).join(', ')} WHERE id = ?`,
      ...Object.values(change),
      id,
    );
    this.#facts.delete(id);
  }

  /** For definitions, which then need not ask this object. */
  async #copy(id: number): Promise<void> {
    const facts = this.peek(id);
    if (!facts) return;
    try {
      const key = `campaign:${this.#core.enterprise}:${id}`;
      await this.#core.cache.put(key, JSON.stringify(facts), { expirationTtl: COPY_TTL_SECONDS });
    } catch {
      // Definitions ask this object then.
    }
  }
}

type Failure = Exclude<FieldsOutcome | LinksOutcome, { kind: 'fields' } | { kind: 'links' }> | UpstreamFailure;

function toFault(outcome: FieldsOutcome | LinksOutcome | Failure): CampaignFault | undefined {
  switch (outcome.kind) {
    case 'fields':
    case 'links':
      return undefined;
    case 'rejected':
      return outcome.status === 404 ? 'not_found' : 'unavailable';
    case 'unauthorized':
      return 'unauthorized';
    case 'mfa_required':
      return 'mfa';
    case 'rate_limited':
      return 'rate_limited';
    case 'unavailable':
    case 'unknown':
    case 'unexpected':
      return 'unavailable';
  }
}
