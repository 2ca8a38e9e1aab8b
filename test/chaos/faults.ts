/**
 * Applies every fault of the simulator, over HTTP with the real runtime, and measures how soon leads are sent once it
 * has ended. Each fault has its own account and simulator, so that all of them run in the time of the slowest.
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePort } from '../../demo/local/ports.ts';
import { waitForAnswer } from '../../demo/local/process.ts';
import { startWorker } from '../../demo/local/stack.ts';
import { type Measured, openFaultAccount, toAccountSettings } from './faults-account.ts';
import { FAULT_CASES, type FaultCase, LIMIT_SECONDS, type Rule } from './faults-cases.ts';

const root = join(import.meta.dirname, '../..');

const RULES: Record<Rule, string> = {
  alone: '',
  window: 'Convertr’s five minutes after a 429',
  try: 'one held lead tries every five minutes',
  retry: 'after a person sent the held lead again',
  login: 'after a person logged in',
};

/** @returns the failures. */
export async function runFaults(): Promise<string[]> {
  const stateDir = mkdtempSync(join(tmpdir(), 'leadwire-faults-'));
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  const adminToken = randomBytes(24).toString('base64url');
  const accounts = await Promise.all(FAULT_CASES.map((each) => openFaultAccount(each, { url, adminToken })));
  const settings = Object.fromEntries(accounts.map((each) => [each.enterprise, toAccountSettings(each)]));
  const vars = {
    CONVERTR_ACCOUNTS: JSON.stringify(settings),
    LEAD_KEY: randomBytes(32).toString('base64'),
    ADMIN_TOKEN: adminToken,
    ANSWER_WITHIN_MS: '500',
  };
  const worker = startWorker({ root, port, stateDir, vars });
  try {
    await waitForAnswer(`${url}/healthz`, worker);
    for (const { enterprise } of accounts) await saveForm(url, adminToken, enterprise);
    const results = await Promise.all(accounts.map((account) => account.measure()));
    return report(FAULT_CASES.map((each, index) => [each, results[index] as Measured]));
  } finally {
    await worker.stop();
    await Promise.all(accounts.map((account) => account.close()));
    rmSync(stateDir, { recursive: true, force: true });
  }
}

async function saveForm(url: string, adminToken: string, enterprise: string): Promise<void> {
  const form = { enterprise, campaignId: 1234, formId: 35, origins: ['https://landing.example.com'] };
  const headers = { authorization: `Bearer ${adminToken}`, 'content-type': 'application/json' };
  const init = { method: 'PUT', headers, body: JSON.stringify(form) };
  const saved = await fetch(`${url}/v1/admin/forms/${enterprise}`, init);
  if (!saved.ok) throw new Error(await saved.text());
}

function report(results: [FaultCase, Measured][]): string[] {
  console.log('\nEvery fault of the simulator, and the first queued lead after its end\n');
  const columns = ['fault', 'first lead', 'limit', 'unknown*', 'thanked', 'lost', 'when'];
  const lines = results.map(([{ name, rule }, { seconds, unknown, thanked, lost }]) => [
    name,
    seconds === undefined ? 'never' : `${seconds} s`,
    `${LIMIT_SECONDS[rule]} s`,
    `${unknown}`,
    `${thanked}`,
    `${lost}`,
    RULES[rule],
  ]);
  const widths = columns.map((column, index) =>
    Math.max(column.length, ...lines.map((line) => line[index]?.length ?? 0)),
  );
  for (const line of [columns, ...lines])
    console.log(`  ${line.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ')}`);
  console.log(
    '\n  * Leads of unknown fate keep their ten minutes: they are sent once more then, or wait for a person.',
  );
  return results.flatMap(([{ name, rule }, { seconds = Infinity, lost }]) => [
    ...(seconds > LIMIT_SECONDS[rule] ? [`${name}: no lead within ${LIMIT_SECONDS[rule]} s`] : []),
    ...(lost > 0 ? [`${name}: ${lost} lost`] : []),
  ]);
}
