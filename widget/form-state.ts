/** What the visitor sees, as one union. */
import type { SubmitAnswer } from '../worker/protocol/wire.ts';

/** Messages by field name. `form` is for errors of no single field. */
export type Problems = Record<string, string>;

export type FormState =
  | { status: 'loading' }
  /** The definition did not load, so the hosted page is offered. */
  | { status: 'unavailable' }
  /** This page's origin may not use the form. */
  | { status: 'forbidden' }
  /** `tried`: a submit has failed, so leaving a field checks it. */
  | { status: 'ready'; tried: boolean; problems: Problems }
  /** `waiting`: the last attempt has failed, and the next follows automatically. */
  | { status: 'submitting'; waiting: boolean }
  /** The answers are kept. `why` is a message's key. */
  | { status: 'failed'; why: 'offline' | 'failed' | 'too_many' | 'conflict' }
  | { status: 'submitted'; answer: SubmitAnswer }
  | { status: 'closed' };

export const READY: FormState = { status: 'ready', tried: false, problems: {} };

export const isEditable = ({ status }: FormState): boolean => /^(ready|failed)$/.test(status);

/** The form cannot be used, or a submission could not be sent. */
export type Failure = Extract<FormState, { status: 'unavailable' | 'forbidden' | 'failed' | 'closed' }>;
