/** The JSON answers of the HTTP API. Its description is generated from these types. */
import type {
  AccountState,
  BulkRetry,
  CampaignFacts,
  EraseResult,
  LeadDetail,
  LeadPage,
  LeadRow,
  PersonLeads,
  ReconcileResult,
  StatsRow,
} from '../../account-api.ts';
import type { Fault } from '../../forms/configuration/config.ts';
import type { Change } from '../../forms/configuration/diff.ts';
import type { Drift } from '../../forms/configuration/drift.ts';
import type { OverflowState } from '../../overflow-api.ts';
import type { Definition, FieldDefinition, Problem, SubmissionState, SubmitAnswer } from '../../protocol/wire.ts';

/** By the names that operations use. */
export interface ApiAnswers {
  definition: Definition;
  submitted: SubmitAnswer;
  state: SubmissionState;
  problem: Problem;
  health: { status: 'ok' };
  build: WidgetBuild;
  session: { signedIn: boolean };
  forms: { forms: FormListEntry[] };
  /** A configuration as it was written: `form.schema.json` describes it. */
  configuration: Record<string, unknown>;
  /** `warnings`: saved, although hardly intended. */
  saved: { form: string; visibleBy: string; warnings: Fault[] };
  plainHtml: { html: string };
  changedMeanwhile: Problem & ChangedMeanwhile;
  drift: Drift & { form?: string };
  doctor: { form: string; healthy: boolean; lines: DoctorLine[] };
  test: TestSend;
  webhookTest: { message: string; tries: WebhookTry[] };
  preview: Preview;
  accounts: { accounts: ((AccountState & KeptBeside) | UnreachableAccount)[] };
  account: AccountState & KeptBeside;
  accepted: { accepted: true };
  campaign: CampaignFacts;
  leads: LeadPage;
  lead: LeadDetail & HiddenAnswers;
  changed: LeadRow;
  bulk: { count: number } | BulkRetry;
  reconciled: ReconcileResult;
  found: { accounts: PersonLeads[] };
  erased: { accounts: EraseResult[] };
  stats: { rows: StatsRow[]; note: string };
}

interface WidgetBuild {
  file: string;
  hash: string;
  integrity: string;
  features: Record<string, { file: string; integrity: string }>;
}

interface FormListEntry {
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

/** Somebody else has changed or deleted the form. */
interface ChangedMeanwhile {
  /** The paths that they changed. */
  changed: string[];
  changes: Change[];
  /** The configuration now. Null: it is deleted. */
  current: Record<string, unknown> | null;
}

interface DoctorLine {
  check: string;
  ok: boolean;
  detail: string;
  /** Nothing is known yet. */
  hint?: true;
}

interface TestSend {
  /** Null if nothing was stored. */
  submission: string | null;
  /** The account is not a simulator. */
  isReal: boolean;
  needsConfirmation: boolean;
  steps: { step: 'checked' | 'stored' | 'link' | 'delivered'; ok: boolean; detail: string }[];
}

interface WebhookTry {
  url: string;
  /** Null if none came. */
  status: number | null;
  durationMs: number;
}

interface Preview {
  definition: Definition | null;
  faults: Fault[];
  /** Settings that can be saved, although hardly intended. */
  warnings: Fault[];
  /** Inferred from the names alone. */
  inferred: FieldDefinition[];
  listed?: boolean;
  drift: Drift | null;
}

/** Submissions that the account's object has not adopted yet. */
interface KeptBeside {
  /** Null if they cannot be counted. */
  overflow: OverflowState | null;
}

/** Submissions are still stored. */
interface UnreachableAccount extends KeptBeside {
  enterprise: string;
  unreachable: true;
}

/** With `?answers=hidden`. */
interface HiddenAnswers {
  faults?: { name: string | null; code: string }[];
  hasAnswers?: boolean;
}
