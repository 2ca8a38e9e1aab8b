/** Runs the set-up in this process, with a fake Cloudflare and network. */
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { onTestFinished } from 'vitest';
import type { Wrangler } from '../../worker/cli/setup/cloudflare/wrangler.ts';
import { readOptions } from '../../worker/cli/setup/options.ts';
import type { Asker } from '../../worker/cli/setup/questions/asker.ts';
import { createScriptAsker } from '../../worker/cli/setup/questions/script-asker.ts';
import { createTerminalAsker } from '../../worker/cli/setup/questions/terminal-asker.ts';
import { runSetup } from '../../worker/cli/setup/run.ts';
import { startSimulator } from '../demo/convertr/support.ts';

const HEALTHZ = 'https://leads.example.com/healthz';
export const OK = { status: 'ok' };

/** The domain's answers, one after the other. The last one repeats. Undefined: no answer. */
export type Answers = (object | undefined)[];

/** Runs it. `deployed` are the secrets of each deploy. */
export async function startSetup(
  ask: Asker,
  args: string[],
  { answers = [OK] as Answers, resolves = false, secrets = [] as string[] } = {},
) {
  const convertr = await startSimulator();
  const root = mkdtempSync(join(tmpdir(), 'leadwire-domain-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  cpSync(join(import.meta.dirname, '../../wrangler.toml'), join(root, 'wrangler.toml'));
  const deployed: Record<string, string>[] = [];
  const wrangler = {
    whoami: async () => [{ id: 'account-1', name: 'Example Ltd' }],
    useAccount: () => undefined,
    listSecrets: async () => (secrets.length > 0 ? secrets : undefined),
    listNamespaces: async () => new Map(),
    deploy: async (given: string[]) => {
      deployed.push(given[1] ? JSON.parse(readFileSync(given[1], 'utf8')) : {});
      return { said: '', targets: ['leads.example.com (custom domain)'] };
    },
  };
  let asked = 0;
  const fetchHere: typeof fetch = async (input, init) => {
    if (input !== HEALTHZ) return fetch(input, init);
    const answer = answers[Math.min(asked++, answers.length - 1)];
    if (!answer) throw new TypeError('fetch failed');
    return Response.json(answer, { status: answer === OK ? 200 : 503 });
  };
  const lookup = async () => {
    if (!resolves) throw new Error('ENOTFOUND');
  };
  const options = readOptions([`--origin=${convertr.url}`, '--wait=5', ...args], {});
  const done = runSetup(options, {
    ask,
    wrangler: wrangler as unknown as Wrangler,
    network: { fetch: fetchHere, lookup },
    root,
    build: async () => undefined,
    patience: { pauseMs: 1, settleMs: 20 },
  });
  return { done, deployed, toml: () => readFileSync(join(root, 'wrangler.toml'), 'utf8'), asked: () => asked };
}

/** Without a terminal, the password comes from standard input. */
export function script() {
  const lines: string[] = [];
  const input = new PassThrough();
  input.write('correct-horse\n');
  return { ask: createScriptAsker(input, (line) => lines.push(line)), said: () => lines.join('\n') };
}

/** A terminal that presses keys when its screen shows the matching question. */
export function terminal(replies: [prompt: string, keys: string][]) {
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => input });
  const output = Object.assign(new PassThrough(), { isTTY: true, columns: 100, rows: 40 });
  let screen = '';
  let seen = 0;
  output.on('data', (chunk: Buffer) => {
    screen += stripVTControlCharacters(chunk.toString());
    const [prompt = '', keys = ''] = replies[0] ?? [];
    const at = prompt ? screen.indexOf(prompt, seen) : -1;
    if (at < 0) return;
    replies.shift();
    seen = at + prompt.length;
    // The prompt listens once it has rendered.
    setImmediate(() => {
      for (const key of keys) input.write(key);
    });
  });
  return { ask: createTerminalAsker({ input, output }), screen: () => screen, left: replies };
}
