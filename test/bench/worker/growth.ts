/** What a ledger costs when it has grown: a submit, an alarm, a look at the account. */
import { cpSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { figure, median, printTable, ratio } from '../table.ts';
import { ADMIN_TOKEN, type Edge, readCpuMs, saveForm, startEdge } from './edge.ts';
import { readHeapMb } from './heap.ts';
import { load, submitTo } from './load.ts';
import { countAtSimulator, type Simulator, startSimulator } from './simulator.ts';

const SIZES = [1_000, 100_000, 1_000_000] as const;
const ROUNDS = 9;
const BACKLOG = 50_000;
const BUDGET = 2700;

export async function measureGrowth(): Promise<void> {
  const simulator = await startSimulator();
  try {
    await measureSizes(simulator);
    await measureBacklog(simulator);
  } finally {
    await simulator.stop();
  }
  await measureDrain();
}

async function measureSizes(simulator: Simulator): Promise<void> {
  const seed = await makeSeed(simulator);
  const grown: Grown[] = [];
  for (const size of SIZES) grown.push(await grow(simulator, seed, size));
  rmSync(seed, { recursive: true, force: true });
  // In turn, each round beginning with another, so that the machine's moods fall on all of them alike.
  for (let round = 0; round < ROUNDS; round++)
    for (let turn = 0; turn < grown.length; turn++) await measureRound(grown[(round + turn) % grown.length] as Grown);
  const [first] = grown;
  printTable(
    `Growth: submit, stored and delivered, median of ${ROUNDS} rounds, with a ledger of`,
    ['rows', 'submit p50 ms', '× smallest', 'CPU ms a lead', 'account p50 ms', 'leads page p50 ms'],
    grown.map(({ size, submits, cpus, looks, lists }) => [
      figure(size),
      median(submits).toFixed(2),
      ratio(median(submits.map((submit, round) => submit / (first?.submits[round] ?? Number.NaN)))),
      median(cpus).toFixed(2),
      median(looks).toFixed(2),
      median(lists).toFixed(2),
    ]),
  );
  for (const { edge, stateDir } of grown) {
    await edge.stop();
    rmSync(stateDir, { recursive: true, force: true });
  }
}

/** An object with a ledger of this size, and what its rounds took, in milliseconds. */
interface Grown {
  size: number;
  edge: Edge;
  stateDir: string;
  submits: number[];
  cpus: number[];
  looks: number[];
  lists: number[];
}

async function grow(simulator: Simulator, seed: string, size: number): Promise<Grown> {
  const stateDir = mkdtempSync(join(tmpdir(), 'leadwire-growth-'));
  cpSync(seed, stateDir, { recursive: true });
  fillLedger(stateDir, size);
  const edge = await startEdge(simulator.url, { stateDir });
  await load(submitTo(edge.url), 200);
  return { size, edge, stateDir, submits: [], cpus: [], looks: [], lists: [] };
}

async function measureRound({ edge, submits, cpus, looks, lists }: Grown): Promise<void> {
  const cpu = readCpuMs(edge.pid);
  submits.push((await load(submitTo(edge.url), 300)).p50);
  // There are 200 calls more, which are not timed.
  cpus.push((readCpuMs(edge.pid) - cpu) / 500);
  const headers = { authorization: `Bearer ${ADMIN_TOKEN}` };
  looks.push((await load({ url: `${edge.url}/v1/admin/accounts/acme`, headers }, 100, 1)).p50);
  lists.push((await load({ url: `${edge.url}/v1/admin/leads?enterprise=acme`, headers }, 100, 1)).p50);
}

/** State with a form and one lead, to be copied and grown. */
async function makeSeed(simulator: Simulator): Promise<string> {
  const edge = await startEdge(simulator.url);
  await saveForm(edge);
  await load(submitTo(edge.url), 1, 1);
  await edge.stop();
  return edge.stateDir;
}

/** Delivered rows of the last year, as a ledger keeps them. */
function fillLedger(stateDir: string, size: number): void {
  const file = globSync('do/**/*.sqlite', { cwd: stateDir }).find((path) => !path.includes('metadata'));
  if (!file) throw new Error('The object left no database.');
  const db = new DatabaseSync(join(stateDir, file));
  const year = 365 * 86_400_000;
  const start = Date.now() - year;
  db.exec('BEGIN');
  const insert = db.prepare(
    `INSERT INTO leads (form, submission, campaign, convertr_form, status, verdict, lead_id, channel, link_id, flags, on_unknown,
       min_gap_ms, attempts, replied, tidy_due, fingerprint, day, received, delivered, updated)
     VALUES ('bench', ?, 1234, 35, 'delivered', 'valid', ?, 'Email', 25, '[]', 'resend', 0, 1, 'delivered', ?, ?, ?, ?, ?, ?)`,
  );
  const email = db.prepare('INSERT INTO emails (hash, lead) VALUES (?, ?)');
  for (let row = 0; row < size; row++) {
    const at = start + Math.floor((row / size) * (year - 8 * 86_400_000));
    const day = new Date(at).toISOString().slice(0, 10);
    const { lastInsertRowid } = insert.run(
      crypto.randomUUID(),
      row,
      at + 396 * 86_400_000,
      `f${row}`.padEnd(44, '='),
      day,
      at,
      at,
      at,
    );
    email.run(`h${row}`.padEnd(44, '='), lastInsertRowid);
  }
  db.exec('COMMIT');
  db.close();
}

/** The object's memory while Convertr is away and the leads pile up. */
async function measureBacklog(simulator: Simulator): Promise<void> {
  const edge = await startEdge(simulator.url);
  await saveForm(edge);
  await load(submitTo(edge.url), 20);
  await simulator.control('settings', { mfa: { acme: true } });
  await simulator.control('revoke', {});
  const before = await readHeapMb(edge.inspectorPort);
  const reading = await load(submitTo(edge.url), BACKLOG);
  printTable(
    'Backlog: Convertr away',
    ['leads waiting', 'submit p50 ms', 'p99 ms', 'heap before MB', 'heap after MB'],
    [
      [
        figure(BACKLOG),
        reading.p50.toFixed(2),
        reading.p99.toFixed(2),
        before.toFixed(1),
        (await readHeapMb(edge.inspectorPort)).toFixed(1),
      ],
    ],
  );
  await edge.stop();
  await simulator.control('settings', { mfa: { acme: false } });
}

/** How much of five minutes' budget a backlog makes use of, against a simulator that enforces the real limits. */
async function measureDrain(): Promise<void> {
  const simulator = await startSimulator({ logins: 100, results: 1400, requests: 3000 });
  await simulator.control('settings', { mfa: { acme: true } });
  const edge: Edge = await startEdge(simulator.url, { budget: BUDGET, answerWithinMs: 0 });
  await saveForm(edge);
  await simulator.control('settings', { mfa: { acme: false } });
  await load(submitTo(edge.url), 1, 1);
  await simulator.control('settings', { mfa: { acme: true } });
  await simulator.control('revoke', {});
  await load(submitTo(edge.url), BUDGET + 300);
  const started = Date.now();
  await simulator.control('settings', { mfa: { acme: false } });
  await resumeWithCode(edge);
  let leads = 0;
  let seconds = 0;
  for (let before = -1; leads !== before && Date.now() - started < 280_000; ) {
    before = leads;
    await new Promise((resolve) => setTimeout(resolve, 2000));
    leads = (await countAtSimulator(simulator)).leads;
    if (leads !== before) seconds = (Date.now() - started) / 1000;
  }
  const { count429 } = (await simulator.control('state')) as { count429: number };
  printTable(
    'Drain of a backlog, first five minutes',
    ['leads sent', 'of the budget', 'in s', '429s'],
    [[figure(leads), ratio(leads / BUDGET), figure(seconds), figure(count429)]],
  );
  await edge.stop();
  await simulator.stop();
}

async function resumeWithCode(edge: Edge): Promise<void> {
  await fetch(`${edge.url}/v1/admin/accounts/acme/mfa`, {
    method: 'POST',
    headers: { authorization: `Bearer ${ADMIN_TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify({ code: '123456' }),
  });
}
