import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePort } from '../../demo/local/ports.ts';
import { loadDemoForms, type Stack, startStack } from '../../demo/local/stack.ts';

const root = join(import.meta.dirname, '../..');

/** The simulator's accounts, without their origin, which depends on its port. */
const ACCOUNTS = {
  acme: { publisherId: 12, username: 'publisher@example.com', password: 'correct-horse' },
  globex: { publisherId: 34, username: 'ads@example.com', password: 'battery-staple' },
  initech: { publisherId: 56, username: 'mfa@example.com', password: 'red-stapler' },
};

/** A lead as the simulator's control API lists it. */
export interface ConvertrLead {
  id: number;
  enterprise: string;
  campaignId: number;
  formId: number;
  linkId: number | null;
  answers: Record<string, string | string[]>;
  verdict: string;
  at: string;
}

export interface Leadwire {
  stack: Stack;
  workerUrl: string;
  convertrUrl: string;
  adminToken: string;
  /** Where the Worker keeps its state. */
  stateDir: string;
  /** The Convertr simulator's leads. */
  leads(): Promise<ConvertrLead[]>;
  /** How often the simulator got a request whose path contains `part`. */
  countRequests(part: string): Promise<number>;
  /** Calls the admin API. `path` is relative to `/v1/admin/`. */
  admin(path: string, init?: RequestInit): Promise<Response>;
  /** Saves a form. Without other settings it has three fields and no page may show it. Throws if it is refused. */
  saveForm(id: string, settings?: object): Promise<void>;
  stop(): Promise<void>;
}

/** Starts Worker and simulator on free ports, with their own state and the demo forms. */
export async function startLeadwire(
  options: { enterprises?: (keyof typeof ACCOUNTS)[]; vars?: Record<string, string> } = {},
): Promise<Leadwire> {
  const stateDir = mkdtempSync(join(tmpdir(), 'leadwire-e2e-'));
  const [port, convertrPort] = [await findFreePort(), await findFreePort()];
  const adminToken = randomBytes(24).toString('base64url');
  const accounts = Object.fromEntries(
    (options.enterprises ?? ['acme']).map((name) => [
      name,
      { ...ACCOUNTS[name], origin: `http://127.0.0.1:${convertrPort}` },
    ]),
  );
  const vars = {
    CONVERTR_ACCOUNTS: JSON.stringify(accounts),
    LEAD_KEY: randomBytes(32).toString('base64'),
    ADMIN_TOKEN: adminToken,
    ...options.vars,
  };
  const stack = await startStack({ root, port, convertrPort, stateDir, vars });
  const { workerUrl, convertrUrl } = stack;
  await loadDemoForms(root, workerUrl, adminToken);
  const admin: Leadwire['admin'] = (path, init = {}) =>
    fetch(`${workerUrl}/v1/admin/${path}`, {
      ...init,
      headers: { authorization: `Bearer ${adminToken}`, 'content-type': 'application/json', ...init.headers },
    });
  return {
    stack,
    workerUrl,
    convertrUrl,
    adminToken,
    stateDir,
    leads: async () => (await fetch(`${convertrUrl}/_control/leads`)).json() as Promise<ConvertrLead[]>,
    countRequests: async (part) => {
      const { requests } = (await (await fetch(`${convertrUrl}/_control/requests`)).json()) as {
        requests: { path: string }[];
      };
      return requests.filter(({ path }) => path.includes(part)).length;
    },
    admin,
    saveForm: async (id, settings) => {
      const body = JSON.stringify({ enterprise: 'acme', campaignId: 1234, formId: 35, origins: [], ...settings });
      const saved = await admin(`forms/${id}`, { method: 'PUT', body });
      if (!saved.ok) throw new Error(`${id} is not saved: ${await saved.text()}`);
    },
    stop: async () => {
      await stack.stop();
      rmSync(stateDir, { recursive: true, force: true });
    },
  };
}
