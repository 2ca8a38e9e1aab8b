/** What the visitor sees, as one union. */
import type { SubmitAnswer } from '../worker/protocol/wire.ts';

/** Messages by field name; `form` is what belongs to no field. */
export type Problems = Record<string, string>;

export type FormState =
  | { status: 'loading' }
  /** The definition did not load: the hosted page is offered. */
  | { status: 'unavailable' }
  /** The form is not for this page's origin. */
  | { status: 'forbidden' }
  /** `tried`: a submit has failed, so that leaving a field checks it. */
  | { status: 'ready'; tried: boolean; problems: Problems }
  /** `waiting`: the last try has failed, and the next follows without the visitor. */
  | { status: 'submitting'; waiting: boolean }
  /** The answers are kept. `why` is a message's key. */
  | { status: 'failed'; why: 'offline' | 'failed' | 'too_many' | 'conflict' }
  | { status: 'submitted'; answer: SubmitAnswer }
  | { status: 'closed' };

export const READY: FormState = { status: 'ready', tried: false, problems: {} };

export const isEditable = ({ status }: FormState): boolean => /^(ready|failed)$/.test(status);

/** The form cannot be used, or a submission could not be handed over. */
export type Failure = Extract<FormState, { status: 'unavailable' | 'forbidden' | 'failed' | 'closed' }>;
