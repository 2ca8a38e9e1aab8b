import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Ran, runCommand } from '../command.ts';
import { SetupFault } from '../fault.ts';
import { withoutSecrets } from '../options.ts';

export interface CloudflareAccount {
  id: string;
  name: string;
}

/** The checkout's own wrangler. */
export class Wrangler {
  readonly #cwd: string;
  #env: NodeJS.ProcessEnv;

  constructor(cwd: string, env: NodeJS.ProcessEnv) {
    this.#cwd = cwd;
    this.#env = { ...withoutSecrets(env), FORCE_COLOR: '0' };
  }

  /** Everything that follows uses this account. */
  useAccount(id: string): void {
    this.#env = { ...this.#env, CLOUDFLARE_ACCOUNT_ID: id };
  }

  run(args: string[], more: { env?: NodeJS.ProcessEnv; inTerminal?: boolean } = {}): Promise<Ran> {
    const script = join(this.#cwd, 'node_modules/wrangler/bin/wrangler.js');
    return runCommand(process.execPath, [script, ...args], {
      cwd: this.#cwd,
      env: { ...this.#env, ...more.env },
      inTerminal: more.inTerminal ?? false,
    });
  }

  /** @returns the Cloudflare accounts of whoever is signed in, or undefined if nobody is. */
  async whoami(): Promise<CloudflareAccount[] | undefined> {
    const { code, stdout } = await this.run(['whoami', '--json']);
    const answer = code === 0 ? parseJson<{ loggedIn?: boolean; accounts?: CloudflareAccount[] }>(stdout) : undefined;
    return answer?.loggedIn === false ? undefined : answer?.accounts;
  }

  /** @returns the names of the Worker's secrets, or undefined if there is no such Worker yet. */
  async listSecrets(name: string): Promise<string[] | undefined> {
    const ran = await this.run(['secret', 'list', '--name', name, '--format', 'json']);
    if (ran.code !== 0 && /Worker "[^"]*"[^\n]*not found/.test(ran.stderr + ran.stdout)) return undefined;
    const secrets = ran.code === 0 ? parseJson<{ name: string }[]>(ran.stdout) : undefined;
    // Mistaking a failure for "no secrets yet" would replace a key that stored answers need.
    if (!secrets) throw toFault('Cloudflare did not list the secrets.', ran);
    return secrets.map((secret) => secret.name);
  }

  /** @returns the ids of the account's KV namespaces by title. */
  async listNamespaces(): Promise<Map<string, string>> {
    const ran = await this.run(['kv', 'namespace', 'list']);
    const namespaces = ran.code === 0 ? parseJson<{ id: string; title: string }[]>(ran.stdout) : undefined;
    if (!namespaces) throw toFault('Cloudflare did not list the KV namespaces.', ran);
    return new Map(namespaces.map(({ id, title }) => [title, id]));
  }

  /** @returns wrangler's output, and the Worker's addresses. @param folder for wrangler's record. */
  async deploy(args: string[], folder: string): Promise<{ said: string; targets: string[] }> {
    const record = join(folder, 'deployed.ndjson');
    const ran = await this.run(['deploy', ...args], { env: { WRANGLER_OUTPUT_FILE_PATH: record } });
    if (ran.code !== 0) throw toFault('The deploy failed.', ran);
    return { said: ran.stdout.trim(), targets: readTargets(record) };
  }
}

function readTargets(record: string): string[] {
  const lines = (existsSync(record) ? readFileSync(record, 'utf8') : '').split('\n');
  const entries = lines.map((line) => parseJson<{ type: string; targets?: string[] }>(line));
  return entries.flatMap((entry) => (entry?.type === 'deploy' ? (entry.targets ?? []) : []));
}

function parseJson<T>(text: string): T | undefined {
  try {
    return JSON.parse(text) as T;
  } catch {
    return undefined;
  }
}

/** Failures of the platform with one well-known remedy. */
const REMEDIES: [sign: RegExp, next: string][] = [
  [
    /code: 100328|CPU limits are not supported/,
    'Cloudflare’s Workers Paid plan is needed: its CPU limit lets a large ledger migrate.',
  ],
  [
    /code: 10014|title already exists/,
    'A KV namespace with this name already exists. Choose another --name, or run this again.',
  ],
  [
    /code: 10000|Authentication error|not authenticated/i,
    'Sign in again: npx wrangler login. A token needs the template "Edit Cloudflare Workers".',
  ],
  [/zone|custom domain|dns record/i, 'The domain must be a zone of this Cloudflare account, or lie within one.'],
];

/** Wrangler's own output is shown, because it knows more than this program. */
function toFault(what: string, { stdout, stderr }: Ran): SetupFault {
  const said = (stderr.trim() || stdout.trim()).split('\n').slice(-20).join('\n');
  const remedy = REMEDIES.find(([sign]) => sign.test(said))?.[1];
  return new SetupFault(
    `${what}\n${said}`,
    remedy ?? 'Fix that, then run this again. Answers and keys that are already set are kept.',
  );
}
