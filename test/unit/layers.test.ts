import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

/** Imports go down only. Files of one folder may import each other, folders of one rank may not. */
const RANKS: readonly string[][] = [
  ['index'],
  ['routes', 'console'],
  ['account'],
  ['leads'],
  ['forms'],
  ['settings'],
  ['account-api'],
  ['convertr'],
  ['protocol', 'result', 'log'],
];
/** Programs of their own, which the Worker never imports: a page, and commands. */
const APART = ['worker/console/', 'worker/cli/'];

interface Import {
  from: string;
  to: string;
}

const worker = globSync('worker/**/*.ts', { cwd: root }).filter((file) => !APART.some((part) => file.startsWith(part)));
const widget = globSync('widget/**/*.ts', { cwd: root });

/** Every relative import of a file, dynamic ones and re-exports too. Paths from the project's root. */
function readImports(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8');
  const pattern = /(?:\b(?:import|export)\s+[^;'"`]*?from\s*|\bimport\s*\(?\s*)(['"])(\.[^'"]+)\1/g;
  return [...text.matchAll(pattern)].map(([, , path = '']) => ({
    from: file,
    to: relative(root, join(root, dirname(file), path)),
  }));
}

/** `worker/leads/body.ts` is `leads`, `worker/account-api.ts` is `account-api`. */
const partOf = (file: string): string => (file.split('/')[1] ?? '').replace(/\.ts$/, '');
const rankOf = (file: string): number => RANKS.findIndex((parts) => parts.includes(partOf(file)));

function isAllowed({ from, to }: Import): boolean {
  if (!to.startsWith('worker/')) return false;
  const isFolder = to.split('/').length > 2;
  return rankOf(from) < rankOf(to) || (isFolder && partOf(from) === partOf(to));
}

describe('imports', () => {
  test('are found at all', () => {
    expect(worker.length).toBeGreaterThan(80);
    expect(worker.flatMap(readImports).length).toBeGreaterThan(200);
  });

  test('every folder of the Worker has a rank', () => {
    expect(worker.filter((file) => rankOf(file) < 0)).toEqual([]);
  });

  test('of the Worker go down the ranks', () => {
    const upwards = worker.flatMap(readImports).filter((each) => !isAllowed(each));
    expect(upwards.map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
  });

  test('of the widget reach nothing of the Worker but the protocol', () => {
    const outside = widget.flatMap(readImports).filter(({ to }) => !to.startsWith('widget/'));
    const wrong = outside.filter(({ to }) => !to.startsWith('worker/protocol/'));
    expect(outside.length).toBeGreaterThan(0);
    expect(wrong.map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
  });
});
