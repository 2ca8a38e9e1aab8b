/** `npm test`: every check there is, then one line that counts the tests. Stops at the first step that fails. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findChromium } from './support/browser.ts';

interface Count {
  passed: number;
  failed: number;
}

const root = join(import.meta.dirname, '..');
const scratch = mkdtempSync(join(tmpdir(), 'leadwire-test-'));
const total: Count = { passed: 0, failed: 0 };

process.exitCode = await main();
rmSync(scratch, { recursive: true, force: true });

async function main(): Promise<number> {
  let chromium: string;
  try {
    chromium = findChromium();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return 1;
  }
  const env = { ...process.env, CHROME_PATH: chromium };
  for (const script of ['lint', 'types', 'build', 'build:package', 'size', 'check:secrets']) {
    if (!(await step(script, 'npm', ['run', '--silent', script], env)).ok) return 1;
  }
  const vitestOk = await runVitest(env);
  const widgetOk = await runWidgetTests(env);
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  return vitestOk && widgetOk && total.failed === 0 ? 0 : 1;
}

async function runVitest(env: NodeJS.ProcessEnv): Promise<boolean> {
  const report = join(scratch, 'vitest.json');
  const args = [
    'run',
    '--config',
    'test/vitest.config.ts',
    '--reporter=dot',
    '--reporter=json',
    `--outputFile=${report}`,
  ];
  const { ok } = await step('Worker, simulator and end to end', 'vitest', args, env);
  const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, 'utf8'));
  total.passed += numPassedTests;
  total.failed += numFailedTests;
  return ok;
}

async function runWidgetTests(env: NodeJS.ProcessEnv): Promise<boolean> {
  const { ok, output } = await step('Widget', 'wtr', ['--config', 'test/widget/web-test-runner.config.js'], env);
  const counts = [...output.matchAll(/(\d+) passed, (\d+) failed/g)].at(-1);
  total.passed += Number(counts?.[1] ?? 0);
  total.failed += Number(counts?.[2] ?? 0);
  return ok && counts !== undefined;
}

/** Runs one command, its output shown as it comes. */
async function step(title: string, command: string, args: string[], env: NodeJS.ProcessEnv) {
  console.log(`\n── ${title}`);
  const started = performance.now();
  const child = spawn(command, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk;
    process.stdout.write(chunk);
  });
  const code = await new Promise<number>((resolve) => child.on('close', (exit) => resolve(exit ?? 1)));
  console.log(
    `   ${code === 0 ? 'ok' : `failed (exit ${code})`}, ${((performance.now() - started) / 1000).toFixed(1)} s`,
  );
  return { ok: code === 0, output };
}
