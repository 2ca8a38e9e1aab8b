import { onTestFinished } from 'vitest';
import type { ControlState } from '../../../demo/convertr/control/describe-state.ts';
import type { Fault } from '../../../demo/convertr/faults/faults.ts';
import { startConvertr } from '../../../demo/convertr/http/server.ts';
import type { CampaignChange } from '../../../demo/convertr/state/campaigns.ts';
import type { Lead, Verdict } from '../../../demo/convertr/state/model.ts';
import type { RequestEntry } from '../../../demo/convertr/state/request-log.ts';
import type { SettingsChange } from '../../../demo/convertr/state/settings.ts';
import type { SimulatorOptions } from '../../../demo/convertr/state/simulator.ts';
import type { UserChange } from '../../../demo/convertr/state/users.ts';
import type { ErrorTree } from '../../../demo/convertr/validation/validate-lead.ts';
import type { VerdictsChange } from '../../../demo/convertr/verdicts/verdict.ts';

const USERS = {
  acme: { username: 'publisher@example.com', password: 'correct-horse' },
  globex: { username: 'ads@example.com', password: 'battery-staple' },
  initech: { username: 'mfa@example.com', password: 'red-stapler' },
};

export const LEADS = '/api/v2.4/publisher/12/forms/35/campaign/1234/leads';
export const ADVANCED = '/api/v2.4/publisher/12/forms/23/campaign/1234/leads';

/** Answers that every job is content with. */
export const ADA = { 'form[firstName]': 'Ada', 'form[lastName]': 'Byron', 'form[email]': 'ada@example.com' };

export type ListedLead = Pick<Lead, 'id' | 'enterprise' | 'campaignId' | 'formId' | 'linkId' | 'answers' | 'at'> & {
  verdict: Verdict;
};

/** What the simulator's answers hold between them; each has a few of these. */
export interface Body {
  data: number;
  message: string;
  status?: number;
  errors: ErrorTree;
  error: string;
  access_token: string;
  mfa_token: string;
  password_expired: boolean;
}

export interface Answer extends Response {
  json<T = Body>(): Promise<T>;
}

interface Controls {
  faults: Fault[];
  settings: SettingsChange;
  clock: { advanceMs: number };
  reset: Record<string, never>;
  revoke: Record<string, never>;
  verdicts: VerdictsChange;
}

/** A simulator of the test's own on a free port, with what a publisher's client would do to it. */
export async function startSimulator(options: SimulatorOptions = {}) {
  const convertr = await startConvertr({ port: 0, ...options });
  let open = true;
  const close = async () => {
    if (open) await convertr.close();
    open = false;
  };
  onTestFinished(close);
  return { ...createClient(convertr.url), close };
}

export function createClient(url: string) {
  const post = (
    path: string,
    body: string | Record<string, string>,
    headers: Record<string, string> = {},
  ): Promise<Answer> =>
    fetch(url + path, {
      method: 'POST',
      body: typeof body === 'string' ? body : new URLSearchParams(body).toString(),
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
      redirect: 'manual',
    }) as Promise<Answer>;
  const login = async (name: keyof typeof USERS = 'acme', more: Record<string, string> = {}) =>
    post('/api/login', { ...USERS[name], ...more });
  const control = async (path: string, body: unknown) => {
    const response = await fetch(`${url}/_control/${path}`, { method: 'POST', body: JSON.stringify(body) });
    if (!response.ok) throw new Error(await response.text());
    return response.json() as Promise<ControlState>;
  };
  const read = async <T>(path: string) => (await fetch(url + path)).json() as Promise<T>;
  return {
    url,
    post,
    login,
    token: async (name?: keyof typeof USERS): Promise<string> => (await (await login(name)).json()).access_token,
    get: (path: string, token: string): Promise<Answer> =>
      fetch(url + path, { headers: bearer(token), redirect: 'manual' }) as Promise<Answer>,
    lead: (token: string, body: string | Record<string, string>, path = LEADS) => post(path, body, bearer(token)),
    set: <K extends keyof Controls>(what: K, body: Controls[K]) => control(what, body),
    user: (enterprise: keyof typeof USERS, change: UserChange) => control(`users/${enterprise}`, change),
    campaign: (key: string, change: CampaignChange) => control(`campaigns/${key}`, change),
    leads: () => read<ListedLead[]>('/_control/leads'),
    requests: async () => (await read<{ requests: RequestEntry[] }>('/_control/requests')).requests,
    state: () => read<ControlState>('/_control/state'),
  };
}

export const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });
