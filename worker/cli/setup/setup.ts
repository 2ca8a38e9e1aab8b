/** `npm run setup`: from a clone to production. */
import { lookup } from 'node:dns/promises';
import { join } from 'node:path';
import { withPrivateFolder } from './cloudflare/private-folder.ts';
import { Wrangler } from './cloudflare/wrangler.ts';
import { runCommand } from './command.ts';
import { Cancelled, SetupFault } from './fault.ts';
import { HELP, type Options, readOptions, withoutSecrets } from './options.ts';
import { createScriptAsker } from './questions/script-asker.ts';
import { createTerminalAsker } from './questions/terminal-asker.ts';
import { copyCheckout } from './rehearsal.ts';
import { runSetup } from './run.ts';

/** The shells' code for an interrupt. */
const INTERRUPTED = 130;
const checkout = join(import.meta.dirname, '../../..');

// Private folders are removed when the process exits, and child processes are ended.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(INTERRUPTED));

try {
  const options = readOptions(process.argv.slice(2), process.env);
  if (options.switches.help) console.log(HELP);
  else if (options.switches['dry-run']) await withPrivateFolder((folder) => rehearse(options, folder));
  else await run(options, checkout, process.env);
} catch (error) {
  process.exitCode = tell(error);
} finally {
  // If open, it would keep the process alive.
  process.stdin.destroy();
}

/** Does everything in a copy of the checkout. */
async function rehearse(options: Options, folder: string): Promise<void> {
  copyCheckout(checkout, folder);
  await run(options, folder, { ...process.env, WRANGLER_LOG_PATH: folder, WRANGLER_SEND_METRICS: 'false' });
}

async function run(options: Options, root: string, env: NodeJS.ProcessEnv): Promise<void> {
  const { yes, 'password-stdin': isPiped } = options.switches;
  const isPerson = process.stdin.isTTY && process.stdout.isTTY && !yes && !isPiped;
  await runSetup(options, {
    ask: isPerson ? createTerminalAsker() : createScriptAsker(process.stdin, (line) => console.log(line)),
    wrangler: new Wrangler(root, env),
    network: { fetch, lookup },
    root,
    build: () => build(root, withoutSecrets(env)),
  });
}

async function build(root: string, env: NodeJS.ProcessEnv): Promise<void> {
  // npm provides its own path. As a script it runs on every system, while its command on Windows would need a shell.
  const npm = env.npm_execpath?.endsWith('.js') ? [process.execPath, env.npm_execpath] : ['npm'];
  const [command = '', ...args] = [...npm, 'run', '--silent', 'build'];
  const { code, stdout, stderr } = await runCommand(command, args, { cwd: root, env });
  if (code !== 0) throw new SetupFault(`The build failed.\n${stderr || stdout}`, 'npm ci, then run this again.');
}

function tell(error: unknown): number {
  if (error instanceof Cancelled) {
    console.error('Stopped. Run this again when you are ready. Keys that are already set are kept.');
    return INTERRUPTED;
  }
  if (!(error instanceof SetupFault)) throw error;
  console.error(`\n${error.message}\n→ ${error.next}`);
  return 1;
}
