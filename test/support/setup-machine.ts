import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { startSimulator } from '../demo/convertr/support.ts';
import { startDeployedWorker } from './deployed-worker.ts';
import type { Call, Cloudflare } from './wrangler-stub.ts';

const root = join(import.meta.dirname, '../..');

export interface Run {
  /** Writes a line to its standard input. */
  type(line: string): void;
  /** Like Ctrl-C in a terminal: interrupts everything that was started. */
  interrupt(): void;
  /** Resolves once `text` was printed. */
  said(text: string): Promise<void>;
  ended: Promise<{ code: number | null; output: string }>;
}

/** Acme's password at the simulator. */
export const PASSWORD = 'correct-horse';
export const withPassword = { CONVERTR_PASSWORD: PASSWORD };

/** A fresh clone in an empty folder, with its own Convertr, and a Cloudflare behind a stub of wrangler. */
export async function startMachine(options: { realWrangler?: boolean } = {}) {
  const home = mkdtempSync(join(tmpdir(), 'leadwire-setup-test-'));
  const [clone, temp, stub] = ['clone', 'temp', 'stub'].map((name) => join(home, name)) as [string, string, string];
  for (const folder of [clone, temp, stub]) mkdirSync(folder);
  const convertr = await startSimulator();
  const worker = await startDeployedWorker();
  onTestFinished(() => {
    worker.close();
    rmSync(home, { recursive: true, force: true });
  });

  for (const name of ['worker', 'widget', 'package.json', 'tsconfig.json', 'wrangler.toml']) {
    cpSync(join(root, name), join(clone, name), { recursive: true });
  }
  if (options.realWrangler) symlinkSync(join(root, 'node_modules'), join(clone, 'node_modules'));
  else stubWrangler(clone);

  const file = join(stub, 'cloudflare.json');
  const change = (more: Partial<Cloudflare>) => {
    const before = JSON.parse(readFileSync(file, 'utf8')) as Cloudflare;
    writeFileSync(file, JSON.stringify({ ...before, ...more }));
  };
  writeFileSync(file, JSON.stringify({ signedIn: true, workers: {}, namespaces: [], url: worker.url }));

  const setup = (args: string[], env: Record<string, string> = {}) =>
    run(clone, args, { TMPDIR: temp, WRANGLER_STUB: stub, ...env });
  const place = [`--origin=${convertr.url}`, '--workers-dev', '--location-hint=weur', '--wait=20'];

  return {
    clone,
    convertr,
    worker,
    /** Every answer except the password. At Initech, Convertr asks for a code. */
    acme: ['--enterprise=acme', '--publisher-id=12', '--username=publisher@example.com', ...place],
    initech: ['--enterprise=initech', '--publisher-id=56', '--username=mfa@example.com', ...place],
    change,
    cloudflare: () => JSON.parse(readFileSync(file, 'utf8')) as Cloudflare,
    calls: () => readCalls(stub),
    deploys: () => readCalls(stub).filter(({ args }) => args[0] === 'deploy'),
    /** What is left in the folder for temporary files, apart from caches of npm and node. */
    leftovers: () => readdirSync(temp).filter((name) => name.startsWith('leadwire')),
    setup,
    /** Runs it until it succeeds. @returns its output. */
    async succeed(args: string[], env: Record<string, string> = withPassword): Promise<string> {
      const { code, output } = await setup(args, env).ended;
      expect(output).toContain('/console');
      expect(code).toBe(0);
      return output;
    },
  };
}

export type Machine = Awaited<ReturnType<typeof startMachine>>;

/** Everything as installed, except wrangler. Nothing is really built. */
function stubWrangler(clone: string): void {
  const modules = join(clone, 'node_modules');
  mkdirSync(join(modules, 'wrangler/bin'), { recursive: true });
  for (const name of readdirSync(join(root, 'node_modules'))) {
    if (name !== 'wrangler') symlinkSync(join(root, 'node_modules', name), join(modules, name));
  }
  const stub = join(import.meta.dirname, 'wrangler-stub.ts');
  writeFileSync(join(modules, 'wrangler/bin/wrangler.js'), `import(${JSON.stringify(stub)});\n`);
  const file = join(clone, 'package.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8'));
  manifest.scripts.build = 'node --version';
  writeFileSync(file, JSON.stringify(manifest));
}

function readCalls(stub: string): Call[] {
  try {
    const lines = readFileSync(join(stub, 'calls.ndjson'), 'utf8').trim().split('\n');
    return lines.map((line) => JSON.parse(line) as Call);
  } catch {
    return [];
  }
}

function run(cwd: string, args: string[], env: Record<string, string>): Run {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(CONVERTR_|LEADWIRE_|CLOUDFLARE_|npm_)/.test(name),
  );
  const child = spawn('npm', ['run', '--silent', 'setup', '--', ...args], {
    cwd,
    env: { ...Object.fromEntries(inherited), ...env },
    detached: true,
  });
  let output = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk;
      for (const listener of listeners) listener();
    });
  }
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, output }));
  return {
    type: (line) => child.stdin.write(`${line}\n`),
    interrupt: () => process.kill(-(child.pid ?? 0), 'SIGINT'),
    said: (text) =>
      new Promise((resolve, reject) => {
        const look = () => output.includes(text) && resolve();
        listeners.add(look);
        look();
        ended.then(() => reject(new Error(output)));
      }),
    ended,
  };
}
