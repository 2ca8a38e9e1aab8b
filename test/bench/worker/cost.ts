/** What Cloudflare charges for a month of leads, by part. */

import { figure, printTable } from '../table.ts';
import { type Meter, PLAN_PER_MONTH, PRICES } from './prices.ts';

/** What one lead uses, with the visits that led to it. From the benchmarks and the code; change and rerun. */
const PER_LEAD: Record<Meter, number> = {
  // Twenty visitors see a form for each that submits: widget with the definition inlined; then the submit itself.
  workerRequests: 21,
  workerCpuMs: 20 * 1 + 3,
  // The submit, and alarms: deliveries and three verdict polls share them.
  objectRequests: 2,
  // 128 MB for about half a second that no other lead shares.
  objectGbSeconds: 0.125 * 0.5,
  rowsRead: 60,
  // Counted, indexes included: 27 until the verdict; then two more looks, alarms, the answers' end, the row's end.
  rowsWritten: 27 + 4 + 3 + 3 + 14,
  // A kilobyte of answers for a week, half of one of ledger for thirteen months.
  sqlGbMonths: (1e-6 * 7) / 30 + 0.5e-6 * 13,
  kvReads: 40,
  kvWrites: 0.001,
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
  return (Math.max(0, leads * PER_LEAD[meter] - included) / per) * price;
}

const dollars = (amount: number): string => amount.toFixed(2);
