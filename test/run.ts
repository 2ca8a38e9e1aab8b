/** `npm test`: every check there is, then one line that counts the tests. Stops at the first check that fails. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findChromium } from './support/browser.ts';
import { type Count, runCommand, runWidgetSuite } from './support/test-command.ts';

const CHECKS = ['lint', 'types', 'build', 'build:package', 'size', 'check:secrets'];

const scratch = mkdtempSync(join(tmpdir(), 'leadwire-test-'));
const total: Count = { passed: 0, failed: 0 };

process.exitCode = (await main()) ? 0 : 1;
rmSync(scratch, { recursive: true, force: true });

async function main(): Promise<boolean> {
  let chromium: string;
  try {
    chromium = findChromium();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return false;
  }
  const env = { ...process.env, CHROME_PATH: chromium };
  for (const check of CHECKS) {
    if (!(await step(check, async () => (await runCommand('npm', ['run', '--silent', check], env)).ok))) return false;
  }
  const ok = await step('Tests', () => runSuites(env));
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  return ok && total.failed === 0;
}

/** Side by side, because most of them wait for servers and browsers. */
async function runSuites(env: NodeJS.ProcessEnv): Promise<boolean> {
  const inBrowsers = ['--project=security', '--project=e2e'];
  const results = await Promise.all([
    runVitest('unit', ['--project=unit'], env),
    runVitest('worker', ['--project=worker'], env).then(
      async (ok) => (await runWidgetSuite('test/widget/web-test-runner.config.js', env, total)) && ok,
    ),
    ...[1, 2, 3].map((shard) => runVitest(`browsers-${shard}`, [...inBrowsers, `--shard=${shard}/3`], env)),
  ]);
  return results.every(Boolean);
}

async function runVitest(name: string, chosen: string[], env: NodeJS.ProcessEnv): Promise<boolean> {
  const report = join(scratch, `${name}.json`);
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile=${report}`];
  const { ok } = await runCommand('vitest', ['run', '--config', 'test/vitest.config.ts', ...chosen, ...reporters], env);
  const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, 'utf8'));
  total.passed += numPassedTests;
  total.failed += numFailedTests;
  return ok;
}

async function step(title: string, run: () => Promise<boolean>): Promise<boolean> {
  console.log(`\n── ${title}`);
  const started = performance.now();
  const ok = await run();
  console.log(`   ${ok ? 'ok' : 'failed'}, ${((performance.now() - started) / 1000).toFixed(1)} s`);
  return ok;
}
