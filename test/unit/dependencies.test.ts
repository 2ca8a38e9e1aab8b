import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

const record = read('docs/decisions/0001-dependencies.md');
const { dependencies, devDependencies } = JSON.parse(read('package.json'));
const installed: [string, string][] = Object.entries({ ...dependencies, ...devDependencies });
/** The first column of the record's tables. */
const recorded = [...record.matchAll(/^\| (`.*?) +\|/gm)].flatMap(([, cell = '']) =>
  [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name),
);

test('every dependency has its reason in the record, and no other package has', () => {
  expect(recorded.sort()).toEqual(installed.map(([name]) => name).sort());
});

test('every dependency is pinned to one version, except what sites share with the npm package', () => {
  const loose = installed.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version));
  expect(loose.map(([name]) => name)).toEqual(['lit']);
  expect(Object.keys(dependencies)).toEqual(['lit']);
});
