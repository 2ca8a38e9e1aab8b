/** What the visitor sees, as one union, and how an outcome leads from one state to the next. Pure. */
import type { FieldDefinition, SubmitAnswer } from '../worker/contract.ts';
import type { Errors } from './kit.ts';
import type { Outcome } from './submit.ts';

/** Messages by field name; `form` is what belongs to no field. */
export type Problems = Record<string, string>;

export type FormState =
  | { status: 'loading' }
  /** The definition cannot be had: the hosted page is offered. */
  | { status: 'unavailable' }
  /** This page's origin may not use the form. */
  | { status: 'forbidden' }
  /** `tried`: from now on, leaving a field checks it. */
  | { status: 'ready'; tried: boolean; problems: Problems }
  /** `waiting`: the last try failed and the next follows by itself. */
  | { status: 'submitting'; waiting: boolean }
  /** Answers are kept; `why` is a message's key. */
  | { status: 'failed'; why: 'offline' | 'failed' | 'too_many' | 'conflict' }
  | { status: 'submitted'; answer: SubmitAnswer }
  | { status: 'closed' };

export const READY: FormState = { status: 'ready', tried: false, problems: {} };

export const isEditable = ({ status }: FormState): boolean => /^(ready|failed)$/.test(status);

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
