import { CALLS_AT_ONCE, type Core } from '../context.ts';
import { readGate } from '../limits/circuit-breaker.ts';
import type { Campaigns } from '../upstream/campaigns.ts';
import type { Session } from '../upstream/session.ts';
import { Picker } from './scheduler.ts';
import type { Delivery } from './sender.ts';
import type { Verdicts } from './verdict-poller.ts';

/** Longer alarms risk the platform's limits; a new one follows at once. */
const RUN_MS = 30_000;
/** How far ahead a run waits for the next piece of work instead of ending. */
const LINGER_MS = 1000;
const POLLS_AT_ONCE = CALLS_AT_ONCE - 2;

interface Parts {
  core: Core;
  session: Session;
  campaigns: Campaigns;
  delivery: Delivery;
  verdicts: Verdicts;
  /** Called when the last call has ended. */
  onIdle: () => void;
  /** Called when a call has ended and no other may follow for a while. */
  onBlocked: () => void;
}

/** Starts whatever may be sent, within the gate, the budget and the number of calls at once. */
export class Pump {
  readonly #core: Core;
  readonly #parts: Parts;
  readonly #picker: Picker;
  readonly #flying = new Set<Promise<void>>();
  readonly #polling = new Set<number>();

  constructor(parts: Parts) {
    this.#core = parts.core;
    this.#parts = parts;
    this.#picker = new Picker(parts.core, parts.campaigns);
  }

  /** True while calls are on their way. */
  get isBusy(): boolean {
    return this.#flying.size > 0;
  }

  /** True when a lead that came now would not leave within a visitor's patience. */
  isBlocked(now: number): boolean {
    return this.#blockedUntil(now) > now || this.#core.pace.freeAt('requests', 'fresh', now) > now;
  }

  /** Starts what may start now. @returns when there is more to start; Infinity when nothing waits. */
  fill(now: number): number {
    for (;;) {
      if (this.#flying.size >= CALLS_AT_ONCE) return now + LINGER_MS;
      const work = this.#next(now);
      if (typeof work === 'number') return work;
      this.#fly(work);
    }
  }

  /** Works until nothing is left to do at once, at most for half a minute. */
  async run(): Promise<void> {
    const deadline = Date.now() + RUN_MS;
    for (;;) {
      const now = Date.now();
      const next = this.fill(now);
      if (now >= deadline || (this.#flying.size === 0 && next > now + LINGER_MS)) return;
      const pause = Math.max(10, Math.min(next, deadline) - now);
      await Promise.race([...this.#flying, scheduler.wait(Math.min(pause, LINGER_MS))]);
    }
  }

  /** When this must be called again by itself. */
  nextAt(now: number): number {
    const pollDue = this.#core.queues.firstPoll(this.#polling)?.poll_due ?? Infinity;
    const poll = pollDue === Infinity ? Infinity : Math.max(pollDue, this.#core.pace.freeAt('results', 'poll', now));
    const next = Math.min(this.#picker.nextAt(now), poll);
    return next === Infinity ? Infinity : Math.max(next, this.#blockedUntil(now));
  }

  #fly(work: () => Promise<unknown>): void {
    const flight: Promise<void> = work()
      .catch((error: unknown) => {
        // The class of an error and no more: its message may quote what it was about.
        console.error('A call failed:', error instanceof Error ? error.name : typeof error);
      })
      .then(() => {
        this.#flying.delete(flight);
        try {
          this.fill(Date.now());
          if (this.isBlocked(Date.now())) this.#parts.onBlocked();
        } finally {
          if (this.#flying.size === 0) this.#parts.onIdle();
        }
      });
    this.#flying.add(flight);
  }

  #blockedUntil(now: number): number {
    const gate = readGate(this.#core.gate.now, now);
    if (gate.kind === 'shut') return gate.until ?? Infinity;
    return this.#parts.session.blockedUntil(now);
  }

  /** One piece of work, or when there may be one. */
  #next(now: number): (() => Promise<unknown>) | number {
    const { session, campaigns, delivery } = this.#parts;
    const { pace, gate } = this.#core;
    const blocked = this.#blockedUntil(now);
    if (blocked > now) return blocked;
    const state = readGate(gate.now, now);
    if (state.kind === 'trial' && this.#flying.size > 0) return now + LINGER_MS;

    const choice = this.#picker.pick(now);
    if (choice.kind === 'none') return this.#nextPoll(now, choice.until);
    if (session.isDue(now)) return () => session.renew();
    const token = session.current(now);
    if (!token) return now + LINGER_MS;
    if (state.kind === 'trial' && state.probe) return () => this.#probe(choice.campaign);
    if (choice.kind === 'facts') return () => campaigns.refresh(choice.campaign);
    if (!pace.take('requests', choice.urgency, now)) return now + LINGER_MS;
    this.#picker.sent(choice.row, now);
    return () => delivery.deliver(choice.row, token);
  }

  #nextPoll(now: number, otherwise: number): (() => Promise<unknown>) | number {
    const { session, verdicts } = this.#parts;
    const row = this.#core.queues.firstPoll(this.#polling);
    if (!row || row.lead_id === null || row.poll_due === null) return otherwise;
    if (row.poll_due > now) return Math.min(row.poll_due, otherwise);
    const free = this.#core.pace.freeAt('results', 'poll', now);
    if (free > now) return Math.min(free, otherwise);
    // A visitor who comes now finds a call free, though Convertr be slow.
    if (this.#polling.size >= POLLS_AT_ONCE) return now + LINGER_MS;
    if (session.isDue(now)) return () => session.renew();
    const token = session.current(now);
    if (!token || !this.#core.pace.take('results', 'poll', now)) return now + LINGER_MS;
    const { id, lead_id: leadId } = row;
    this.#polling.add(id);
    return () => verdicts.poll(id, leadId, token).finally(() => this.#polling.delete(id));
  }

  /** After lost answers a read goes first: a lead that is lost too would be one more possible duplicate. */
  async #probe(campaign: number): Promise<void> {
    const { campaigns } = this.#parts;
    const asked = Date.now();
    const answer = await campaigns.refresh(campaign);
    const known = (campaigns.peek(campaign)?.fetchedAt ?? 0) >= asked;
    const answered = answer.ok || known || answer.error === 'not_found' || answer.error === 'refused';
    if (answered) this.#core.gate.signal({ kind: 'probed' }, Date.now());
    // Refusals of login, token or pace have been told by whoever met them.
    else if (answer.error === 'unavailable') this.#core.gate.signal({ kind: 'unknown' }, Date.now());
  }
}
