import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePort } from '../../demo/local/ports.ts';
import { type Running, waitForAnswer } from '../../demo/local/process.ts';
import { startConvertrProcess, startWorker } from '../../demo/local/stack.ts';
import { type Gateway, startGateway } from './gateway.ts';

const root = join(import.meta.dirname, '../..');
export const FORM = 'chaos';
export const PASSWORD = 'correct-horse';
export const USERNAME = 'publisher@example.com';

export interface AccountFigures {
  paused: { reason: string; until: string | null } | null;
  budget: { requests: { limit: number; left: number } };
  counts: Record<string, number>;
  possibleDuplicates: number;
}
export interface Row {
  submission: string;
  status: string;
  possibleDuplicate: boolean;
}

/** The Worker, whose process can be killed and comes back on the same folder and ports; the simulator behind a gateway. */
export interface Leadwire {
  workerUrl: string;
  stateDir: string;
  gateway: Gateway;
  kills: number;
  /** `kill -9` of the whole tree, and a new start. */
  kill(): Promise<void>;
  control(path: string, body?: unknown): Promise<unknown>;
  admin<T>(path: string, body?: unknown): Promise<T>;
  figures(): Promise<AccountFigures>;
  rows(status: string): Promise<Row[]>;
  /** Every row of the ledger. */
  ledger(): Promise<Row[]>;
  /** From now on the account's object does not start, until it is repaired. */
  breakObject(): Promise<void>;
  mendObject(): Promise<void>;
  /** Submissions that wait in overflow objects, as the account tells while its object does not answer. */
  waitingBeside(): Promise<number>;
  /** All that the Worker's processes have printed. */
  output(): string;
  stop(): Promise<void>;
  remove(): void;
}

export async function startLeadwire(budget: Record<string, number>): Promise<Leadwire> {
  const stateDir = mkdtempSync(join(tmpdir(), 'leadwire-chaos-'));
  const [port, convertrPort, gatewayPort] = [await findFreePort(), await findFreePort(), await findFreePort()];
  const adminToken = randomBytes(24).toString('base64url');
  const origin = `http://127.0.0.1:${gatewayPort}`;
  const account = { publisherId: 12, username: USERNAME, password: PASSWORD, origin, budget };
  const vars = {
    CONVERTR_ACCOUNTS: JSON.stringify({ acme: account }),
    LEAD_KEY: randomBytes(32).toString('base64'),
    ADMIN_TOKEN: adminToken,
    ANSWER_WITHIN_MS: '500',
  };
  const options = { root, port, convertrPort, stateDir, vars, entry: 'test/chaos/worker.ts' };
  const workerUrl = `http://127.0.0.1:${port}`;
  const convertrUrl = `http://127.0.0.1:${convertrPort}`;
  const convertr = startConvertrProcess(options);
  const gateway = await startGateway(gatewayPort, convertrPort);
  // The Worker reaches Convertr through the gateway only.
  const start = () => startWorker({ ...options, convertrPort: gatewayPort });
  let worker: Running = start();
  let output = '';
  await Promise.all([
    waitForAnswer(`${convertrUrl}/_control/state`, convertr),
    waitForAnswer(`${workerUrl}/healthz`, worker),
  ]);

  const ask = async (url: string, method: string, body: unknown, headers: Record<string, string> = {}) => {
    for (let tries = 0; ; tries++) {
      try {
        const response = await fetch(url, {
          method,
          headers: { 'content-type': 'application/json', ...headers },
          ...(body !== undefined && { body: JSON.stringify(body) }),
        });
        if (response.ok) return await response.json();
        if (response.status < 500 || tries > 20) throw new Error(`${method} ${url}: ${await response.text()}`);
      } catch (error) {
        if (tries > 20) throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  };
  const admin = <T>(path: string, body?: unknown, method = body === undefined ? 'GET' : 'POST') =>
    ask(`${workerUrl}/v1/admin/${path}`, method, body, { authorization: `Bearer ${adminToken}` }) as Promise<T>;
  const listAll = async (filter: string) => {
    const rows: Row[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query: string = `leads?enterprise=acme${filter}&limit=200${cursor && `&cursor=${cursor}`}`;
      const page: { leads: Row[]; cursor: string | null } = await admin(query);
      rows.push(...page.leads);
      cursor = page.cursor;
    }
    return rows;
  };
  const form = { enterprise: 'acme', campaignId: 1234, formId: 35, origins: ['https://landing.example.com'] };
  await admin(`forms/${FORM}`, form, 'PUT');

  const leadwire: Leadwire = {
    workerUrl,
    stateDir,
    gateway,
    kills: 0,
    kill: async () => {
      await worker.stop('SIGKILL');
      output += worker.output();
      leadwire.kills += 1;
      worker = start();
      await waitForAnswer(`${workerUrl}/healthz`, worker);
    },
    control: (path, body) => ask(`${convertrUrl}/_control/${path}`, body === undefined ? 'GET' : 'POST', body),
    admin,
    figures: () => admin('accounts/acme'),
    rows: (status) => listAll(`&status=${status}`),
    ledger: () => listAll(''),
    breakObject: async () => void (await ask(`${workerUrl}/chaos/break`, 'POST', undefined)),
    waitingBeside: async () => {
      const { accounts } = await admin<{ accounts: { overflow?: { waiting: number } }[] }>('accounts');
      return accounts[0]?.overflow?.waiting ?? 0;
    },
    mendObject: async () => void (await ask(`${workerUrl}/chaos/mend`, 'POST', undefined)),
    output: () => output + worker.output(),
    stop: async () => {
      await Promise.all([worker.stop(), convertr.stop()]);
      gateway.close();
    },
    remove: () => rmSync(stateDir, { recursive: true, force: true }),
  };
  return leadwire;
}
