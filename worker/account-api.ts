/** The RPC interface of an account's object. Arguments and results are plain data, by subject in `account-api/`. */

import type { AccountState, CampaignFacts, LoginResult, MfaResult, OverflowReport } from './account-api/account.ts';
import type {
  BulkRetry,
  ChangeResult,
  EraseResult,
  LeadCount,
  LeadDetail,
  LeadPage,
  LeadQuery,
  PersonLeads,
  ReconcileLine,
  ReconcileResult,
  StatsQuery,
} from './account-api/lead.ts';
import type { AdoptResult, Answers, KeptSubmission, SubmitRequest, SubmitResult } from './account-api/submission.ts';
import type { FormChange, LostVisits } from './account-api/visits.ts';
import type { SubmissionState } from './protocol/wire.ts';
import type { WebhookTarget } from './webhooks/target.ts';

export type * from './account-api/account.ts';
export type * from './account-api/lead.ts';
export type * from './account-api/submission.ts';
export type * from './account-api/visits.ts';

/** A form's configuration as it was written, and the tag of that text. Null: there is no such form. */
export type FormVersion = { etag: string; document: string } | null;

export interface FormSave {
  form: string;
  /** KV's version, which may be a minute old. */
  stored: FormVersion;
  next: FormVersion;
  /** Tags, of which one must be the form's. `any`: the form exists. `absent`: it does not. */
  expected: string[] | 'any' | 'absent' | undefined;
}

export type FormSaveResult =
  | { kind: 'saved'; isNew: boolean }
  /** `base`: the version that the caller expected, if it is still known. */
  | { kind: 'changed'; current: FormVersion; base: string | null };

/** The RPC interface. `form` narrows an id that several forms share. `by` is the person in the lead's history. */
export interface AccountApi {
  /** @param version the Worker's. An object of another version restarts once nothing is on its way. */
  submit(request: SubmitRequest, version?: string): Promise<SubmitResult>;
  /** The first answer, if the same was posted before, even if the form no longer accepts it. Otherwise null. */
  replay(
    form: string,
    submission: string,
    posted: Answers,
  ): Promise<Extract<SubmitResult, { kind: 'delivered' | 'queued' }> | null>;
  /** Stores a submission from an overflow object. Safe to repeat. */
  adopt(kept: KeptSubmission): Promise<AdoptResult>;
  /** An overflow object reports what it cannot hand over, and later that all of it is handed over. */
  noteOverflow(report: OverflowReport): Promise<void>;
  /** Public status: hidden states read as `queued`. */
  state(form: string, submission: string): Promise<SubmissionState | null>;
  /** Fresh, or stale if Convertr cannot be asked, or null if it was never known. Writes the copy in KV. */
  campaign(campaignId: number): Promise<CampaignFacts | null>;
  /** Asks Convertr now. The failure is one of `mfa`, `denied`, `unavailable`, `not_found`, `rate_limited`. */
  refreshCampaign(campaignId: number): Promise<{ ok: true; value: CampaignFacts } | { ok: false; error: string }>;
  account(): Promise<AccountState>;
  /** Logs in now, even after refused logins. */
  login(): Promise<LoginResult>;
  /** Without a code: ask Convertr to send a new one. */
  mfa(code?: string): Promise<MfaResult>;
  leads(query: LeadQuery): Promise<LeadPage>;
  /** `shown`: a person sees the answers, which the lead's history records. */
  lead(
    submission: string,
    form?: string,
    shown?: boolean,
    by?: string,
  ): Promise<{ kind: 'found'; lead: LeadDetail } | { kind: 'not_found' } | { kind: 'ambiguous'; forms: string[] }>;
  retry(submission: string, corrections?: Answers, form?: string, by?: string): Promise<ChangeResult>;
  /** Sends the leads that the filter finds again, at most `limit` of them. With 0 it only counts. */
  retryAll(query: LeadQuery, limit: number, by?: string): Promise<BulkRetry>;
  /** Asks Convertr for its verdict now. */
  askVerdict(submission: string, form?: string): Promise<ChangeResult | { kind: 'unreachable' }>;
  /** Imports verdicts from a list that Convertr has sent. A dry run only returns what would change. */
  reconcile(lines: ReconcileLine[], isDryRun: boolean, by?: string): Promise<ReconcileResult>;
  discard(submission: string, form?: string, by?: string): Promise<ChangeResult>;
  leadsOf(email: string): Promise<PersonLeads>;
  erase(email: string, by?: string): Promise<EraseResult>;
  /** The form matches Convertr's fields again. */
  endDrift(form: string): Promise<void>;
  /** Counts visitors who got no form. */
  noteLostVisits(visits: LostVisits): Promise<void>;
  /** A form was saved or deleted, which may end alerts about it. */
  formChanged(change: FormChange): Promise<void>;
  /** Sets a form's receivers from now on. */
  setWebhooks(form: string, targets: WebhookTarget[]): Promise<void>;
  /** Sends one of a lead's messages again. */
  sendWebhookAgain(submission: string, message: string, form?: string): Promise<ChangeResult>;
  /** The version that counts. For a minute after a save KV may not know it. */
  formVersion(form: string, stored: FormVersion): Promise<FormVersion>;
  /** Records a new version, which the caller then writes to KV. */
  saveForm(save: FormSave): Promise<FormSaveResult>;
  /** KV did not accept the version. */
  forgetForm(form: string, version: FormVersion): Promise<void>;
  stats(query: StatsQuery): Promise<LeadCount[]>;
  /** True once there is a lead: the account's jurisdiction can no longer change. */
  hasRows(): Promise<boolean>;
  /** The cron's call: sets the alarm again if there is work. */
  wake(version?: string): Promise<void>;
}
