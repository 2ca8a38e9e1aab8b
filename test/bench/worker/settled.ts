/**
 * How many bytes a lead uses once it is delivered, decided, and without its answers, as for most of its thirteen
 * months.
 */
import { statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { figure, printTable } from '../table.ts';
import { ADMIN_TOKEN, type Edge, findDatabase, saveForm, startEdge } from './edge.ts';
import { load, submitTo } from './load.ts';
import type { Simulator } from './simulator.ts';

/** Each round's answers go before the next round's come, as those of a week do. */
const ROUNDS = 3;
const LEADS = 2000;
const WITHIN_MS = 180_000;

export async function measureSettled(simulator: Simulator): Promise<void> {
  await simulator.control('settings', { verdictDelayMs: 0 });
  const edge = await startEdge(simulator.url);
  await saveForm(edge);
  await load(submitTo(edge.url), 1, 1);
  const empty = await readBytes(edge);
  const rows: string[][] = [];
  for (let round = 1; round <= ROUNDS; round++) {
    await load(submitTo(edge.url), LEADS);
    await until(edge, "verdict = 'pending'");
    const { leads, answers } = count(edge);
    const full = await readBytes(edge);
    await endRetention(edge);
    const settled = await readBytes(edge);
    const perLead = (bytes: number) => figure((bytes - empty) / leads);
    const file = statSync(findDatabase(edge.stateDir)).size;
    rows.push([figure(leads), figure(answers), perLead(full), perLead(settled), perLead(file)]);
  }
  printTable(
    'Growth: bytes a lead, indexes, history and hashes included',
    ['leads', 'with answers before', 'then', 'settled', 'of the file'],
    rows,
  );
  await edge.stop();
}

/** The week is over for all answers at once. */
async function endRetention(edge: Edge): Promise<void> {
  query(edge, 'UPDATE leads SET tidy_due = 1 WHERE answers_id IS NOT NULL');
  await until(edge, 'answers_id IS NOT NULL');
}

/** Waits until no lead is like this. A look at the account sets the alarm to what is due. */
async function until(edge: Edge, condition: string): Promise<void> {
  const deadline = Date.now() + WITHIN_MS;
  while (Number(query(edge, `SELECT COUNT(*) AS n FROM leads WHERE ${condition}`)[0]?.n) > 0) {
    if (Date.now() > deadline) throw new Error(`There are still leads with ${condition}.`);
    await readBytes(edge);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

function count(edge: Edge): { leads: number; answers: number } {
  const [row] = query(edge, 'SELECT COUNT(*) AS leads, COUNT(answers_id) AS answers FROM leads');
  return { leads: Number(row?.leads), answers: Number(row?.answers) };
}

/** Runs a query beside the object, whose database other processes may open. */
function query({ stateDir }: Edge, sql: string): Record<string, unknown>[] {
  const db = new DatabaseSync(findDatabase(stateDir), { timeout: 5000 });
  try {
    return db.prepare(sql).all();
  } finally {
    db.close();
  }
}

async function readBytes({ url }: Edge): Promise<number> {
  const answer = await fetch(`${url}/v1/admin/accounts/acme`, { headers: { authorization: `Bearer ${ADMIN_TOKEN}` } });
  const { database } = (await answer.json()) as { database: { bytes: number } };
  return database.bytes;
}
