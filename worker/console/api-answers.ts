/** Answers of the admin API, beyond those of the accounts' objects. */
import type { AccountState, LeadDetail, LeadPage } from '../account-api.ts';
import type { Fault } from '../forms/configuration/config.ts';
import type { Drift } from '../forms/configuration/drift.ts';
import type { OverflowState } from '../overflow-api.ts';
import type { Definition, FieldDefinition } from '../protocol/wire.ts';
import type { Document } from './document.ts';

/** `overflow`: submissions that the account's object has not adopted. Null: they cannot be counted. */
export type Account = (AccountState | { enterprise: string; unreachable: true }) & { overflow: OverflowState | null };
export interface FormSummary {
  form: string;
  enterprise: string;
  campaignId: number;
  formId: number;
  title?: string;
  /** How many sites may show it. */
  pages?: number;
  /** The languages of its texts. */
  languages?: string[];
  /** The form that replaces it once its campaign has ended. */
  closedForm?: string;
}
export interface Preview {
  definition: Definition | null;
  faults: Fault[];
  /** Settings that can be saved, although hardly intended. */
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
/** A receiver's answer, or null for none. */
export interface WebhookTry {
  url: string;
  status: number | null;
  durationMs: number;
}
export interface Checkup {
  form: string;
  healthy: boolean;
  /** `hint`: only a note. */
  lines: { check: string; ok: boolean; detail: string; hint?: boolean }[];
}
/** The first page has the number of all leads that the filter finds. */
export type LeadList = LeadPage & { count?: number | undefined };
/** A lead as `?answers=hidden` shows it. */
export type LeadFile = LeadDetail & {
  hasAnswers?: boolean;
  /** Without Convertr's words. A verdict's reason names no field. */
  faults?: { name: string | null; code: string }[];
  /** When it is sent automatically. */
  nextAt?: string | null;
  /** When its answers are deleted. */
  answersUntil?: string | null;
};

/** A form and its version. */
export interface StoredForm {
  document: Document;
  etag: string;
}
