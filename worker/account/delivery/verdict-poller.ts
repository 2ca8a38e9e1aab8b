import { type AccountContext, CALLS_AT_ONCE } from '../context.ts';
import type { OutcomeReporter } from '../upstream/report-outcome.ts';
import type { LeadTransitions } from './lead-transitions.ts';

/** A visitor who comes now finds a call free, even while Convertr answers slowly. */
const POLLS_AT_ONCE = CALLS_AT_ONCE - 2;

/** Asks Convertr for the verdicts of delivered leads. */
export class VerdictPoller {
  readonly #context: AccountContext;
  readonly #reporter: OutcomeReporter;
  readonly #transitions: LeadTransitions;
  /** The leads that are being asked about. */
  readonly #polling = new Set<number>();

  constructor(context: AccountContext, reporter: OutcomeReporter, transitions: LeadTransitions) {
    this.#context = context;
    this.#reporter = reporter;
    this.#transitions = transitions;
  }

  get isFull(): boolean {
    return this.#polling.size >= POLLS_AT_ONCE;
  }

  /** When the next verdict may be asked for. Infinity when there is none to ask for. */
  nextAt(now: number): number {
    const { queues, budget } = this.#context;
    const due = queues.firstPoll(this.#polling)?.poll_due ?? Infinity;
    return due === Infinity ? Infinity : Math.max(due, budget.availableAt('results', 'poll', now));
  }

  /** @returns the next poll, to be started, or undefined when the budget has none left. */
  take(token: string, now: number): (() => Promise<void>) | undefined {
    const { queues, budget } = this.#context;
    const row = queues.firstPoll(this.#polling);
    if (!row || row.lead_id === null || !budget.tryTake('results', 'poll', now)) return undefined;
    const { id, lead_id: leadId } = row;
    this.#polling.add(id);
    return () => this.#poll(id, leadId, token).finally(() => this.#polling.delete(id));
  }

  async #poll(id: number, leadId: number, token: string): Promise<void> {
    const { leads, convertr } = this.#context;
    const outcome = await convertr.leadResult(token, leadId);
    const row = leads.get(id);
    await Promise.all([
      this.#reporter.report('read', outcome, token),
      row && this.#transitions.applyAnswer(row, { kind: 'polled', outcome }),
    ]);
  }
}
