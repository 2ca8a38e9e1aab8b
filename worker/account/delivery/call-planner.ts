import { MINUTE } from '../backoff.ts';
import type { AccountContext } from '../context.ts';
import type { Campaigns } from '../upstream/campaigns.ts';
import { toProbeSignal } from '../upstream/report-outcome.ts';
import type { Session } from '../upstream/session.ts';
import type { Scheduler } from './scheduler.ts';
import type { Sender } from './sender.ts';
import type { VerdictPoller } from './verdict-poller.ts';

/** When to check again for something that is on its way. */
export const LOOK_AGAIN_MS = 1000;

export type Call = () => Promise<unknown>;

interface Parts {
  context: AccountContext;
  session: Session;
  campaigns: Campaigns;
  scheduler: Scheduler;
  sender: Sender;
  verdicts: VerdictPoller;
}

/**
 * Decides what Convertr is asked next, within circuit breaker and budget: a lead, a login, a campaign or a verdict.
 */
export class CallPlanner {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * @param inFlight how many calls are on their way.
   * @returns a call to start, or the time of the next one. Infinity if nothing waits.
   */
  next(now: number, inFlight: number): Call | number {
    const { context, session, campaigns, scheduler, sender } = this.#parts;
    const blocked = this.blockedUntil(now);
    if (blocked > now) return blocked;
    const isTrial = session.expiry.isExpired || context.breaker.read(now).kind === 'half_open';
    if (isTrial && inFlight > 0) return now + LOOK_AGAIN_MS;
    const asked = this.#needsProbe(now) ? this.#campaignToProbe() : undefined;
    if (asked !== undefined) return this.#nextProbe(asked, now);

    if (session.quietLoginAt <= now && session.isDue(now)) return () => session.renew();
    const choice = scheduler.choose(now);
    if (choice.kind === 'none') return this.#nextPoll(now, choice.until);
    if (session.isDue(now)) return () => session.renew();
    const token = session.current(now);
    if (!token) return now + LOOK_AGAIN_MS;
    if (choice.kind === 'fields') return () => campaigns.refresh(choice.campaign);
    if (!context.budget.tryTake('requests', choice.priority, now)) return now + LOOK_AGAIN_MS;
    scheduler.sent(choice.row, now);
    return () => sender.send(choice.row, token);
  }

  /** When the next call may start, if nothing happens before. */
  nextAt(now: number): number {
    const next = Math.min(
      this.#parts.scheduler.nextAt(now),
      this.#parts.verdicts.nextAt(now),
      this.#probeAt(now),
      this.#parts.session.quietLoginAt,
    );
    return next === Infinity ? Infinity : Math.max(next, this.blockedUntil(now));
  }

  /** Until when circuit breaker, login or a restart stop all sending. */
  blockedUntil(now: number): number {
    const { context, session } = this.#parts;
    if (context.drain.isOn) return now + MINUTE;
    const breaker = context.breaker.read(now);
    return breaker.kind === 'open' ? (breaker.until ?? Infinity) : session.blockedUntil(now);
  }

  /** True if a read must succeed before anything else is sent. */
  #needsProbe(now: number): boolean {
    const { context, session } = this.#parts;
    const breaker = context.breaker.read(now);
    return session.expiry.isExpired || (breaker.kind === 'half_open' && breaker.probe);
  }

  /** The campaign of a waiting lead, even if it waits for its own backoff. */
  #campaignToProbe(): number | undefined {
    const { queues } = this.#parts.context;
    return (queues.list('new')[0] ?? queues.list('retry')[0])?.campaign;
  }

  #nextProbe(campaign: number, now: number): Call | number {
    const { context, session } = this.#parts;
    const budgetAt = context.budget.availableAt('requests', 'retry', now);
    if (budgetAt > now) return budgetAt;
    if (session.isDue(now)) return () => session.renew();
    return session.current(now) ? () => this.#probe(campaign) : now + LOOK_AGAIN_MS;
  }

  /** When to ask whether Convertr is back. Infinity if it is well, or if nothing waits for it. */
  #probeAt(now: number): number {
    const until = this.blockedUntil(now);
    if (until === Infinity || this.#campaignToProbe() === undefined) return Infinity;
    return until > now || this.#needsProbe(now) ? until : Infinity;
  }

  #nextPoll(now: number, otherwise: number): Call | number {
    const { session, verdicts } = this.#parts;
    const at = verdicts.nextAt(now);
    if (at > now) return Math.min(at, otherwise);
    if (verdicts.isFull) return now + LOOK_AGAIN_MS;
    if (session.isDue(now)) return () => session.renew();
    const token = session.current(now);
    // While the password is expired, this is the only call each minute.
    session.expiry.noteCall(now);
    return (token && verdicts.take(token, now)) || now + LOOK_AGAIN_MS;
  }

  /** A read goes first, because another lost lead would be one more possible duplicate. */
  async #probe(campaign: number): Promise<void> {
    const { context, campaigns, scheduler } = this.#parts;
    const asked = Date.now();
    const answer = await campaigns.refresh(campaign);
    // The fields may have arrived although the links did not.
    const isAnswered = answer.ok || (campaigns.peek(campaign)?.fetchedAt ?? 0) >= asked;
    if (isAnswered) scheduler.releaseBackedOff(Date.now());
    if (!this.#needsProbe(Date.now())) return;
    const signal = toProbeSignal(isAnswered ? undefined : answer.error);
    if (signal) context.breaker.signal(signal, Date.now());
  }
}
