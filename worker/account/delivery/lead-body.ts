import type { Answers } from '../../account-api.ts';
import { SUBMIT_FIELD } from '../../convertr/field-names.ts';

/**
 * The answers as they are sent: only those that the campaign's form lists, because one extra name fails the whole lead.
 * @param listed undefined if Convertr does not list the form. Then everything is sent.
 */
export function toLeadBody(answers: Answers, listed: readonly string[] | undefined): Answers {
  const names = Object.keys(answers).filter((name) => name !== SUBMIT_FIELD && (!listed || listed.includes(name)));
  const body = Object.fromEntries(names.map((name) => [name, answers[name] ?? '']));
  return !listed || listed.includes(SUBMIT_FIELD) ? { ...body, [SUBMIT_FIELD]: 'true' } : body;
}
