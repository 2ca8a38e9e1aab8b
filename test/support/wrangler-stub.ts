/**
 * Replaces wrangler where it would call Cloudflare. `WRANGLER_STUB` names a folder: `cloudflare.json` there has the
 * state and behaviour of "Cloudflare", `calls.ndjson` the calls.
 */
import { appendFileSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface Cloudflare {
  signedIn: boolean;
  /** Secrets by Worker. */
  workers: Record<string, Record<string, string>>;
  namespaces: { id: string; title: string }[];
  /** The error of every call except `whoami`. */
  fault?: string;
  /** The error of a deploy. */
  deployFault?: string;
  /** Called when a deploy begins, which then never ends. */
  hangAt?: string;
  /** The Worker's address. */
  url: string;
}

export interface Call {
  args: string[];
  secrets?: Record<string, string>;
  /** Permissions of the file with the secrets, and of its folder. */
  modes?: string[];
  cwd: string;
  /** Variables that a child process does not need. */
  leaked: string[];
}

if (process.env.WRANGLER_STUB) await main(process.env.WRANGLER_STUB, process.argv.slice(2));

async function main(folder: string, args: string[]): Promise<void> {
  const file = join(folder, 'cloudflare.json');
  const cloudflare = JSON.parse(readFileSync(file, 'utf8')) as Cloudflare;
  const record = (more: Partial<Call> = {}) => {
    const leaked = ['CONVERTR_PASSWORD', 'LEAD_KEY', 'ADMIN_TOKEN'].filter((name) => process.env[name] !== undefined);
    const call: Call = { args, cwd: process.cwd(), leaked, ...more };
    appendFileSync(join(folder, 'calls.ndjson'), `${JSON.stringify(call)}\n`);
  };
  const command = args.slice(0, 2).join(' ');
  if (args[0] === 'deploy') return deploy(cloudflare, file, args, record);
  record();
  if (args[0] === 'whoami') {
    if (!cloudflare.signedIn) return quit('You are not authenticated.');
    return answer({ loggedIn: true, accounts: [{ id: 'account-1', name: 'Example Ltd' }] });
  }
  if (cloudflare.fault) return quit(cloudflare.fault);
  if (command === 'kv namespace') return answer(cloudflare.namespaces);
  const name = args[args.indexOf('--name') + 1] ?? '';
  const secrets = cloudflare.workers[name];
  if (!secrets) return quit(`Worker "${name}" not found.\n\nIf this is a new Worker, run \`wrangler deploy\` first.`);
  answer(Object.keys(secrets).map((secret) => ({ name: secret, type: 'secret_text' })));
}

async function deploy(
  cloudflare: Cloudflare,
  file: string,
  args: string[],
  record: (more: Partial<Call>) => void,
): Promise<void> {
  const path = args[args.indexOf('--secrets-file') + 1] ?? '';
  const isGiven = args.includes('--secrets-file') && existsSync(path);
  const secrets = isGiven ? (JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>) : {};
  const modes = isGiven ? [path, dirname(path)].map((each) => (statSync(each).mode & 0o777).toString(8)) : [];
  record({ secrets, modes });
  if (cloudflare.hangAt) {
    await fetch(cloudflare.hangAt);
    await new Promise(() => setInterval(() => undefined, 1000));
  }
  if (cloudflare.deployFault) return quit(cloudflare.deployFault);
  const name = readFileSync('wrangler.toml', 'utf8').match(/^name = "(.*)"$/m)?.[1] ?? '';
  cloudflare.workers[name] = { ...cloudflare.workers[name], ...secrets };
  writeFileSync(file, JSON.stringify(cloudflare));
  const done = { type: 'deploy', targets: [cloudflare.url] };
  writeFileSync(process.env.WRANGLER_OUTPUT_FILE_PATH ?? '', `${JSON.stringify(done)}\n`);
}

function answer(value: unknown): void {
  console.log(JSON.stringify(value, null, 2));
}

function quit(message: string): void {
  console.error(message);
  process.exitCode = 1;
}
