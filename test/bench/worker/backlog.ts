/** What a backlog costs: memory while Convertr is down, and time once it is back. */
import { figure, printTable, ratio } from '../table.ts';
import { ADMIN_TOKEN, type Edge, saveForm, startEdge } from './edge.ts';
import { readHeapMb } from './heap.ts';
import { load, submitTo } from './load.ts';
import { countAtSimulator, type Simulator, startSimulator } from './simulator.ts';

const BACKLOG = 50_000;
const BUDGET = 2700;

/** The object's memory while Convertr is down and leads pile up. */
export async function measureBacklog(simulator: Simulator): Promise<void> {
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
export async function measureDrain(): Promise<void> {
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
