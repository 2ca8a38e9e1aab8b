/** What Cloudflare charges for a month of leads, by part. */

import { figure, printTable } from '../table.ts';
import { type Meter, PLAN_PER_MONTH, PRICES } from './prices.ts';

/**
 * Polls for a verdict. Nine leads in ten have theirs at the first poll, and five more follow in case Convertr changes
 * it. One in ten never has one, and is polled 21 times.
 */
const LOOKS = 0.9 * 6 + 0.1 * 21;

/** What one lead uses, with the visits that led to it. From the benchmarks and the code; change and rerun. */
const PER_LEAD: Record<Meter, number> = {
  // Twenty visitors see a form for each that submits: widget with the definition inlined; then the submit itself.
  workerRequests: 21,
  workerCpuMs: 20 * 1 + 3,
  // The submit, and an alarm for each look, as if no two leads shared one.
  objectRequests: 1 + LOOKS,
  // 128 MB for about half a second that no other lead shares.
  objectGbSeconds: 0.125 * 0.5,
  rowsRead: 40 + 4 * LOOKS,
  // Counted, indexes included: 27 until the first verdict; the row, its index, the budget and the alarm for each further
  // look; the answers' end; the row's end.
  rowsWritten: 27 + 4 * (LOOKS - 1) + 6 + 14,
  // A kilobyte of answers for a week, and 670 bytes, as `npm run bench -- growth` measures, for thirteen months.
  sqlGbMonths: (1e-6 * 7) / 30 + 0.67e-6 * 13,
  kvReads: 40,
  kvWrites: 0.001,
  // Only faults are logged. One lead in a hundred causes some.
  logLines: 0.05,
};

const MINUTES = 30 * 24 * 60;

/** What the cron uses in a month for one account, whether leads come or not. */
const PER_ACCOUNT: Record<Meter, number> = {
  workerRequests: MINUTES,
  workerCpuMs: MINUTES * 5,
  objectRequests: MINUTES,
  // An object that was called stays awake for ten seconds.
  objectGbSeconds: MINUTES * 0.125 * 10,
  rowsRead: MINUTES * 20,
  rowsWritten: 0,
  sqlGbMonths: 0,
  kvReads: MINUTES * 2,
  kvWrites: 0,
  logLines: 0,
};

const VOLUMES = [1e4, 1e6, 1e8];
const NAMES: Record<Meter, string> = {
  workerRequests: 'Worker requests',
  workerCpuMs: 'Worker CPU',
  objectRequests: 'object requests',
  objectGbSeconds: 'object duration',
  rowsRead: 'rows read',
  rowsWritten: 'rows written',
  sqlGbMonths: 'SQL storage',
  kvReads: 'KV reads',
  kvWrites: 'KV writes',
  logLines: 'log lines',
};

export function printCost(): void {
  const meters = Object.keys(PRICES) as Meter[];
  const rows = meters.map((meter) => [NAMES[meter], ...VOLUMES.map((leads) => dollars(costOf(meter, leads)))]);
  const totals = VOLUMES.map((leads) => PLAN_PER_MONTH + meters.reduce((sum, meter) => sum + costOf(meter, leads), 0));
  printTable(
    'Cost: US dollars a month, Workers Paid plan',
    ['leads a month', ...VOLUMES.map(figure)],
    [
      ['plan', ...VOLUMES.map(() => dollars(PLAN_PER_MONTH))],
      ...rows,
      ['total', ...totals.map(dollars)],
      ['per thousand leads', ...totals.map((total, index) => dollars((total / (VOLUMES[index] ?? 1)) * 1000))],
    ],
  );
}

function costOf(meter: Meter, leads: number): number {
  const { included, per, price } = PRICES[meter];
  return (Math.max(0, leads * PER_LEAD[meter] + PER_ACCOUNT[meter] - included) / per) * price;
}

const dollars = (amount: number): string => amount.toFixed(2);
