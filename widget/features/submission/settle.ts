/** From an outcome to the next state. */
import type { FieldDefinition } from '../../../worker/protocol/wire.ts';
import type { FormState, Problems } from '../../form-state.ts';
import type { Errors, Outcome } from './submit.ts';

/** Most outcomes are the next state themselves. A refusal leads back to the fields. */
export function settle(
  outcome: Exclude<Outcome, { status: 'blocked' }>,
  leaves: readonly FieldDefinition[],
  refusedForm: string,
): Exclude<Outcome, { status: 'refused' | 'blocked' }> | Extract<FormState, { status: 'ready' }> {
  return outcome.status === 'refused'
    ? { status: 'ready', tried: true, problems: placeProblems(outcome.errors, leaves, refusedForm) }
    : outcome;
}

/**
 * Whether the Worker names a field that the form does not show, because Convertr has changed since the form rendered.
 */
export const namesOther = (outcome: Outcome, leaves: readonly FieldDefinition[]): boolean =>
  outcome.status === 'refused' && Object.keys(outcome.errors).some((key) => key !== 'form' && !findField(leaves, key));

const findField = (leaves: readonly FieldDefinition[], key: string): FieldDefinition | undefined =>
  leaves.find(({ name }) => name === key || name === `${key}[]` || key.startsWith(`${name}[`));

/** Assigns each of the Worker's errors to a field that is shown. The others belong to the form as a whole. */
function placeProblems(errors: Errors, leaves: readonly FieldDefinition[], refusedForm: string): Problems {
  const problems: Problems = Object.create(null);
  for (const [key, found] of Object.entries(errors)) {
    const field = findField(leaves, key);
    problems[field?.name ?? 'form'] ??= found[0]?.message ?? refusedForm;
  }
  return Object.keys(problems)[0] ? problems : { form: refusedForm };
}
