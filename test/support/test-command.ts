/** Runs the commands of a test run, shows their output as it comes, and counts the tests in it. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

export interface Count {
  passed: number;
  failed: number;
}

export async function runCommand(
  command: string,
  args: string[],
  env: NodeJS.ProcessEnv,
): Promise<{ ok: boolean; output: string }> {
  const child = spawn(command, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk;
    process.stdout.write(chunk);
  });
  const code = await new Promise<number>((resolve) => child.on('close', (exit) => resolve(exit ?? 1)));
  return { ok: code === 0, output };
}

/** Runs the widget's suite and adds its tests to `total`. A run that counts nothing has failed. */
export async function runWidgetSuite(config: string, env: NodeJS.ProcessEnv, total: Count): Promise<boolean> {
  const { ok, output } = await runCommand('wtr', ['--config', config], env);
  const counts = [...output.matchAll(/(\d+) passed, (\d+) failed/g)].at(-1);
  total.passed += Number(counts?.[1] ?? 0);
  total.failed += Number(counts?.[2] ?? 0);
  return ok && counts !== undefined;
}
