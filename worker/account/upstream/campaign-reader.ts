import type { FieldsOutcome, LinksOutcome } from '../../convertr/outcome.ts';
import { fail, ok, type Result } from '../../result.ts';
import type { AccountContext } from '../context.ts';
import { type OutcomeReporter, type ReadFault, toReadFault } from './report-outcome.ts';
import type { Session } from './session.ts';

/** Reads a campaign's fields and links from Convertr, within the budget. */
export class CampaignReader {
  readonly #context: AccountContext;
  readonly #session: Session;
  readonly #reporter: OutcomeReporter;

  constructor(context: AccountContext, session: Session, reporter: OutcomeReporter) {
    this.#context = context;
    this.#session = session;
    this.#reporter = reporter;
  }

  async fields(token: string, campaign: number) {
    const answer = await this.#read(token, () => this.#context.convertr.fields(token, campaign));
    if (!answer.ok) return answer;
    return answer.value.kind === 'fields' ? ok(answer.value.forms) : fail<ReadFault>('unavailable');
  }

  async links(token: string, campaign: number) {
    const answer = await this.#read(token, () => this.#context.convertr.links(token, campaign));
    if (!answer.ok) return answer;
    return answer.value.kind === 'links' ? ok(answer.value.links) : fail<ReadFault>('unavailable');
  }

  /** The token in use, or a new one. */
  async token(): Promise<Result<string, ReadFault>> {
    const refused = this.#context.breaker.refusesReads(Date.now());
    if (refused) return fail(refused);
    if (this.#session.expiry.refusesReads(Date.now())) return fail('password_expired');
    if (!this.#session.current(Date.now())) await this.#session.renew();
    const now = Date.now();
    const token = this.#session.current(now);
    if (token) return ok(token);
    const { state } = this.#session.describe(now);
    return fail(state === 'mfa' || state === 'denied' || state === 'password_expired' ? state : 'unavailable');
  }

  async #read<T extends FieldsOutcome | LinksOutcome>(
    token: string,
    call: () => Promise<T>,
  ): Promise<Result<T, ReadFault>> {
    const { budget, breaker } = this.#context;
    const refused = breaker.refusesReads(Date.now());
    if (refused) return fail(refused);
    if (this.#session.expiry.refusesReads(Date.now())) return fail('password_expired');
    if (!budget.tryTake('requests', 'new', Date.now())) return fail('rate_limited');
    this.#session.expiry.noteCall(Date.now());
    const outcome = await call();
    await this.#reporter.report('read', outcome, token);
    const fault = toReadFault(outcome);
    return fault === undefined ? ok(outcome) : fail(fault);
  }
}
