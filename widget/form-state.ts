/** What the visitor sees, as one union. */
import type { SubmitAnswer } from '../worker/protocol/wire.ts';

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

/** The form cannot be used, or a submission could not be handed over. */
export type Failure = Extract<FormState, { status: 'unavailable' | 'forbidden' | 'failed' | 'closed' }>;
