import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const changelog = readFileSync(join(root, 'CHANGELOG.md'), 'utf8');

test('the changelog begins with what is unreleased, then the version of the package', () => {
  const headings = [...changelog.matchAll(/^## \[(.+?)\](?: - (.+))?$/gm)].map(([, name, date]) => ({ name, date }));
  expect(headings[0]).toEqual({ name: 'Unreleased', date: undefined });
  expect(headings[1]).toEqual({ name: version, date: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/) });
  expect(version).toMatch(/^\d+\.\d+\.\d+$/);
});

test('the changelog uses the sections of Keep a Changelog, each once in a version', () => {
  for (const release of changelog.split(/^## /m).slice(1)) {
    const sections = [...release.matchAll(/^### (.+)$/gm)].map(([, name]) => name);
    expect(['Added', 'Changed', 'Deprecated', 'Removed', 'Fixed', 'Security']).toEqual(
      expect.arrayContaining(sections),
    );
    expect(sections).toHaveLength(new Set(sections).size);
  }
});

test('the package contains the element, its licence and its description, and nothing else', () => {
  const { stdout } = spawnSync('npm', ['pack', '--dry-run', '--ignore-scripts', '--json'], {
    cwd: root,
    encoding: 'utf8',
  });
  const [{ files }] = JSON.parse(stdout) as [{ files: { path: string }[] }];
  const others = files.map(({ path }) => path).filter((path) => !path.startsWith('dist/element/'));
  expect(others.sort()).toEqual(['LICENSE', 'README.md', 'package.json']);
  expect(files.length).toBeGreaterThan(20);
});
