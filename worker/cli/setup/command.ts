import { type ChildProcess, spawn } from 'node:child_process';

export interface Ran {
  code: number;
  stdout: string;
  stderr: string;
}

export interface CommandOptions {
  cwd: string;
  env: NodeJS.ProcessEnv;
  /** A person sees and answers the program itself. Its output is not kept. */
  inTerminal?: boolean;
}

/** Running programs, none of which may outlive this one. */
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill();
});

/** Runs a program to its end. It gets no input, because a question that nobody sees would wait forever. */
export function runCommand(command: string, args: string[], options: CommandOptions): Promise<Ran> {
  const { cwd, env, inTerminal = false } = options;
  const child = spawn(command, args, { cwd, env, stdio: inTerminal ? 'inherit' : ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  const said = { stdout: '', stderr: '' };
  child.stdout?.on('data', (chunk: Buffer) => {
    said.stdout += chunk;
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    said.stderr += chunk;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      running.delete(child);
      resolve({ ...said, code: code ?? 1 });
    });
  });
}
