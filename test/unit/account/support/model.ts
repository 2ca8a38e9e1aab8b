import { firstState, RETRIABLE, transition } from '../../../../worker/account/delivery/state-machine.ts';
import type { LeadEvent, MachineRow, Transition } from '../../../../worker/account/delivery/transition.ts';
import { isDead, toRepetition } from '../../../../worker/account/intake/repetition.ts';
import { type AccountSignal, afterSignal, toHalfOpen } from '../../../../worker/account/limits/breaker-rules.ts';
import { type BreakerState, CLOSED, readBreaker } from '../../../../worker/account/limits/breaker-state.ts';
import { RequestBudget } from '../../../../worker/account/limits/request-budget.ts';
import type { Row } from '../../../../worker/account/store/lead-row.ts';
import { toAccountReport } from '../../../../worker/account/upstream/report-outcome.ts';
import type { LeadOutcome, ResultOutcome } from '../../../../worker/convertr/outcome.ts';
import { createRow } from './row.ts';
import { createSpend } from './spend.ts';

type ModelRow = MachineRow &
  Pick<Row, 'lease' | 'lane' | 'due'> & {
    id: number;
    /** How often Convertr has stored it. */
    stored: number;
    /** Sends after an unknown outcome that no person asked for, and that may have been stored. */
    resent: number;
    isPersonsWish: boolean;
    /** A newer row has taken its id. */
    isReplaced: boolean;
  };

interface Flight {
  id: number;
  attempt: number | null;
  isResent: boolean;
  isPersonsWish: boolean;
}

export const BUDGET = 6;
const WINDOW_MS = 300_000;

/**
 * An account, built from its pure parts: what it stores on disk survives `crash`, the rest does not. It checks itself
 * at each step, and throws when a promise is broken.
 */
export class Model {
  now = 1_800_000_000_000;
  readonly rows: ModelRow[] = [];
  breaker: BreakerState = CLOSED;
  readonly #spend = createSpend();
  #budget = this.#createBudget();
  #inFlight: Flight[] = [];
  readonly #sentAt: number[] = [];

  submit(onUnknown: 'resend' | 'hold', isSuspicious = false): ModelRow {
    const row = {
      ...createRow({ ...firstState(isSuspicious, this.now), on_unknown: onUnknown, attempts: 0 }),
      ...{ id: this.rows.length, lease: null, stored: 0, resent: 0, isPersonsWish: false, isReplaced: false },
    };
    this.rows.push(row);
    if (isSuspicious) this.#thank(row);
    return row;
  }

  /** The caller who waits is answered. */
  thank(which: number): void {
    const waiting = this.rows.filter(({ replied }) => replied === null);
    const row = waiting[which % Math.max(1, waiting.length)];
    // The same choice as in the intake: neither of these two is acknowledged.
    if (row && row.status !== 'refused' && !isDead(row)) this.#thank(row);
  }

  /** A visitor presses again, under the same id. */
  press(which: number, isSame: boolean): void {
    const known = this.rows.filter(({ isReplaced }) => !isReplaced);
    const row = known[which % Math.max(1, known.length)];
    if (!row) return;
    switch (toRepetition(row, isSame)) {
      case 'anew':
        row.isReplaced = true;
        this.#thank(this.submit(row.on_unknown));
        break;
      case 'corrected':
        this.#apply(row, { kind: 'corrected' });
        row.isPersonsWish = true;
        break;
      case 'first_answer':
      case 'answer':
        if (row.status !== 'refused' || row.replied !== null) this.#thank(row);
        break;
      case 'conflict':
        break;
    }
  }

  /** A person discards a lead. */
  discard(which: number): void {
    const row = this.rows[which % Math.max(1, this.rows.length)];
    if (row) this.#apply(row, { kind: 'discarded' });
  }

  erase(which: number): void {
    const row = this.rows[which % Math.max(1, this.rows.length)];
    if (row) this.#apply(row, { kind: 'erased' });
  }

  /** The promise: an acknowledged lead is sent, or is listed. */
  #thank(row: ModelRow): void {
    if (isDead(row)) throw new Error('A visitor was thanked for a lead that nobody sends.');
    row.replied ??= row.status === 'delivered' ? 'delivered' : 'queued';
  }

  /** What the dispatcher does: first the breaker, then the oldest lead that is due, new ones first, then the budget. */
  send(probeFails: boolean): boolean {
    const breaker = readBreaker(this.breaker, this.now);
    if (breaker.kind === 'open' || this.#inFlight.length >= 5) return false;
    if (breaker.kind === 'half_open' && this.#inFlight.length > 0) return false;
    const row = this.rows
      .filter(({ lane, due }) => lane !== null && (due ?? 0) <= this.now)
      .sort((a, b) => (a.lane ?? 0) - (b.lane ?? 0) || (a.due ?? 0) - (b.due ?? 0))[0];
    if (!row) return false;
    if (!this.#budget.tryTake('requests', row.lane === 0 ? 'new' : 'retry', this.now)) return false;
    this.#noteCall();
    if (breaker.kind === 'half_open' && breaker.probe) {
      this.#signal({ kind: probeFails ? 'unanswered' : 'probed' });
      return true;
    }
    if (row.status === 'delivered') throw new Error('A delivered lead was sent.');
    const isResent = row.unknowns > 0 && !row.isPersonsWish;
    if (isResent && row.resent > 0) throw new Error('A lead was resent twice after an unknown outcome.');
    this.#apply(row, { kind: 'sent' });
    if (isResent) row.resent += 1;
    this.#inFlight.push({ id: row.id, attempt: row.lease, isResent, isPersonsWish: row.isPersonsWish });
    row.isPersonsWish = false;
    return true;
  }

  /** One of the calls on their way ends. */
  answer(which: number, outcome: LeadOutcome, isStored: boolean): void {
    const [flight] = this.#inFlight.splice(which % Math.max(1, this.#inFlight.length), 1);
    const row = flight && this.rows[flight.id];
    if (!row) return;
    if (isStored) row.stored += 1;
    if (row.status !== 'sending' || row.lease !== flight.attempt) return;
    const { signal, tokenRefused } = toAccountReport('lead', outcome, this.now);
    if (signal) this.#signal(signal);
    if (tokenRefused) this.#signal({ kind: 'unauthorized' });
    const step = this.#apply(row, { kind: 'answered', outcome });
    if (step?.change.status !== 'queued') return;
    // Convertr has certainly not stored it: as if it had not been sent.
    row.resent -= flight.isResent ? 1 : 0;
    row.isPersonsWish ||= flight.isPersonsWish;
  }

  /** The process dies. Of what was on its way, Convertr may have stored any. */
  crash(isStored: boolean): void {
    for (const { id } of this.#inFlight) {
      const row = this.rows[id];
      if (row && isStored) row.stored += 1;
    }
    this.#inFlight = [];
    this.#budget = this.#createBudget();
    for (const row of this.rows) this.#apply(row, { kind: 'process_died' });
  }

  pass(ms: number): void {
    this.now += ms;
  }

  /** A person retries everything that is listed. */
  retry(which: number): void {
    const listed = this.rows.filter(({ status }) => RETRIABLE.includes(status));
    const row = listed[which % Math.max(1, listed.length)];
    if (!row) return;
    this.#apply(row, { kind: 'retried', isCorrected: false, isProbe: false });
    row.isPersonsWish = true;
  }

  /** Convertr accepts no leads for a while: its campaign is closed, or one of its ids is unknown. */
  stop(which: number, isClosed: boolean): void {
    const row = this.rows[which % Math.max(1, this.rows.length)];
    if (row) this.#apply(row, isClosed ? { kind: 'campaign_closed', reason: 'paused' } : { kind: 'id_unknown' });
  }

  /** One held lead is tried, or all are sent because Convertr accepts them again. */
  release(isProbe: boolean): void {
    const held = this.rows.filter(({ status }) => status === 'held');
    for (const row of isProbe ? held.slice(0, 1) : held) {
      const { reason } = row;
      const step = isProbe
        ? this.#apply(row, { kind: 'campaign_probed' })
        : (this.#apply(row, { kind: 'campaign_opened' }) ?? this.#apply(row, { kind: 'id_corrected' }));
      // A lead that is held for another reason waits for a person, and nothing else sends it.
      if ((step !== undefined) !== (reason === 'wrong_id' || reason === 'campaign_closed'))
        throw new Error(`A lead that is held as ${reason} was sent by itself, or stays.`);
      // By rule, a campaign that redirects is tried again and again. Each try is marked.
      if (step) row.isPersonsWish = true;
    }
  }

  /** Convertr returns its verdict on a delivered lead, even a changed one. */
  poll(which: number, outcome: ResultOutcome): void {
    const delivered = this.rows.filter(({ status }) => status === 'delivered');
    const row = delivered[which % Math.max(1, delivered.length)];
    if (!row) return;
    const before = row.verdict;
    const step = this.#apply(row, { kind: 'polled', outcome });
    const isFlip = before !== 'pending' && before !== row.verdict;
    if (step?.effects.some(({ kind }) => kind === 'count_flip') !== isFlip) throw new Error('A flip was miscounted.');
    if (row.verdict !== outcome.kind || row.status !== 'delivered') throw new Error('A verdict was not noted.');
  }

  check(): void {
    for (const row of this.rows) {
      const waits = row.lane !== null && row.due !== null;
      const listed = row.status === 'held' || row.status === 'refused' || row.status === 'quarantined';
      const givenUp = row.status === 'discarded';
      const kept = row.status === 'delivered' || row.status === 'sending' || listed || givenUp;
      if (waits === kept) throw new Error(`A lead that is ${row.status} is lost.`);
      if (row.status === 'delivered' && row.stored === 0) throw new Error('A lead was called delivered that is not.');
      const sends = row.status === 'sending' ? 1 : 0;
      if (row.stored > 1 && !row.possible_duplicate && sends === 0) throw new Error('A duplicate is not marked.');
    }
  }

  /** From now on nothing fails, so everything that waits is delivered, without a person. */
  settle(): void {
    const delivered = { kind: 'delivered', leadId: 1 } as const;
    for (let steps = 0; steps < 400; steps++) {
      while (this.send(false)) while (this.#inFlight.length > 0) this.answer(0, delivered, true);
      while (this.#inFlight.length > 0) this.answer(0, delivered, true);
      if (this.breaker.paused === 'unexpected_answer') this.breaker = toHalfOpen(this.breaker, this.now);
      if (this.rows.every(({ lane, status }) => lane === null && status !== 'sending')) return;
      this.pass(60_000);
    }
    throw new Error('A lead waits for ever.');
  }

  #apply(row: ModelRow, event: LeadEvent): Transition | undefined {
    const step = transition(row, event, this.now, 0.5);
    if (!step) return undefined;
    Object.assign(row, step.change);
    for (const effect of step.effects) {
      if (effect.kind === 'flag') row.flags = JSON.stringify([...JSON.parse(row.flags), effect.flag]);
      if (effect.kind === 'half_open') this.breaker = toHalfOpen(this.breaker, this.now);
    }
    return step;
  }

  #signal(signal: AccountSignal): void {
    this.breaker = afterSignal(this.breaker, signal, this.now, 0.5);
  }

  #noteCall(): void {
    this.#sentAt.push(this.now);
    const within = this.#sentAt.filter((at) => at > this.now - WINDOW_MS).length;
    if (within > BUDGET) throw new Error('The budget was exceeded.');
  }

  #createBudget(): RequestBudget {
    return new RequestBudget(this.#spend, { requests: BUDGET, results: BUDGET, logins: BUDGET });
  }
}
