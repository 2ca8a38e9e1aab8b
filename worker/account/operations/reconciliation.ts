import type { ReconcileLine, ReconcileResult } from '../../account-api.ts';
import type { AccountContext } from '../context.ts';
import type { LeadTransitions } from '../delivery/lead-transitions.ts';
import type { Row } from '../store/lead-row.ts';

/** Imports verdicts from a list that Convertr or its client has sent to a person. */
export class Reconciliation {
  readonly #context: AccountContext;
  readonly #transitions: LeadTransitions;

  constructor(context: AccountContext, transitions: LeadTransitions) {
    this.#context = context;
    this.#transitions = transitions;
  }

  /** If a number is listed twice, the last line counts. */
  async run(lines: ReconcileLine[], isDryRun: boolean, by: string | undefined): Promise<ReconcileResult> {
    const result: ReconcileResult = { matched: 0, changed: 0, unknown: [] };
    for (const line of new Map(lines.map((each) => [each.leadId, each])).values()) {
      const row = this.#context.leads.findByNumber(line.leadId);
      if (!row) result.unknown.push(line.leadId);
      else result.matched += 1;
      if (row && row.verdict !== line.verdict && (isDryRun || (await this.#apply(row, line, by)))) result.changed += 1;
    }
    return result;
  }

  async #apply(row: Row, { verdict, reason }: ReconcileLine, by: string | undefined): Promise<boolean> {
    const outcome = verdict === 'valid' ? { kind: verdict } : { kind: verdict, reasons: reason ? [reason] : [] };
    await this.#transitions.applyAnswer(row, { kind: 'reconciled', outcome }, { by });
    return this.#context.leads.get(row.id)?.verdict === verdict;
  }
}
