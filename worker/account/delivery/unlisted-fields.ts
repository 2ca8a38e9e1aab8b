import type { Answers } from '../../account-api.ts';
import type { LeadOutcome } from '../../convertr/outcome.ts';

/**
 * A refusal may name fields that Convertr's list, as it was known, did not have.
 * @param posted whatever the visitor sent under names like Convertr's.
 * @returns their names, and those of them that can be sent after all.
 */
export function findUnlisted(
  outcome: LeadOutcome,
  listed: readonly string[] | undefined,
  posted: Answers,
): { named: string[]; posted: Answers } {
  const fields = outcome.kind === 'refused' && listed ? Object.keys(outcome.refusal.fields) : [];
  const named = fields.filter((name) => !listed?.includes(name));
  const sendable = named.filter((name) => [posted[name] ?? ''].flat().some((text) => text.trim() !== ''));
  return { named, posted: Object.fromEntries(sendable.map((name) => [name, posted[name] ?? ''])) };
}

export const withUnlisted = (outcome: LeadOutcome, { named, posted }: ReturnType<typeof findUnlisted>): LeadOutcome =>
  outcome.kind !== 'refused' || named.length === 0
    ? outcome
    : {
        ...outcome,
        refusal: { ...outcome.refusal, unlisted: Object.keys(posted).length > 0 ? 'sendable' : 'unanswered' },
      };

/** Leads of which it is kept at once. */
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
