/** `npm run bench`: every table. Name parts to run fewer: `npm run bench -- weight page worker overflow growth cost`. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const PARTS = ['weight', 'page', 'worker', 'overflow', 'growth', 'cost'] as const;

const asked = process.argv.slice(2);
const unknown = asked.find((name) => !PARTS.some((part) => part === name));
if (unknown) {
  console.error(`There is no part “${unknown}”: use ${PARTS.join(', ')}.`);
  process.exit(1);
}
execFileSync('npm', ['run', '--silent', 'build'], { cwd: root, stdio: 'inherit' });
if (!existsSync(join(import.meta.dirname, 'node_modules'))) {
  console.log('Installing the peers …');
  execFileSync('npm', ['ci', '--silent', '--ignore-scripts'], { cwd: import.meta.dirname, stdio: 'inherit' });
}
for (const part of PARTS) {
  if (asked.length > 0 && !asked.includes(part)) continue;
  if (part === 'weight') await (await import('./weight.ts')).measureWeight();
  if (part === 'page') await (await import('./page/page.ts')).measurePages();
  if (part === 'worker') await (await import('./worker/worker.ts')).measureWorker();
  if (part === 'overflow') await (await import('./worker/overflow.ts')).measureOverflow();
  if (part === 'growth') await (await import('./worker/growth.ts')).measureGrowth();
  if (part === 'cost') (await import('./worker/cost.ts')).printCost();
}
