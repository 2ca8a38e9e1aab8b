import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { toEnvFile, withSimulator } from './dev-vars.ts';
import { type Running, startNode, waitForAnswer } from './process.ts';

export interface StackOptions {
  /** The project's root. */
  root: string;
  port: number;
  convertrPort: number;
  /** Where the Worker's state and the files made for this run are kept. */
  stateDir: string;
  /** The Worker's entry module, if not the deployed one. */
  entry?: string;
  /** The Worker's secrets and variables. Loopback origins of accounts are pointed at the simulator. */
  vars: Record<string, string>;
}

/** The Worker and the simulator, each its own process. */
export interface Stack {
  workerUrl: string;
  convertrUrl: string;
  worker: Running;
  convertr: Running;
  stop(signal?: NodeJS.Signals): Promise<void>;
}

/** Starts both. `ready` resolves when both answer, or rejects if one of them never will. Needs a build in `dist/`. */
export function launchStack(options: StackOptions): Stack & { ready: Promise<void> } {
  // The Worker first, because without a build it throws, and then nothing may be left running.
  const worker = startWorker(options);
  const convertr = startConvertrProcess(options);
  const convertrUrl = `http://127.0.0.1:${options.convertrPort}`;
  const workerUrl = `http://127.0.0.1:${options.port}`;
  const ready = Promise.all([
    waitForAnswer(`${convertrUrl}/_control/leads`, convertr),
    waitForAnswer(`${workerUrl}/healthz`, worker),
  ]).then(() => undefined);
  const stop = async (signal?: NodeJS.Signals) => {
    await Promise.all([worker.stop(signal), convertr.stop(signal)]);
  };
  return { workerUrl, convertrUrl, worker, convertr, ready, stop };
}

/** Starts both and waits until both answer. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { ready, ...stack } = launchStack(options);
  try {
    await ready;
  } catch (error) {
    await stack.stop();
    throw error;
  }
  return stack;
}

/** Starts the simulator alone. */
export function startConvertrProcess({ root, convertrPort, stateDir }: StackOptions): Running {
  return startNode(join(root, 'demo/convertr/main.ts'), [], {
    cwd: root,
    env: { CONVERTR_PORT: String(convertrPort), CONVERTR_STATE: join(stateDir, 'convertr.jsonl') },
  });
}

/** Without a simulator's port, the accounts' origins stay as they are. */
type WorkerOptions = Omit<StackOptions, 'convertrPort'> & { convertrPort?: number };

/** Starts the Worker alone, under `wrangler dev`, with the demo pages beside its own assets. */
export function startWorker({ root, port, convertrPort, stateDir, entry, vars }: WorkerOptions): Running {
  const site = join(stateDir, 'site');
  rmSync(site, { recursive: true, force: true });
  mkdirSync(site, { recursive: true });
  cpSync(join(root, 'dist'), site, { recursive: true });
  cpSync(join(root, 'demo/pages'), site, { recursive: true });
  const convertrUrl = convertrPort === undefined ? undefined : `http://127.0.0.1:${convertrPort}`;
  writeFileSync(join(site, 'demo.json'), JSON.stringify({ ledger: `${convertrUrl ?? ''}/` }));
  const envFile = join(stateDir, 'vars.env');
  const given = vars.CONVERTR_ACCOUNTS ?? '';
  const accounts = convertrUrl === undefined ? given : withSimulator(given, convertrUrl);
  writeFileSync(envFile, toEnvFile({ ...vars, CONVERTR_ACCOUNTS: accounts }), { mode: 0o600 });
  const args = ['dev', ...(entry ? [entry] : []), '--port', String(port), '--ip', '127.0.0.1', '--inspector-port', '0'];
  args.push('--assets', site, '--env-file', envFile, '--persist-to', join(stateDir, 'state'));
  args.push('--show-interactive-dev-session=false');
  return startNode(join(root, 'node_modules/wrangler/bin/wrangler.js'), args, {
    cwd: root,
    env: { WRANGLER_SEND_METRICS: 'false', CI: '1' },
  });
}

/** @returns what stops the Worker from working at all, such as a malformed secret, or undefined. */
export async function findFault(workerUrl: string): Promise<string | undefined> {
  const health = await fetch(`${workerUrl}/healthz`);
  if (health.ok) return undefined;
  const { title, detail } = (await health.json()) as { title: string; detail?: string };
  return detail ?? title;
}

export const listDemoForms = (root: string): string[] =>
  readdirSync(join(root, 'demo/forms'))
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length));

/** Saves the demo forms that the Worker doesn't have yet, so that changes from the console stay. */
export async function loadDemoForms(root: string, workerUrl: string, adminToken: string): Promise<void> {
  const headers = { authorization: `Bearer ${adminToken}`, 'content-type': 'application/json' };
  for (const id of listDemoForms(root)) {
    const url = `${workerUrl}/v1/admin/forms/${id}`;
    const known = await fetch(url, { headers });
    if (known.ok) continue;
    // The schema is for the file's editor, not part of the form.
    const { $schema: _, ...document } = JSON.parse(readFileSync(join(root, 'demo/forms', `${id}.json`), 'utf8'));
    const saved = await fetch(url, { method: 'PUT', headers, body: JSON.stringify(document) });
    if (!saved.ok) throw new Error(`The demo form ${id} was refused: ${await saved.text()}`);
  }
}
