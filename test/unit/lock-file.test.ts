import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

interface LockFile {
  packages: Record<string, { integrity?: string; link?: boolean; inBundle?: boolean; hasInstallScript?: boolean }>;
}

describe.each(['package-lock.json', 'test/bench/package-lock.json', 'test/package/package-lock.json'])('%s', (file) => {
  const { packages }: LockFile = JSON.parse(readFileSync(join(root, file), 'utf8'));
  // The root has no name; what came bundled is covered by its bundle.
  const installed = Object.entries(packages).filter(([path, { link, inBundle }]) => path && !link && !inBundle);

  test('pins every package to its bytes, those of other platforms too', () => {
    expect(installed.length).toBeGreaterThan(0);
    expect(installed.filter(([, { integrity }]) => !integrity).map(([path]) => path)).toEqual([]);
  });

  test('decides for each install script whether it runs', () => {
    const { allowScripts = {} } = JSON.parse(readFileSync(join(root, dirname(file), 'package.json'), 'utf8'));
    const withScript = installed.filter(([, { hasInstallScript }]) => hasInstallScript);
    const names = withScript.map(([path]) => path.split('node_modules/').at(-1));
    expect(Object.keys(allowScripts).sort()).toEqual([...new Set(names)].sort());
    expect(readFileSync(join(root, dirname(file), '.npmrc'), 'utf8')).toContain('strict-allow-scripts=true');
  });
});
