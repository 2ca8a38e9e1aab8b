/** What a ledger costs when it has grown: a submit, an alarm, a look at the account. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { figure, median, printTable, ratio } from '../table.ts';
import { measureBacklog, measureDrain } from './backlog.ts';
import { ADMIN_TOKEN, type Edge, findDatabase, readCpuMs, saveForm, startEdge } from './edge.ts';
import { load, submitTo } from './load.ts';
import { measureSettled } from './settled.ts';
import { type Simulator, startSimulator } from './simulator.ts';

const SIZES = [1_000, 100_000, 1_000_000] as const;
const ROUNDS = 9;

export async function measureGrowth(): Promise<void> {
  const simulator = await startSimulator();
  try {
    await measureSettled(simulator);
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
  // In turn, each round starting with another, so that changes of the machine's load affect all of them equally.
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
  const db = new DatabaseSync(findDatabase(stateDir));
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
