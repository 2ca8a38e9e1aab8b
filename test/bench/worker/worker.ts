/** The throughput of one workerd, compared with the limits of any Worker and with a hand-written proxy. */

import { figure, median, printTable, ratio } from '../table.ts';
import { ADMIN_TOKEN, type Edge, readCpuMs, saveForm, startEdge, startLimit } from './edge.ts';
import { bundleLimits } from './limits.ts';
import { load, type Reading, submitTo } from './load.ts';
import { startNaiveProxy } from './naive.ts';
import { countAtSimulator, type Simulator, startSimulator } from './simulator.ts';

const ROUNDS = 15;
const CALLS = 3000;
/** For the comparison under faults. */
const LEADS = 300;
const FAILING = 0.3;

export async function measureWorker(): Promise<void> {
  const simulator = await startSimulator();
  const edge = await startEdge(simulator.url);
  const limit = await startLimit(await bundleLimits());
  try {
    await saveForm(edge);
    await measureRates(simulator, edge, limit);
  } finally {
    await Promise.all([edge.stop(), limit.stop(), simulator.stop()]);
  }
  await compareWithNaive();
}

type Case = [name: string, measure: () => Promise<Reading>];

async function measureRates(simulator: Simulator, edge: Edge, limit: Edge): Promise<void> {
  const visitor = { headers: { accept: 'application/json' } };
  const constant: Case = ['constant Hono answer', () => load({ url: `${limit.url}/constant` }, CALLS)];
  const row: Case = [
    'bare row in an object',
    () => load({ url: `${limit.url}/write`, method: 'POST', body: () => 'x'.repeat(300) }, CALLS),
  ];
  // Before there are leads, whose verdicts would be polled at the same time.
  const rates = await measureCases([
    constant,
    ['definition', () => load({ url: `${edge.url}/v1/forms/bench`, ...visitor }, CALLS)],
    ['widget.js', () => load({ url: `${edge.url}/widget.js` }, CALLS)],
  ]);
  await load(submitTo(edge.url), 50);
  const delivered = await measureCases([
    row,
    ['submit, stored and delivered', () => load(submitTo(edge.url), CALLS / 6)],
  ]);

  // With the account waiting for a code nothing is sent: what is left is the store alone.
  await simulator.control('settings', { mfa: { acme: true } });
  await simulator.control('revoke', {});
  await load(submitTo(edge.url), 20);
  const cpu = readCpuMs(edge.pid);
  rates.push(...(await measureCases([row, ['submit, stored', () => load(submitTo(edge.url), CALLS)]])));
  // Each round has 200 calls more, which are not timed.
  const cpuPerSubmit = (readCpuMs(edge.pid) - cpu) / (ROUNDS * (CALLS + 200));
  rates.push(...delivered.slice(1));

  printTable(
    `Worker: 16 connections to one workerd, median of ${ROUNDS} rounds`,
    ['', 'a second', 'p50 ms', 'p99 ms', 'of its limit', 'failed'],
    rates.map(({ name, reading, ofLimit }) => [
      name,
      figure(reading.perSecond),
      reading.p50.toFixed(2),
      reading.p99.toFixed(2),
      ofLimit === undefined ? '' : ratio(ofLimit),
      figure(reading.failed),
    ]),
  );
  console.log(`\nCPU time per stored submit, all of workerd: ${cpuPerSubmit.toFixed(2)} ms`);
}

interface Rate {
  name: string;
  /** Medians of the rounds. */
  reading: Reading;
  /** Of what the first case took in the same round, its median. */
  ofLimit?: number;
}

/** Measures in turn, each round beginning with another. The first case is the limit of the others. */
async function measureCases(cases: Case[]): Promise<Rate[]> {
  const rounds = cases.map((): Reading[] => []);
  for (let round = 0; round < ROUNDS; round++)
    for (let turn = 0; turn < cases.length; turn++) {
      const at = (round + turn) % cases.length;
      const reading = await cases[at]?.[1]();
      if (reading) rounds[at]?.push(reading);
    }
  return cases.map(([name], at) => {
    const of = (key: keyof Reading) => median((rounds[at] ?? []).map((reading) => reading[key]));
    const reading = { perSecond: of('perSecond'), p50: of('p50'), p99: of('p99'), failed: of('failed') };
    if (at === 0) return { name, reading };
    const ratios = (rounds[at] ?? []).map(({ perSecond }, round) => perSecond / (rounds[0]?.[round]?.perSecond ?? 1));
    return { name, reading, ofLimit: median(ratios) };
  });
}

/** The same leads through both, while three in ten of the upstream's answers say "unavailable". */
async function compareWithNaive(): Promise<void> {
  const rows: string[][] = [];
  for (const failing of [0, FAILING]) {
    const faults = failing === 0 ? [] : [{ on: 'leads', kind: 'status', status: 503, rate: failing }];
    const naive = await runNaive(faults);
    const ours = await runOurs(faults);
    const percent = `${failing * 100} % failing`;
    rows.push([`naive proxy, ${percent}`, ...naive], [`Leadwire, ${percent}`, ...ours]);
  }
  printTable(`${LEADS} leads`, ['', 'upstream calls a lead', 'thanked', 'at Convertr', 'waiting', 'lost'], rows);
}

async function runNaive(faults: unknown[]): Promise<string[]> {
  const simulator = await startSimulator();
  const proxy = await startNaiveProxy(simulator.url);
  await simulator.control('faults', faults);
  const submit = submitTo('http://unused');
  let thanked = 0;
  for (let lead = 0; lead < LEADS; lead++) {
    const answers = new URLSearchParams(submit.body?.() ?? '');
    for (const name of ['page', 'submission']) answers.delete(name);
    answers.set('form[submit]', 'true');
    const response = await fetch(`${proxy.url}/leads`, { method: 'POST', body: answers });
    if (response.ok) thanked += 1;
  }
  const { leads, requests } = await countAtSimulator(simulator);
  await Promise.all([proxy.close(), simulator.stop()]);
  return [ratio(requests / LEADS), figure(thanked), figure(leads), '0', figure(thanked - leads)];
}

async function runOurs(faults: unknown[]): Promise<string[]> {
  const simulator = await startSimulator();
  // Verdicts are polled for hours; here only the way there counts.
  await simulator.control('settings', { verdictDelayMs: 3_600_000 });
  const edge = await startEdge(simulator.url, { answerWithinMs: 200 });
  await saveForm(edge);
  await simulator.control('faults', faults);
  let thanked = 0;
  const submit = submitTo(edge.url);
  for (let lead = 0; lead < LEADS; lead++) {
    const response = await fetch(submit.url, {
      method: 'POST',
      headers: submit.headers ?? {},
      body: submit.body?.() ?? '',
    });
    if (response.ok) thanked += 1;
  }
  const calls = await countLeadCalls(simulator, thanked);
  const { leads } = await countAtSimulator(simulator);
  const account = await fetch(`${edge.url}/v1/admin/accounts/acme`, {
    headers: { authorization: `Bearer ${ADMIN_TOKEN}` },
  });
  const { waiting } = (await account.json()) as { waiting: number };
  await Promise.all([edge.stop(), simulator.stop()]);
  return [ratio(calls / LEADS), figure(thanked), figure(leads), figure(waiting), figure(thanked - leads - waiting)];
}

/** Waits until all have arrived, as the retries' gaps allow. @returns calls for leads and logins. */
async function countLeadCalls(simulator: Simulator, expected: number): Promise<number> {
  const deadline = Date.now() + 90_000;
  while (Date.now() < deadline) {
    const { leads } = await countAtSimulator(simulator);
    if (leads >= expected) break;
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  const { requests } = (await simulator.control('requests')) as { requests: { path: string }[] };
  return requests.filter(({ path }) => !path.includes('lead-result')).length;
}
