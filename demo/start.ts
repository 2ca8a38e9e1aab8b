/** `npm start`: the whole of Leadwire on this machine, against the simulator. */
import { join, relative } from 'node:path';
import { ensureDevVars, readDevVars } from './local/dev-vars.ts';
import { isFree } from './local/ports.ts';
import { findFault, launchStack, listDemoForms, loadDemoForms } from './local/stack.ts';
import { claimState } from './local/state.ts';

/** Crons don't fire automatically under `wrangler dev`. */
const CRON_INTERVAL_MS = 60_000;

const root = join(import.meta.dirname, '..');

const ports = await readPorts();
ensureDevVars(root);
const vars = readDevVars(root);
const state = claimState(root, ports.port);

const stack = launchStack({ root, ...ports, stateDir: state.directory, vars });
let stopping = false;
let cron: NodeJS.Timeout | undefined;
// Installed first, because programs in their own groups would survive a Ctrl-C that comes while they start.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop(0));

try {
  await stack.ready;
  for (const program of [stack.worker, stack.convertr]) program.ended.then(() => fail(program.output().slice(-2000)));
  const fault = await findFault(stack.workerUrl);
  if (fault)
    console.error(`\n  ${fault}\n  The Worker answers every request with this. Fix .dev.vars, then start again.`);
  else await loadDemoForms(root, stack.workerUrl, vars.ADMIN_TOKEN ?? '');
  cron = setInterval(() => {
    fetch(`${stack.workerUrl}/cdn-cgi/local/scheduled`).catch(() => undefined);
  }, CRON_INTERVAL_MS);
  printUrls(listDemoForms(root));
  if (state.isApart) {
    const place = relative(root, state.directory);
    console.log(`  Another npm start is running here, so this one keeps its own state in ${place}.\n`);
  }
} catch (error) {
  await fail(error instanceof Error ? error.message : String(error));
}

async function readPorts(): Promise<{ port: number; convertrPort: number }> {
  const [port, convertrPort] = [readPort('PORT', 8787), readPort('CONVERTR_PORT', 8790)];
  if (port === convertrPort) quit(`PORT and CONVERTR_PORT are both ${port}. Change one of them.`);
  for (const [name, value] of [
    ['PORT', port],
    ['CONVERTR_PORT', convertrPort],
  ] as const) {
    if (!(await isFree(value)))
      quit(`Port ${value} is in use. Set ${name} to a free port, such as ${name}=${value + 100}.`);
  }
  return { port, convertrPort };
}

function readPort(name: string, fallback: number): number {
  const port = Number(process.env[name] || fallback);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) quit(`${name} is not a port. Use a number up to 65535.`);
  return port;
}

function printUrls(ids: string[]) {
  const { workerUrl, convertrUrl } = stack;
  const hosted = ids.map((id) => `  Hosted form      ${workerUrl}/f/${id}`).join('\n');
  console.log(`
  Demo page        ${workerUrl}/
  More situations  ${workerUrl}/situations
${hosted}
  Console          ${workerUrl}/console   (sign in with ADMIN_TOKEN from .dev.vars)
  Convertr ledger  ${convertrUrl}/

  Press Ctrl-C to stop everything.
`);
}

async function fail(message: string) {
  if (stopping) return;
  console.error(message);
  await stop(1);
}

async function stop(code: number) {
  if (stopping) return;
  stopping = true;
  clearInterval(cron);
  await stack.stop();
  state.release();
  process.exit(code);
}

function quit(message: string): never {
  console.error(message);
  process.exit(1);
}
