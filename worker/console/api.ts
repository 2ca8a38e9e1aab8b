/** The console's client of the admin API. The browser adds the session's cookie. */
import type {
  AccountState,
  BulkRetry,
  CampaignFacts,
  EraseResult,
  LeadDetail,
  LeadPage,
  LeadRow,
  PersonLeads,
  StatsKey,
  StatsRow,
} from '../account-api.ts';
import type { Fault } from '../forms/configuration/config.ts';
import type { Drift } from '../forms/configuration/drift.ts';
import type { Definition, FieldDefinition, Problem, SubmissionState } from '../protocol/wire.ts';
import type { Document } from './document.ts';

export type Account = AccountState | { enterprise: string; unreachable: true };
export interface FormSummary {
  form: string;
  enterprise: string;
  campaignId: number;
  formId: number;
  title?: string;
  /** How many sites may show it. */
  pages?: number;
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

/** Without it a save or a deletion would undo what somebody else has just saved. */
type Condition = { 'If-Match': string } | { 'If-None-Match': '*' } | Record<string, never>;
/** A form and its version. */
export interface StoredForm {
  document: Document;
  etag: string;
}

/** A refusal in words for the operator. */
export class ApiError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.detail ?? problem.title);
    this.problem = problem;
  }
  /** What is stored now, when somebody else was faster. Null: they have deleted it. */
  get current(): Document | null | undefined {
    return this.problem.status === 412 ? (this.problem.current as Document | null) : undefined;
  }
  get faults(): Fault[] {
    return (this.problem.faults as Fault[] | undefined) ?? [];
  }
}

/** Counts sign-ins: a 401 for a request from before the last one says nothing about the session now. */
let signIns = 0;
addEventListener('leadwire-signed-in', () => {
  signIns += 1;
});

async function call<T>(path: string, method = 'GET', body?: unknown): Promise<T> {
  const response = await send(path, method, body);
  return (response.status === 204 ? undefined : await response.json()) as T;
}

/** @returns the answer, if it is none of a problem. */
async function send(path: string, method: string, body?: unknown, condition: Condition = {}): Promise<Response> {
  const asked = signIns;
  let response: Response;
  try {
    const json = body === undefined ? null : JSON.stringify(body);
    const headers = { ...(json === null ? {} : { 'Content-Type': 'application/json' }), ...condition };
    response = await fetch(path, { method, credentials: 'same-origin', body: json, headers });
  } catch {
    throw new ApiError({ type: 'offline', title: 'The Worker is not responding. Check your connection.', status: 0 });
  }
  if (response.ok) return response;
  const problem: Problem = await response
    .json()
    .catch(() => ({ type: 'unknown', title: `The Worker answered ${response.status}.`, status: response.status }));
  if (response.status === 401 && !path.startsWith('/console')) {
    if (asked === signIns) dispatchEvent(new Event('leadwire-signed-out'));
    const { detail: _, ...rest } = problem;
    throw new ApiError({ ...rest, title: 'Your session has ended. Sign in and try again.' });
  }
  throw new ApiError(problem);
}

const admin = <T>(path: string, method?: string, body?: unknown) => call<T>(`/v1/admin/${path}`, method, body);
const readEtag = (response: Response): string => response.headers.get('etag') ?? '';
const toQuery = (values: Record<string, string | undefined>): string =>
  new URLSearchParams(Object.entries(values).filter((each): each is [string, string] => !!each[1])).toString();

export const api = {
  /** `person`: whom Cloudflare Access has signed in. */
  session: () => call<{ signedIn: boolean; person?: string }>('/console/session'),
  signIn: (token: string) => call('/console/session', 'POST', { token }),
  signOut: () => call('/console/session', 'DELETE'),

  accounts: async () => (await admin<{ accounts: Account[] }>('accounts')).accounts,
  campaign: (enterprise: string, id: number) => admin<CampaignFacts>(`accounts/${enterprise}/campaigns/${id}`),
  mfa: (enterprise: string, code?: string) =>
    admin(`accounts/${enterprise}/mfa`, 'POST', code ? { code } : { resend: true }),
  stats: async (enterprise: string, by: StatsKey, and: StatsKey | undefined, from: string, to = '') =>
    (await admin<{ rows: StatsRow[] }>(`stats?${toQuery({ enterprise, by, and, from, to })}`)).rows,

  forms: async () => (await admin<{ forms: FormSummary[] }>('forms')).forms,
  form: async (id: string): Promise<StoredForm> => {
    const response = await send(`/v1/admin/forms/${id}`, 'GET');
    return { document: (await response.json()) as Document, etag: readEtag(response) };
  },
  /**
   * @param etag of the version that this one replaces; null for a new form.
   * @returns the new version's.
   */
  saveForm: async (id: string, document: Document, etag: string | null): Promise<string> => {
    const condition: Condition = etag === null ? { 'If-None-Match': '*' } : { 'If-Match': etag };
    return readEtag(await send(`/v1/admin/forms/${id}`, 'PUT', document, condition));
  },
  deleteForm: (id: string, etag: string) => send(`/v1/admin/forms/${id}`, 'DELETE', undefined, { 'If-Match': etag }),
  preview: (document: Document, locale: string) => admin<Preview>(`preview?${toQuery({ locale })}`, 'POST', document),
  drift: (id: string, fresh = false) => admin<Drift>(`forms/${id}/drift${fresh ? '?fresh' : ''}`),
  adopt: (id: string) => admin<Drift>(`forms/${id}/drift`, 'POST'),
  plainHtml: async (id: string, locale: string, channel: string) =>
    (await admin<{ html: string }>(`forms/${id}/html?${toQuery({ locale, channel })}`)).html,
  checkup: (id: string) => admin<Checkup>(`forms/${id}/doctor`),
  test: (id: string, confirm: boolean, channel: string) =>
    admin<TestResult>(`forms/${id}/test`, 'POST', { confirm, channel: channel || undefined }),
  state: (form: string, submission: string) => call<SubmissionState>(`/v1/forms/${form}/leads/${submission}`),
  widget: () => call<{ file: string; integrity: string }>('/widget.json'),

  leads: (filter: Record<string, string | undefined>) => admin<LeadList>(`leads?${toQuery(filter)}`),
  leadsCsv: (filter: Record<string, string | undefined>) => `/v1/admin/leads.csv?${toQuery(filter)}`,
  lead: (enterprise: string, id: string, form: string, withAnswers: boolean) =>
    admin<LeadFile>(`leads/${enterprise}/${id}?${toQuery({ form, answers: withAnswers ? '' : 'hidden' })}`),
  retry: (enterprise: string, id: string, form: string, answers?: Record<string, string | string[]>) =>
    admin<LeadRow>(`leads/${enterprise}/${id}/retry`, 'POST', { form, answers }),
  discard: (enterprise: string, id: string, form: string) =>
    admin<LeadRow>(`leads/${enterprise}/${id}/discard?${toQuery({ form })}`, 'POST'),
  countRetry: async (enterprise: string, filter: Record<string, string>) =>
    (await admin<{ count: number }>('retry', 'POST', { enterprise, filter })).count,
  retryAll: (enterprise: string, filter: Record<string, string>, expect: number) =>
    admin<BulkRetry>('retry', 'POST', { enterprise, filter, expect }),
  find: async (email: string) => (await admin<{ accounts: PersonLeads[] }>('find', 'POST', { email })).accounts,
  erase: async (email: string) => (await admin<{ accounts: EraseResult[] }>('erase', 'POST', { email })).accounts,
};

export const toMessage = (error: unknown): string => (error instanceof Error ? error.message : String(error));
