/** `npm run setup` with a domain, whose network only exists here. */
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Asker } from '../../../worker/cli/setup/asker.ts';
import { readOptions } from '../../../worker/cli/setup/options.ts';
import { runSetup } from '../../../worker/cli/setup/run.ts';
import { createScriptAsker } from '../../../worker/cli/setup/script-asker.ts';
import { createTerminalAsker } from '../../../worker/cli/setup/terminal-asker.ts';
import type { Wrangler } from '../../../worker/cli/setup/wrangler.ts';
import { startSimulator } from '../../demo/support.ts';

const HEALTHZ = 'https://leads.example.com/healthz';
const OK = { status: 'ok' };

/** What the domain answers, one after the other; the last answer stays. Undefined: nothing does. */
type Answers = (object | undefined)[];

async function start(
  ask: Asker,
  args: string[],
  { answers = [OK] as Answers, resolves = false, secrets = [] as string[] } = {},
) {
  const convertr = await startSimulator();
  const root = mkdtempSync(join(tmpdir(), 'leadwire-domain-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  cpSync(join(import.meta.dirname, '../../../wrangler.toml'), join(root, 'wrangler.toml'));
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

function script() {
  const lines: string[] = [];
  const input = new PassThrough();
  input.write('correct-horse\n');
  return { ask: createScriptAsker(input, (line) => lines.push(line)), said: () => lines.join('\n') };
}

const ACCOUNT = ['--enterprise=acme', '--publisher-id=12', '--username=publisher@example.com', '--password-stdin'];
const ARGS = [...ACCOUNT, '--domain=leads.example.com', '--jurisdiction=eu'];

describe('the domain', () => {
  test('is written down, waited for, and shown with a rule to paste', async () => {
    const { ask, said } = script();
    const run = await start(ask, ARGS, { answers: [undefined, undefined, OK] });
    await run.done;
    expect(run.asked()).toBe(3);
    expect(run.toml()).toContain('routes = [{ pattern = "leads.example.com", custom_domain = true }]');
    expect(said()).toContain('Console  https://leads.example.com/console');
    expect(said()).toContain('(http.host eq "leads.example.com" and starts_with(http.request.uri.path, "/v1/"))');
    expect(run.deployed[0]).toMatchObject({ CONVERTR_ENTERPRISE: 'acme', CONVERTR_JURISDICTION: 'eu' });
  });

  test.each<[what: string, answers: Answers, args: string[], isTaken: boolean]>([
    ['a web site', [{ title: 'Our site' }], [], false],
    ['something that no one can reach', [undefined], [], false],
    ['a Worker of this kind', [OK], [], true],
    ['a Worker of this kind that has a fault', [{ type: 'urn:leadwire:problem:misconfigured' }, OK], [], true],
    ['a web site that is to go', [{ title: 'Our site' }, OK], ['--replace-dns'], true],
  ])('is taken from what answers there only when that is meant: %s', async (_, answers, args, isTaken) => {
    const run = await start(script().ask, [...ARGS, ...args], { answers, resolves: true });
    if (isTaken) await run.done;
    else await expect(run.done).rejects.toThrow('leads.example.com is in use by something else.');
    expect(run.deployed).toHaveLength(isTaken ? 1 : 0);
  });

  test('may answer with the fault of the version before for a moment', async () => {
    const old = { type: 'urn:leadwire:problem:misconfigured', detail: 'LEAD_KEY is missing.' };
    await (await start(script().ask, ARGS, { answers: [old, old, OK] })).done;
    const stuck = await start(script().ask, ARGS, { answers: [old] });
    await expect(stuck.done).rejects.toThrow('It is deployed, but: LEAD_KEY is missing.');
  });
});

/** A terminal whose keys are pressed when its screen shows what they answer. */
function terminal(replies: [prompt: string, keys: string][]) {
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
    // The prompt listens once it has drawn itself.
    setImmediate(() => {
      for (const key of keys) input.write(key);
    });
  });
  return { ask: createTerminalAsker({ input, output }), screen: () => screen, left: replies };
}

describe('a person in a terminal', () => {
  const DETAILS: [string, string][] = [
    ['Name of the Worker', '\r'],
    ['Domain of the Worker', 'leads.example.com\r'],
    ['Enterprise', 'https://acme.cvtr.io/\r'],
    ['Publisher id', '12\r'],
    ['Username', 'publisher@example.com\r'],
  ];

  test('is asked one thing after the other, may correct a password, and is shown none', async () => {
    const { ask, screen, left } = terminal([
      ...DETAILS,
      ['Password', 'wrong-horse\r'],
      ['Convertr refuses this username or password', ''],
      ['Username', 'publisher@example.com\r'],
      ['Password', 'correct-horse\r'],
      ['Where shall leads be stored', '\r'],
      ['Deploy leadwire to leads.example.com?', '\r'],
    ]);
    const run = await start(ask, []);
    await run.done;
    expect(left).toEqual([]);
    expect(run.deployed[0]).toMatchObject({ CONVERTR_ENTERPRISE: 'acme', CONVERTR_PASSWORD: 'correct-horse' });
    expect(run.deployed[0]?.CONVERTR_LOCATION_HINT).toMatch(/^[a-z]{2,4}$/);
    expect(screen()).toContain('behind /publisher/');
    expect(screen()).toContain(`LEAD_KEY=${run.deployed[0]?.LEAD_KEY}`);
    expect(screen()).not.toMatch(/(wrong|correct)-horse/);
  });

  test('keeps the account that is set by pressing Enter', async () => {
    const { ask } = terminal([
      ...DETAILS.slice(0, 2),
      ['Set another user or password', '\r'],
      ['Deploy leadwire', '\r'],
    ]);
    const run = await start(ask, [], { secrets: ['CONVERTR_ENTERPRISE', 'LEAD_KEY', 'ADMIN_TOKEN'] });
    await run.done;
    expect(run.deployed).toEqual([{}]);
  });

  test('ends it with Ctrl-C at any question', async () => {
    const run = await start(terminal([...DETAILS.slice(0, 3), ['Publisher id', '\u0003']]).ask, []);
    await expect(run.done).rejects.toThrow();
    expect(run.deployed).toEqual([]);
  });
});
