import { SECOND } from '../backoff.ts';
import { type AccountContext, CALLS_AT_ONCE } from '../context.ts';
import type { Priority } from '../limits/request-budget.ts';
import { reviewAfterVerdict } from '../retention.ts';
import type { Row, RowUpdate } from '../store/lead-row.ts';
import type { OutcomeReporter } from '../upstream/report-outcome.ts';
import type { LeadTransitions } from './lead-transitions.ts';

/** Leaves calls free for new visitors, even while Convertr answers slowly. */
const POLLS_AT_ONCE = CALLS_AT_ONCE - 2;
const toUpdate = ({ received }: Row): RowUpdate => {
  const tidy_due = reviewAfterVerdict(received, Date.now());
  return tidy_due === undefined ? {} : { tidy_due };
};
/** After a verdict could not be stored, the next poll waits, because it may fail in the same way. */
const AFTER_FAILURE_MS = 600 * SECOND;

/** Polls Convertr for the verdicts of delivered leads: first those without one, then those that may have changed. */
export class VerdictPoller {
  readonly #context: AccountContext;
  readonly #reporter: OutcomeReporter;
  readonly #transitions: LeadTransitions;
  /** The leads that are being polled. */
  readonly #polling = new Set<number>();

  constructor(context: AccountContext, reporter: OutcomeReporter, transitions: LeadTransitions) {
    this.#context = context;
    this.#reporter = reporter;
    this.#transitions = transitions;
  }

  get isFull(): boolean {
    return this.#polling.size >= POLLS_AT_ONCE;
  }

  /** When the next poll may start. Infinity if none is due. */
  nextAt(now: number): number {
    return Math.min(...this.#candidates().map(({ row, priority }) => this.#readyAt(row, priority, now)), Infinity);
  }

  /** @returns the next poll to start, or undefined if the budget has none left. */
  take(token: string, now: number): (() => Promise<void>) | undefined {
    const next = this.#candidates().find(({ row, priority }) => this.#readyAt(row, priority, now) <= now);
    return next && this.takeRow(next.row, next.priority, token, now);
  }

  /** @returns a poll for one lead, or undefined if one is on its way or the budget has none left. */
  takeRow(
    { id, lead_id: leadId }: Row,
    priority: Priority,
    token: string,
    now: number,
  ): (() => Promise<void>) | undefined {
    if (leadId === null || this.#polling.has(id)) return undefined;
    if (!this.#context.budget.tryTake('results', priority, now)) return undefined;
    this.#polling.add(id);
    return () =>
      this.#poll(id, leadId, token)
        .catch((error: unknown) => {
          this.#transitions.postponePoll(id, Date.now() + AFTER_FAILURE_MS);
          throw error;
        })
        .finally(() => this.#polling.delete(id));
  }

  /** Those without a verdict come first, however many others are due. */
  #candidates(): { row: Row; priority: Priority }[] {
    const { queues } = this.#context;
    const first = queues.firstPoll(['pending'], this.#polling);
    const later = queues.firstPoll(['valid', 'invalid'], this.#polling);
    return [
      ...(first ? [{ row: first, priority: 'poll' as const }] : []),
      ...(later ? [{ row: later, priority: 'look' as const }] : []),
    ];
  }

  #readyAt(row: Row, priority: Priority, now: number): number {
    return Math.max(row.poll_due ?? Infinity, this.#context.budget.availableAt('results', priority, now));
  }

  async #poll(id: number, leadId: number, token: string): Promise<void> {
    const { leads, convertr } = this.#context;
    const outcome = await convertr.leadResult(token, leadId);
    const row = leads.get(id);
    await Promise.all([
      this.#reporter.report('read', outcome, token),
      row && this.#transitions.applyAnswer(row, { kind: 'polled', outcome }, { toUpdate }),
    ]);
  }
}
