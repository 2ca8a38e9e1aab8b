/** `npm test`: every check there is, then one line that counts the tests. Stops at the first check that fails. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findChromium } from './support/browser.ts';
import { type Count, runCommand, runWidgetSuite } from './support/test-command.ts';

const CHECKS = ['lint', 'types', 'build', 'build:package', 'size', 'check:secrets'];

/** The parts of Vitest's report that are read here. */
interface Result {
  fullName: string;
  status: string;
  failureMessages: string[];
}
interface Report {
  numPassedTests: number;
  numFailedTests: number;
  testResults: { name: string; status: string; assertionResults: Result[] }[];
}

const scratch = mkdtempSync(join(tmpdir(), 'leadwire-test-'));
const total: Count = { passed: 0, failed: 0 };
const failed: string[] = [];

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
  // Wrangler is started for each file with a server, and is compiled once.
  const env = { ...process.env, NODE_COMPILE_CACHE: join(scratch, 'compiled') };
  for (const check of CHECKS) {
    if (!(await step(check, async () => (await runCommand('npm', ['run', '--silent', check], env)).ok))) return false;
  }
  const ok = await step('Tests', () => runSuites(env, chromium));
  for (const name of failed) console.log(`failed: ${name}`);
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  return ok && total.failed === 0;
}

/** Runs all of them, even if one fails. */
async function inTurn(...suites: (() => Promise<boolean>)[]): Promise<boolean> {
  let ok = true;
  for (const suite of suites) ok = (await suite()) && ok;
  return ok;
}

/** Side by side, because most of them wait for servers and browsers. */
async function runSuites(env: NodeJS.ProcessEnv, chromium: string): Promise<boolean> {
  const results = await Promise.all([
    runVitest('worker', env),
    inTurn(
      () => runVitest('unit', env),
      () => runVitest('security', env),
      () => runWidgetSuite('test/widget/web-test-runner.config.js', { ...env, CHROME_PATH: chromium }, total),
    ),
    runVitest('e2e', env),
  ]);
  return results.every(Boolean);
}

async function runVitest(project: string, env: NodeJS.ProcessEnv): Promise<boolean> {
  const report = join(scratch, `${project}.json`);
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile=${report}`];
  const { ok } = await runCommand(
    'vitest',
    ['run', '--config', 'test/vitest.config.ts', `--project=${project}`, ...reporters],
    env,
  );
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, 'utf8')) as Report;
  total.passed += numPassedTests;
  total.failed += numFailedTests;
  for (const { name, status, assertionResults } of testResults) {
    const titles = assertionResults
      .filter((each) => each.status === 'failed')
      .map(({ fullName, failureMessages }) => [fullName, ...failureMessages].join('\n'));
    // A file without a failed test failed as a whole.
    if (status === 'failed') failed.push(...(titles[0] ? titles : ['all']).map((title) => `${name}: ${title}`));
  }
  return ok;
}

async function step(title: string, run: () => Promise<boolean>): Promise<boolean> {
  console.log(`\n── ${title}`);
  const started = performance.now();
  const ok = await run();
  console.log(`   ${ok ? 'ok' : 'failed'}, ${((performance.now() - started) / 1000).toFixed(1)} s`);
  return ok;
}
