/** How many submissions a second 1, 4 and 16 overflow objects keep while the account's object refuses them. */
import { randomUUID } from 'node:crypto';
import { overflowIndex } from '../../../worker/overflow/object-index.ts';
import { figure, median, printTable } from '../table.ts';
import { readCpuMs, saveForm, startEdge } from './edge.ts';
import { load, type Reading, submitTo } from './load.ts';
import { startSimulator } from './simulator.ts';

const OBJECTS = [1, 4, 16] as const;
const ROUNDS = 5;
const CALLS = 1000;
const CONNECTIONS = 32;

export async function measureOverflow(): Promise<void> {
  const simulator = await startSimulator();
  // What a campaign asks for is in KV from here on.
  const before = await startEdge(simulator.url);
  await saveForm(before);
  await load(submitTo(before.url), 1, 1);
  await before.stop();
  const edge = await startEdge(simulator.url, {
    stateDir: before.stateDir,
    entry: 'test/bench/worker/overloaded-account.ts',
  });
  const readings = OBJECTS.map((): { reading: Reading; cpuMs: number }[] => []);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [at, objects] of OBJECTS.entries()) {
      const cpu = readCpuMs(edge.pid);
      const reading = await load(
        submitTo(edge.url, 'bench', () => idFor(objects)),
        CALLS,
        CONNECTIONS,
      );
      if (reading.failed > 0) throw new Error(`${reading.failed} submissions were not kept.`);
      // There are 200 calls more, which are not timed.
      readings[at]?.push({ reading, cpuMs: (readCpuMs(edge.pid) - cpu) / (CALLS + 200) });
    }
  }
  printTable(
    `Overflow: the account's object refuses all, median of ${ROUNDS} rounds`,
    ['objects', 'kept a second', 'p50 ms', 'p99 ms', 'CPU ms a submission'],
    readings.map((rounds, at) => [
      figure(OBJECTS[at] ?? 0),
      figure(median(rounds.map(({ reading }) => reading.perSecond))),
      median(rounds.map(({ reading }) => reading.p50)).toFixed(1),
      median(rounds.map(({ reading }) => reading.p99)).toFixed(0),
      median(rounds.map(({ cpuMs }) => cpuMs)).toFixed(2),
    ]),
  );
  await edge.stop();
  await simulator.stop();
}

/** The id of a submission that one of the first so many objects keeps. */
function idFor(objects: number): string {
  for (;;) {
    const id = randomUUID();
    if (overflowIndex(id) < objects) return id;
  }
}
