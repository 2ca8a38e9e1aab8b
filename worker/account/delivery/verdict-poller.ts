import type { ResultOutcome } from '../../convertr/outcome.ts';
import type { Core } from '../context.ts';
import { isErased, type Row, type RowChange } from '../store/lead-row.ts';
import type { LeadBox } from '../store/sealed-answers.ts';
import type { Session } from '../upstream/session.ts';
import { afterRateLimit, MINUTE, SECOND } from './transition.ts';

const FIRST_GAP_MS = 5 * SECOND;
const WIDEST_GAP_MS = 360 * MINUTE;
/** Double opt-in takes days; after this the verdict stays open. */
const GIVE_UP_MS = 14 * 24 * 60 * MINUTE;

/** When to ask next: each gap twice the one before. Null when it is no use any more. */
export function nextPoll({ polls, delivered }: Pick<Row, 'polls' | 'delivered'>, now: number): number | null {
  if (now - (delivered ?? now) >= GIVE_UP_MS) return null;
  return now + Math.min(FIRST_GAP_MS * 2 ** Math.min(polls, 20), WIDEST_GAP_MS);
}

/** What a lead-result answer makes of a delivered row. A lead that cannot be asked about is asked about less often. */
export function afterPoll(
  row: Pick<Row, 'polls' | 'delivered'>,
  outcome: ResultOutcome,
  now: number,
): { change: RowChange; why: string } {
  if (outcome.kind === 'valid' || outcome.kind === 'invalid') {
    return { change: { verdict: outcome.kind, poll_due: null, polls: row.polls + 1 }, why: `verdict_${outcome.kind}` };
  }
  // Convertr's refusals of the account say nothing about the lead.
  const counted = outcome.kind === 'unauthorized' || outcome.kind === 'rate_limited' || outcome.kind === 'mfa_required';
  const polls = counted ? row.polls : row.polls + 1;
  return { change: { polls, poll_due: nextPoll({ ...row, polls }, now) }, why: 'verdict_pending' };
}

/** Asks Convertr what became of delivered leads. */
export class Verdicts {
  readonly #core: Core;
  readonly #session: Session;
  readonly #box: LeadBox;

  constructor(core: Core, session: Session, box: LeadBox) {
    this.#core = core;
    this.#session = session;
    this.#box = box;
  }

  async poll(id: number, leadId: number, token: string): Promise<void> {
    const { ledger, convertr, gate } = this.#core;
    const outcome = await convertr.leadResult(token, leadId);
    const asked = ledger.get(id);
    const reasons =
      asked && outcome.kind === 'invalid' ? await this.#box.sealReasons(asked, outcome.reasons) : undefined;
    const now = Date.now();
    const row = ledger.get(id);
    if (row?.verdict === 'pending') {
      const { change, why } = afterPoll(row, outcome, now);
      const kept = reasons && !isErased(row) ? { ...change, reasons } : change;
      ledger.change(id, { status: 'delivered' }, kept, why, now);
    }
    if (outcome.kind === 'pending' || outcome.kind === 'valid' || outcome.kind === 'invalid') {
      gate.signal({ kind: 'authorized' }, now);
    } else if (outcome.kind === 'rate_limited') {
      gate.signal({ kind: 'rate_limited', until: afterRateLimit(now, outcome.retryAfterMs) }, now);
    } else if (outcome.kind === 'unauthorized') {
      if (this.#session.drop(token)) gate.signal({ kind: 'unauthorized' }, now);
    } else if (outcome.kind === 'mfa_required') await this.#session.demandMfa(outcome.mfaToken);
  }
}
