/** What the admin API answers, beyond what the accounts' objects say. */
import type { AccountState, LeadDetail, LeadPage } from '../account-api.ts';
import type { Fault } from '../forms/configuration/config.ts';
import type { Drift } from '../forms/configuration/drift.ts';
import type { OverflowState } from '../overflow-api.ts';
import type { Definition, FieldDefinition } from '../protocol/wire.ts';
import type { Document } from './document.ts';

/** `overflow`: submissions that the account's object has not taken over. Null: they cannot be counted. */
export type Account = (AccountState | { enterprise: string; unreachable: true }) & { overflow: OverflowState | null };
export interface FormSummary {
  form: string;
  enterprise: string;
  campaignId: number;
  formId: number;
  title?: string;
  /** How many sites may show it. */
  pages?: number;
  /** The languages that its texts name. */
  languages?: string[];
  /** The form that takes its place once its campaign has ended. */
  closedForm?: string;
}
export interface Preview {
  definition: Definition | null;
  faults: Fault[];
  /** What can be saved, though it is hardly meant. */
  warnings: Fault[];
  inferred: FieldDefinition[];
  listed?: boolean;
  drift: Drift | null;
}
export interface TestResult {
  submission: string | null;
  isReal: boolean;
  needsConfirmation: boolean;
  steps: { step: string; ok: boolean; detail: string }[];
}
/** What a receiver answered; null: nothing. */
export interface WebhookTry {
  url: string;
  status: number | null;
  durationMs: number;
}
export interface Checkup {
  form: string;
  healthy: boolean;
  /** `hint`: neither good nor bad. */
  lines: { check: string; ok: boolean; detail: string; hint?: boolean }[];
}
/** The first page has the number of all leads that the filter finds. */
export type LeadList = LeadPage & { count?: number | undefined };
/** A lead as `?answers=hidden` shows it. */
export type LeadFile = LeadDetail & {
  hasAnswers?: boolean;
  /** Without Convertr's words. A verdict's reason names no field. */
  faults?: { name: string | null; code: string }[];
  /** When it goes out automatically. */
  nextAt?: string | null;
  /** When its answers are deleted. */
  answersUntil?: string | null;
};

/** A form and its version. */
export interface StoredForm {
  document: Document;
  etag: string;
}
