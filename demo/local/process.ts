import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** A child process, with its own children. */
export interface Running {
  readonly pid: number;
  /** Its output so far. */
  output(): string;
  /** Settles when it has ended, with its exit code. */
  ended: Promise<number | null>;
  /** Ends the whole tree. `SIGKILL` gives it no chance to clean up. */
  stop(signal?: NodeJS.Signals): Promise<void>;
}

/** How long a program may take to end before it is killed. */
const GRACE_MS = 5000;

interface Surroundings {
  cwd: string;
  /** In addition to the variables of this process. */
  env?: NodeJS.ProcessEnv;
}

/** Starts a Node program. */
export function startNode(script: string, args: string[], options: Surroundings): Running {
  return startCommand(process.execPath, [script, ...args], options);
}

/** Starts a program in its own process group, so that stopping it also stops its children. */
export function startCommand(command: string, args: string[], options: Surroundings): Running {
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${command} could not be started.`);
  let output = '';
  const keep = (chunk: Buffer) => {
    output = (output + chunk).slice(-100_000);
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  return { pid, output: () => output, ended, stop: (signal = 'SIGTERM') => stopTree(child, pid, ended, signal) };
}

async function stopTree(child: ChildProcess, pid: number, ended: Promise<unknown>, signal: NodeJS.Signals) {
  const kill = (name: NodeJS.Signals) => {
    try {
      process.kill(-pid, name);
    } catch {
      // The group has already ended.
    }
  };
  if (child.exitCode === null && child.signalCode === null) {
    kill(signal);
    const impatience = setTimeout(() => kill('SIGKILL'), GRACE_MS);
    await ended;
    clearTimeout(impatience);
  }
  // A child may outlive the leader of its group.
  kill('SIGKILL');
}

/** Resolves once `url` answers at all. Rejects if the program ends first or `withinMs` has passed. */
export async function waitForAnswer(url: string, program: Running, withinMs = 60_000): Promise<void> {
  const deadline = Date.now() + withinMs;
  let ended = false;
  program.ended.then(() => {
    ended = true;
  });
  while (Date.now() < deadline && !ended) {
    try {
      const answer = await fetch(url, { signal: AbortSignal.timeout(2000) });
      // Read to its end, or the signal would abort it later.
      await answer.arrayBuffer();
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  throw new Error(`${url} did not answer.\n${program.output().slice(-2000)}`);
}
