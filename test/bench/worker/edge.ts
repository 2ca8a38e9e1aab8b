/** The built Worker in workerd, without the layers that `wrangler dev` puts around it. */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { convertV4MiniflareOptions, Miniflare, type V4MiniflareOptions } from 'miniflare';
import { findFreePort } from '../../../demo/local/ports.ts';

const root = join(import.meta.dirname, '../../..');
export const ADMIN_TOKEN = 'bench-admin-token-0123456789';
export const ACCOUNT = { publisherId: 12, username: 'publisher@example.com', password: 'correct-horse' };

export interface Edge {
  url: string;
  /** Where its state is kept. */
  stateDir: string;
  /** Where its inspector listens. */
  inspectorPort: number;
  /** Of workerd's process. */
  pid: number;
  stop(): Promise<void>;
}

const DEPLOYED = 'worker/index.ts';
const bundles = new Map<string, string>();

/** The Worker as it is deployed, or one that begins elsewhere, in one module. */
function bundleWorker(entry: string): string {
  const known = bundles.get(entry);
  if (known) return known;
  const out = mkdtempSync(join(tmpdir(), 'leadwire-bundle-'));
  const wrangler = join(root, 'node_modules/wrangler/bin/wrangler.js');
  const env = { ...process.env, WRANGLER_SEND_METRICS: 'false', CI: '1' };
  execFileSync(process.execPath, [wrangler, 'deploy', entry, '--dry-run', '--outdir', out], {
    cwd: root,
    stdio: 'ignore',
    env,
  });
  const bundle = readFileSync(join(out, basename(entry, '.ts').concat('.js')), 'utf8');
  rmSync(out, { recursive: true, force: true });
  bundles.set(entry, bundle);
  return bundle;
}

const COMMON = { modules: true, compatibilityDate: '2026-11-01' };

/** Leadwire against an upstream. @param stateDir of an earlier start, to continue with its rows. */
export async function startEdge(
  convertrUrl: string,
  {
    stateDir = mkdtempSync(join(tmpdir(), 'leadwire-bench-')),
    budget = 1e9,
    answerWithinMs = 4000,
    entry = DEPLOYED,
  } = {},
): Promise<Edge> {
  const inspectorPort = await findFreePort();
  const account = { ...ACCOUNT, origin: convertrUrl, budget: { requests: budget, results: budget, logins: 1000 } };
  const miniflare = create({
    ...COMMON,
    script: bundleWorker(entry),
    kvNamespaces: ['FORMS', 'CACHE'],
    durableObjects: {
      ACCOUNTS: { className: 'Account', useSQLite: true },
      OVERFLOW: { className: 'Overflow', useSQLite: true },
    },
    // No rate limit: its local stand-in is a Worker of its own and would be measured too.
    serviceBindings: { ASSETS: { disk: { path: join(root, 'dist') } } },
    bindings: {
      CONVERTR_ACCOUNTS: JSON.stringify({ acme: account }),
      LEAD_KEY: randomKey,
      ADMIN_TOKEN,
      ANSWER_WITHIN_MS: String(answerWithinMs),
      BACKLOG_CAP: '10000000',
    },
    inspectorPort,
    resourcePersistencePath: stateDir,
  });
  return toEdge(miniflare, stateDir, inspectorPort);
}

/** One for all starts, so that rows of an earlier one can be opened. */
const randomKey = randomBytes(32).toString('base64');

/** A Worker that does nothing else than what it is compared by. */
export async function startLimit(script: string): Promise<Edge> {
  const stateDir = mkdtempSync(join(tmpdir(), 'leadwire-bench-'));
  const durableObjects = { ROWS: { className: 'Rows', useSQLite: true } };
  return toEdge(create({ ...COMMON, script, durableObjects, resourcePersistencePath: stateDir }), stateDir);
}

/** The options' older form is the flat one. */
const create = (options: V4MiniflareOptions): Miniflare => new Miniflare(convertV4MiniflareOptions(options));

async function toEdge(miniflare: Miniflare, stateDir: string, inspectorPort = 0): Promise<Edge> {
  const before = new Set(listWorkerd());
  const url = (await miniflare.ready).origin;
  const pid = listWorkerd().find((candidate) => !before.has(candidate)) ?? 0;
  return { url, stateDir, inspectorPort, pid, stop: () => miniflare.dispose() };
}

/** The database of an account's object, of which there must be one. */
export function findDatabase(stateDir: string): string {
  const file = globSync('do/**/*Account/*.sqlite', { cwd: stateDir }).find((path) => !path.includes('metadata'));
  if (!file) throw new Error('The object left no database.');
  return join(stateDir, file);
}

/** This process's children that run workerd. */
function listWorkerd(): number[] {
  try {
    const out = execFileSync('ps', ['-o', 'pid=,comm=', '--ppid', String(process.pid)], { encoding: 'utf8' });
    return out
      .split('\n')
      .filter((line) => line.includes('workerd'))
      .map((line) => Number.parseInt(line, 10));
  } catch {
    return [];
  }
}

/** CPU time of a process so far, in milliseconds; Linux counts it in hundredths of a second. */
export function readCpuMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** Saves the form that the bench submits to. */
export async function saveForm(edge: Edge, id = 'bench'): Promise<void> {
  const response = await fetch(`${edge.url}/v1/admin/forms/${id}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${ADMIN_TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      enterprise: 'acme',
      campaignId: 1234,
      formId: 35,
      origins: ['https://landing.example.com'],
    }),
  });
  if (!response.ok) throw new Error(`The bench form was refused: ${await response.text()}`);
}
