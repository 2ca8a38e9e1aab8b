/** How an outcome leads to the next state. Pure. */
import type { FieldDefinition } from '../../../worker/protocol/wire.ts';
import type { Errors } from '../../feature.ts';
import type { FormState, Problems } from '../../form-state.ts';
import type { Outcome } from './submit.ts';

/** The state that an outcome leads to: its own, but for a refusal, which goes back to the fields. */
export function settle(
  outcome: Outcome,
  leaves: readonly FieldDefinition[],
  refusedForm: string,
): Exclude<Outcome, { status: 'refused' }> | Extract<FormState, { status: 'ready' }> {
  return outcome.status === 'refused'
    ? { status: 'ready', tried: true, problems: placeProblems(outcome.errors, leaves, refusedForm) }
    : outcome;
}

/** Puts each of the server's complaints on the field that is shown; what fits none belongs to the whole form. */
function placeProblems(errors: Errors, leaves: readonly FieldDefinition[], refusedForm: string): Problems {
  const problems: Problems = {};
  for (const [key, found] of Object.entries(errors)) {
    const field = leaves.find(({ name }) => name === key || name === `${key}[]` || key.startsWith(`${name}[`));
    problems[field?.name ?? 'form'] ??= found[0]?.message ?? refusedForm;
  }
  return Object.keys(problems)[0] ? problems : { form: refusedForm };
}
