import type { Answers } from '../../account-api.ts';
import type { LeadOutcome } from '../../convertr/outcome.ts';
import { inferField } from '../../forms/fields/infer.ts';

/**
 * A refusal may name fields that were left out because they were unknown when the form was drawn or the lead was sent.
 * @param posted everything that the visitor sent under names like Convertr's.
 * @returns the names that the known list lacked, and the answers that can be sent after all.
 */
export function findUnlisted(
  outcome: LeadOutcome,
  listed: readonly string[] | undefined,
  { sent, posted }: { sent: Answers; posted: Answers },
): { named: string[]; posted: Answers } {
  const fields = outcome.kind === 'refused' && listed ? Object.keys(outcome.refusal.fields) : [];
  const named = fields.filter((name) => !listed?.includes(name));
  // A consent counts only if it was shown with its text.
  const sendable = fields.filter(
    (name) => !Object.hasOwn(sent, name) && isFilled(posted[name]) && inferField(name).type !== 'consent',
  );
  return { named, posted: Object.fromEntries(sendable.map((name) => [name, posted[name] ?? ''])) };
}

const isFilled = (value: string | string[] | undefined): boolean =>
  [value ?? ''].flat().some((text) => text.trim() !== '');

export function withUnlisted(outcome: LeadOutcome, found: ReturnType<typeof findUnlisted>): LeadOutcome {
  const isSendable = Object.keys(found.posted).length > 0;
  if (outcome.kind !== 'refused' || (found.named.length === 0 && !isSendable)) return outcome;
  return { ...outcome, refusal: { ...outcome.refusal, unlisted: isSendable ? 'sendable' : 'unanswered' } };
}

/** How many leads it is kept for at once. */
const LEADS_MAX = 1000;

/** What visitors posted, kept in memory until the first outcome and never on disk. */
export class PostedAnswers {
  readonly #byRow = new Map<number, Answers>();

  keep(id: number, posted: Answers): void {
    if (this.#byRow.size < LEADS_MAX) this.#byRow.set(id, posted);
  }

  take(id: number): Answers {
    const posted = this.#byRow.get(id) ?? {};
    this.#byRow.delete(id);
    return posted;
  }
}
