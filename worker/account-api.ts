/** What the rest of the Worker may ask of an account's object, over RPC. Plain data both ways, by subject in `account-api/`. */

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
  /** As KV has it, which may be a minute old. */
  stored: FormVersion;
  next: FormVersion;
  /** Tags of which one must be the form's; `any`: it exists; `absent`: it does not. */
  expected: string[] | 'any' | 'absent' | undefined;
}

export type FormSaveResult =
  | { kind: 'saved'; isNew: boolean }
  /** `base`: the version that the caller expected, if it is still known. */
  | { kind: 'changed'; current: FormVersion; base: string | null };

/** The RPC surface. `form` narrows an id that several forms share; `by` is whom the lead's history names. */
export interface AccountApi {
  /** @param version the Worker's: an object of another one restarts once nothing is on its way. */
  submit(request: SubmitRequest, version?: string): Promise<SubmitResult>;
  /** The first answer, when the same was posted before, even if the form takes it no longer. Otherwise null. */
  replay(
    form: string,
    submission: string,
    posted: Answers,
  ): Promise<Extract<SubmitResult, { kind: 'delivered' | 'queued' }> | null>;
  /** Stores what an overflow object has kept. Safe to repeat. */
  adopt(kept: KeptSubmission): Promise<AdoptResult>;
  /** An overflow object says what it cannot hand over, and later that nothing is left of it. */
  noteOverflow(report: OverflowReport): Promise<void>;
  /** Public status: hidden states read as `queued`. */
  state(form: string, submission: string): Promise<SubmissionState | null>;
  /** Fresh, or stale when Convertr cannot be asked; null when nothing was ever known. Writes the copy in KV. */
  campaign(campaignId: number): Promise<CampaignFacts | null>;
  /** Asks Convertr now. The failure is a word for a person: `mfa`, `denied`, `unavailable`, `not_found`, `rate_limited`. */
  refreshCampaign(campaignId: number): Promise<{ ok: true; value: CampaignFacts } | { ok: false; error: string }>;
  account(): Promise<AccountState>;
  /** Logs in now, however many logins were refused. */
  login(): Promise<LoginResult>;
  /** Without a code: ask Convertr to send a new one. */
  mfa(code?: string): Promise<MfaResult>;
  leads(query: LeadQuery): Promise<LeadPage>;
  /** `shown`: a person sees the answers, which the lead's history then says. */
  lead(
    submission: string,
    form?: string,
    shown?: boolean,
    by?: string,
  ): Promise<{ kind: 'found'; lead: LeadDetail } | { kind: 'not_found' } | { kind: 'ambiguous'; forms: string[] }>;
  retry(submission: string, corrections?: Answers, form?: string, by?: string): Promise<ChangeResult>;
  /** Sends again what the filter finds, at most `limit` of it. With 0 it only counts. */
  retryAll(query: LeadQuery, limit: number, by?: string): Promise<BulkRetry>;
  /** Asks Convertr for its verdict now. */
  askVerdict(submission: string, form?: string): Promise<ChangeResult | { kind: 'unreachable' }>;
  /** Takes over the verdicts of a list of Convertr's. A dry run only says what would change. */
  reconcile(lines: ReconcileLine[], isDryRun: boolean, by?: string): Promise<ReconcileResult>;
  discard(submission: string, form?: string, by?: string): Promise<ChangeResult>;
  leadsOf(email: string): Promise<PersonLeads>;
  erase(email: string, by?: string): Promise<EraseResult>;
  /** The form fits Convertr's fields again. */
  endDrift(form: string): Promise<void>;
  /** Visitors got no form. */
  noteLostVisits(visits: LostVisits): Promise<void>;
  /** A form was saved or deleted, so that some alerts about it may be over. */
  formChanged(change: FormChange): Promise<void>;
  /** Whom to tell of a form's leads from now on. */
  setWebhooks(form: string, targets: WebhookTarget[]): Promise<void>;
  /** Sends one message of a lead's again. */
  sendWebhookAgain(submission: string, message: string, form?: string): Promise<ChangeResult>;
  /** The version that counts. For a minute after a save KV may not know it. */
  formVersion(form: string, stored: FormVersion): Promise<FormVersion>;
  /** Notes a new version, which the caller then writes to KV. */
  saveForm(save: FormSave): Promise<FormSaveResult>;
  /** KV did not take the version. */
  forgetForm(form: string, version: FormVersion): Promise<void>;
  stats(query: StatsQuery): Promise<LeadCount[]>;
  /** True once there is a lead: the account's jurisdiction can no longer change. */
  hasRows(): Promise<boolean>;
  /** The cron's call: re-arms the alarm when there is work. */
  wake(version?: string): Promise<void>;
}
