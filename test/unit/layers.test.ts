import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

/**
 * Imports of the Worker go down this list only. A file belongs to the longest entry that its path begins with. Files of one
 * entry may import each other; entries of one line may not.
 */
const RANKS: readonly string[][] = [
  ['index.ts', 'cli/', 'console/'],
  ['app.ts', 'wake-accounts.ts'],
  ['routes/'],
  ['overflow/'],
  ['account/account.ts', 'account/client.ts'],
  ['account/alarm.ts', 'account/assemble.ts'],
  ['account/alarm-clock.ts', 'account/operations/', 'account/restart.ts', 'account/webhooks/'],
  ['account/intake/'],
  ['account/delivery/'],
  ['account/upstream/'],
  ['account/context.ts'],
  ['account/limits/'],
  ['account/alerts.ts'],
  ['account/alert-texts.ts', 'account/retention.ts'],
  ['account/store/'],
  ['account/backoff.ts', 'account/timeout.ts'],
  ['leads/'],
  ['forms/'],
  ['settings/'],
  ['overflow-api.ts'],
  ['account-api.ts'],
  ['account-api/'],
  ['webhooks/'],
  ['convertr/'],
  ['alert-webhook.ts', 'log.ts', 'protocol/', 'result.ts'],
];
const ENTRIES = RANKS.flatMap((entries, rank) => entries.map((path) => ({ path: `worker/${path}`, rank })));

interface Import {
  from: string;
  to: string;
}

const find = (pattern: string): string[] =>
  globSync(pattern, { cwd: root, exclude: (name) => basename(name) === 'node_modules' });
const worker = find('worker/**/*.ts');
const widget = find('widget/**/*.ts');

/** Every relative import of a file, dynamic ones and re-exports too. Paths from the project's root. */
function readImports(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8');
  const pattern = /(?:\b(?:import|export)\s+[^;'"`]*?from\s*|\bimport\s*\(?\s*)(['"])(\.[^'"]+)\1/g;
  return [...text.matchAll(pattern)].map(([, , path = '']) => ({
    from: file,
    to: relative(root, join(root, dirname(file), path)),
  }));
}

/** The longest entry that the file's path begins with. */
const entryOf = (file: string) =>
  ENTRIES.filter(({ path }) => file.startsWith(path)).sort((a, b) => b.path.length - a.path.length)[0];

function isAllowed({ from, to }: Import): boolean {
  const [above, below] = [entryOf(from), entryOf(to)];
  return above !== undefined && below !== undefined && (above === below || above.rank < below.rank);
}

const show = (imports: Import[]): string[] => imports.map(({ from, to }) => `${from} → ${to}`);

describe('imports', () => {
  test('are found at all', () => {
    expect(worker.length).toBeGreaterThan(150);
    expect(worker.flatMap(readImports).length).toBeGreaterThan(400);
  });

  test('every file of the Worker has a rank, and every rank has files', () => {
    expect(worker.filter((file) => !entryOf(file))).toEqual([]);
    expect(ENTRIES.filter(({ path }) => !worker.some((file) => file.startsWith(path)))).toEqual([]);
  });

  test('of the Worker go down the ranks', () => {
    expect(show(worker.flatMap(readImports).filter((each) => !isAllowed(each)))).toEqual([]);
  });

  test('of the protocol reach nothing outside it', () => {
    const protocol = worker.filter((file) => file.startsWith('worker/protocol/'));
    const outside = protocol.flatMap(readImports).filter(({ to }) => !to.startsWith('worker/protocol/'));
    expect(protocol.length).toBeGreaterThan(0);
    expect(show(outside)).toEqual([]);
  });

  test('of the widget reach nothing of the Worker but the protocol', () => {
    const outside = widget.flatMap(readImports).filter(({ to }) => !to.startsWith('widget/'));
    expect(outside.length).toBeGreaterThan(0);
    expect(show(outside.filter(({ to }) => !to.startsWith('worker/protocol/')))).toEqual([]);
  });
});

test('only the transitions change the state of a stored lead', () => {
  const callers = worker.filter((file) => /\bleads\.change\(/.test(readFileSync(join(root, file), 'utf8')));
  expect(callers).toEqual(['worker/account/delivery/lead-transitions.ts']);
});

describe('a folder is one job', () => {
  const FILES_MAX = 16;
  const LIMITS: Record<string, number> = {
    'worker/account': 12,
    // One file per language.
    'worker/forms/language/locales': Infinity,
  };
  const files = ['widget', 'worker', 'demo', 'test', 'docs'].flatMap((top) => find(`${top}/**/*.*`));
  const folders = Map.groupBy(
    files.filter((file) => !/^tsconfig.*\.json$/.test(basename(file))),
    (file) => dirname(file),
  );

  test.each([...folders].map(([folder, own]) => [folder, own.length] as const))(
    '%s, with %i files',
    (folder, count) => {
      expect(count).toBeLessThanOrEqual(LIMITS[folder] ?? FILES_MAX);
    },
  );
});
