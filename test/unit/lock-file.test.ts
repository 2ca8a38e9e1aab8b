import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

interface LockFile {
  packages: Record<string, { integrity?: string; link?: boolean; inBundle?: boolean }>;
}

describe.each(['package-lock.json', 'test/bench/package-lock.json', 'test/package/package-lock.json'])('%s', (file) => {
  const { packages }: LockFile = JSON.parse(readFileSync(join(root, file), 'utf8'));
  // The root has no name; what came bundled is covered by its bundle.
  const installed = Object.entries(packages).filter(([path, { link, inBundle }]) => path && !link && !inBundle);

  test('holds every package to its bytes, those of other platforms too', () => {
    expect(installed.length).toBeGreaterThan(0);
    expect(installed.filter(([, { integrity }]) => !integrity).map(([path]) => path)).toEqual([]);
  });
});
