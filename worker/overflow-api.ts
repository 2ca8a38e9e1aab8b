/** The RPC interface of an overflow object. Plain data only. */
import type { LeadRow, SubmitRequest, SubmitResult } from './account-api.ts';
import type { SubmissionState } from './protocol/wire.ts';

/** `full`: nothing is kept. */
export type KeepResult = Extract<SubmitResult, { kind: 'queued' | 'conflict' | 'full' }>;

export interface OverflowState {
  /** Submissions that the account's object has not adopted yet. */
  waiting: number;
  /** ISO 8601; null when none waits. */
  oldestWaiting: string | null;
}

export interface OverflowApi {
  /** Stores a submission, then answers. A repetition gets the same answer. */
  keep(request: SubmitRequest): Promise<KeepResult>;
  /** Public status, or null if it is not kept here. */
  state(form: string, submission: string): Promise<SubmissionState | null>;
  /** Submissions with the address in any email answer. */
  leadsOf(email: string): Promise<LeadRow[]>;
  /** Deletes those submissions. @returns how many. */
  erase(email: string): Promise<number>;
  waiting(): Promise<OverflowState>;
}
