/** The console's client of the admin API. */
import type {
  BulkRetry,
  CampaignFacts,
  EraseResult,
  LeadRow,
  PersonLeads,
  ReconcileLine,
  ReconcileResult,
  StatsQuery,
  StatsRow,
} from '../account-api.ts';
import type { Drift } from '../forms/configuration/drift.ts';
import type { SubmissionState } from '../protocol/wire.ts';
import type {
  Account,
  Checkup,
  FormSummary,
  LeadFile,
  LeadList,
  Preview,
  StoredForm,
  TestResult,
  WebhookTry,
} from './api-answers.ts';
import type { Document } from './document.ts';
import { type Condition, call, send } from './http.ts';

const admin = <T>(path: string, method?: string, body?: unknown) => call<T>(`/v1/admin/${path}`, method, body);
const readEtag = (response: Response): string => response.headers.get('etag') ?? '';
const toQuery = (values: Record<string, string | undefined>): string =>
  new URLSearchParams(Object.entries(values).filter((each): each is [string, string] => !!each[1])).toString();

export const api = {
  /** `person`: the person that Cloudflare Access has signed in. */
  session: () => call<{ signedIn: boolean; person?: string }>('/console/session'),
  signIn: (token: string) => call('/console/session', 'POST', { token }),
  signOut: () => call('/console/session', 'DELETE'),

  accounts: async () => (await admin<{ accounts: Account[] }>('accounts')).accounts,
  campaign: (enterprise: string, id: number) => admin<CampaignFacts>(`accounts/${enterprise}/campaigns/${id}`),
  /** As last known: Convertr is asked only after a while. */
  knownCampaign: (enterprise: string, id: number) =>
    admin<CampaignFacts>(`accounts/${enterprise}/campaigns/${id}?known`),
  mfa: (enterprise: string, code?: string) =>
    admin(`accounts/${enterprise}/mfa`, 'POST', code ? { code } : { resend: true }),
  stats: async (query: StatsQuery & { enterprise: string }) =>
    (await admin<{ rows: StatsRow[] }>(`stats?${toQuery({ ...query })}`)).rows,

  forms: async () => (await admin<{ forms: FormSummary[] }>('forms')).forms,
  form: async (id: string): Promise<StoredForm> => {
    const response = await send(`/v1/admin/forms/${id}`, 'GET');
    return { document: (await response.json()) as Document, etag: readEtag(response) };
  },
  /**
   * @param etag of the version that this one replaces, or null for a new form.
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
  testWebhooks: async (id: string) => (await admin<{ tries: WebhookTry[] }>(`forms/${id}/webhooks/test`, 'POST')).tries,
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
  /** Asks Convertr now, instead of waiting for the next poll. */
  askVerdict: (enterprise: string, id: string, form: string) =>
    admin<LeadRow>(`leads/${enterprise}/${id}/verdict?${toQuery({ form })}`, 'POST'),
  sendWebhook: (enterprise: string, id: string, form: string, message: string) =>
    admin<LeadRow>(`leads/${enterprise}/${id}/webhooks/${message}?${toQuery({ form })}`, 'POST'),
  countRetry: async (enterprise: string, filter: Record<string, string>) =>
    (await admin<{ count: number }>('retry', 'POST', { enterprise, filter })).count,
  retryAll: (enterprise: string, filter: Record<string, string>, expect: number) =>
    admin<BulkRetry>('retry', 'POST', { enterprise, filter, expect }),
  reconcile: (enterprise: string, leads: ReconcileLine[], dryRun: boolean) =>
    admin<ReconcileResult>('reconcile', 'POST', { enterprise, leads, dryRun }),
  find: async (email: string) => (await admin<{ accounts: PersonLeads[] }>('find', 'POST', { email })).accounts,
  erase: async (email: string) => (await admin<{ accounts: EraseResult[] }>('erase', 'POST', { email })).accounts,
};
