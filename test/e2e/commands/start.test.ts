/** `npm start` on a machine of its own: a copy of the checkout without state or secrets. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findFreePort, isFree } from '../../../demo/local/ports.ts';

const root = join(import.meta.dirname, '../../..');

let machine: string;
let ports: { PORT: string; CONVERTR_PORT: string };

beforeEach(async () => {
  machine = mkdtempSync(join(tmpdir(), 'leadwire-start-'));
  for (const shared of ['worker', 'node_modules', 'package.json', 'wrangler.toml', '.dev.vars.example']) {
    symlinkSync(join(root, shared), join(machine, shared));
  }
  // Copied, because the one goes by its place and the other is copied on.
  for (const own of ['demo', 'dist']) cpSync(join(root, own), join(machine, own), { recursive: true });
  ports = { PORT: String(await findFreePort()), CONVERTR_PORT: String(await findFreePort()) };
});

afterEach(() => rmSync(machine, { recursive: true, force: true }));

function start(env: Record<string, string> = {}) {
  const child = spawn(process.execPath, ['demo/start.ts'], {
    cwd: machine,
    env: { ...process.env, ...ports, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { text: '' };
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said.text += chunk));
  return { child, said, ended: once(child, 'exit').then(([code]) => code as number) };
}

/** Waits for an event, and fails with the output so far. */
async function until(isThere: () => boolean | Promise<boolean>, { child, said }: ReturnType<typeof start>) {
  while (!(await isThere())) {
    if (child.exitCode !== null) throw new Error(said.text);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const ADA = { 'form[firstName]': 'Ada', 'form[lastName]': 'Byron', 'form[email]': 'ada@example.com' };

const interrupt = (child: ChildProcess) => child.kill('SIGINT');
const countLeads = async (port: string) =>
  ((await (await fetch(`http://127.0.0.1:${port}/_control/leads`)).json()) as unknown[]).length;
const areFree = async () => (await isFree(Number(ports.PORT))) && (await isFree(Number(ports.CONVERTR_PORT)));

// Three starts in a row.
const SLOW = { timeout: 180_000 };

test(
  'starts with secrets and a state of its own, which it keeps, and ends with all that it started',
  SLOW,
  async () => {
    const first = start();
    await until(() => first.said.text.includes('Ctrl-C'), first);
    expect(first.said.text).toContain(`http://127.0.0.1:${ports.PORT}/f/acme-report`);
    const file = join(machine, '.dev.vars');
    const secrets = readFileSync(file, 'utf8');
    expect(secrets).toMatch(/^LEAD_KEY=.{44}$/m);
    expect(secrets).toMatch(/^ADMIN_TOKEN=.{32}$/m);
    expect(statSync(file).mode & 0o077).toBe(0);
    const body = new URLSearchParams(ADA);
    const url = `http://127.0.0.1:${ports.PORT}/v1/forms/acme-report/leads`;
    expect((await fetch(url, { method: 'POST', headers: { accept: 'application/json' }, body })).status).toBe(201);

    // Beside the first, so with a state apart.
    const others = { PORT: String(await findFreePort()), CONVERTR_PORT: String(await findFreePort()) };
    const second = start(others);
    await until(() => second.said.text.includes('its own state'), second);
    expect(await countLeads(others.CONVERTR_PORT)).toBe(0);
    const site = await (await fetch(`http://127.0.0.1:${ports.PORT}/demo.json`)).json();
    expect(site).toEqual({ ledger: `http://127.0.0.1:${ports.CONVERTR_PORT}/` });
    for (const { child, ended } of [first, second]) {
      interrupt(child);
      expect(await ended).toBe(0);
    }
    expect(await areFree()).toBe(true);

    const third = start(others);
    await until(() => third.said.text.includes('Ctrl-C'), third);
    expect(third.said.text).not.toContain('its own state');
    expect(readFileSync(file, 'utf8')).toBe(secrets);
    expect(await countLeads(others.CONVERTR_PORT)).toBe(1);
    interrupt(third.child);
    await third.ended;
  },
);

test('leaves nothing behind when it is interrupted while it starts', async () => {
  const { child, ended, ...rest } = start();
  // The simulator answers before the Worker does. Whether its port is free would not tell, because that is tried first.
  const isStarting = () =>
    countLeads(ports.CONVERTR_PORT).then(
      () => true,
      () => false,
    );
  await until(isStarting, { child, ended, ...rest });
  interrupt(child);
  expect(await ended).toBe(0);
  expect(await areFree()).toBe(true);
});

test.each(['PORT', 'CONVERTR_PORT'] as const)('names %s in one line when the port is in use', async (name) => {
  const other = createServer().listen(Number(ports[name]), '127.0.0.1');
  await once(other, 'listening');
  const { ended, said } = start();
  expect(await ended).toBe(1);
  expect(said.text).toMatch(new RegExp(`^Port ${ports[name]} is in use[.] Set ${name} [^\\n]+\\n$`));
  other.close();
});

test('needs two different ports', async () => {
  const { ended, said } = start({ CONVERTR_PORT: ports.PORT });
  expect(await ended).toBe(1);
  expect(said.text).toMatch(/^PORT and CONVERTR_PORT are both [^\n]+\n$/);
});

test('names a malformed secret, as the Worker does', async () => {
  writeFileSync(join(machine, '.dev.vars'), 'CONVERTR_ACCOUNTS={"acme":\nLEAD_KEY=x\nADMIN_TOKEN=y\n');
  const started = start();
  await until(() => started.said.text.includes('Ctrl-C'), started);
  expect(started.said.text).toContain('CONVERTR_ACCOUNTS is not valid JSON.');
  const answer = await fetch(`http://127.0.0.1:${ports.PORT}/v1/forms/acme-report`);
  expect(answer.status).toBe(503);
  const problem = { detail: expect.stringContaining('CONVERTR_ACCOUNTS is not valid JSON.') };
  expect(await answer.json()).toMatchObject(problem);
  interrupt(started.child);
  await started.ended;
});
