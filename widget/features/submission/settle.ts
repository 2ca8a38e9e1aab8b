/** From an outcome to the next state. */
import type { FieldDefinition } from '../../../worker/protocol/wire.ts';
import type { FormState, Problems } from '../../form-state.ts';
import type { Errors, Outcome } from './submit.ts';

/** Most outcomes are the next state themselves. A refusal leads back to the fields. */
export function settle(
  outcome: Outcome,
  leaves: readonly FieldDefinition[],
  refusedForm: string,
): Exclude<Outcome, { status: 'refused' }> | Extract<FormState, { status: 'ready' }> {
  return outcome.status === 'refused'
    ? { status: 'ready', tried: true, problems: placeProblems(outcome.errors, leaves, refusedForm) }
    : outcome;
}

/** Whether the Worker names a field that the form does not show: Convertr has changed since it was drawn. */
export const namesOther = (outcome: Outcome, leaves: readonly FieldDefinition[]): boolean =>
  outcome.status === 'refused' && Object.keys(outcome.errors).some((key) => key !== 'form' && !findField(leaves, key));

const findField = (leaves: readonly FieldDefinition[], key: string): FieldDefinition | undefined =>
  leaves.find(({ name }) => name === key || name === `${key}[]` || key.startsWith(`${name}[`));

/** Puts each of the Worker's errors on a field that is shown. Errors that fit none belong to the form as a whole. */
function placeProblems(errors: Errors, leaves: readonly FieldDefinition[], refusedForm: string): Problems {
  const problems: Problems = Object.create(null);
  for (const [key, found] of Object.entries(errors)) {
    const field = findField(leaves, key);
    problems[field?.name ?? 'form'] ??= found[0]?.message ?? refusedForm;
  }
  return Object.keys(problems)[0] ? problems : { form: refusedForm };
}
