import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

const isFolder = (path: string): boolean =>
  statSync(join(root, path), { throwIfNoEntry: false })?.isDirectory() ?? false;

/** A folder has a slash at its end. A test may be named as docs/security.md does: `unit/layers`. */
const exists = (path: string): boolean =>
  path.endsWith('/')
    ? isFolder(path)
    : [path, `test/${path}`, `test/${path}.test.ts`].some((each) => existsSync(join(root, each)));

/** What stands between backticks and begins with a folder of the project or of its tests. */
const namedPaths = (text: string): string[] =>
  [...text.matchAll(/`((?:widget|worker|demo|test|docs|unit|e2e|security|\.ci|\.github)\/[^`\s]*)`/g)].map(
    ([, path = '']) => path,
  );

/** Links and pictures within the repository, without what follows a `#`. */
const linkedPaths = (text: string): string[] =>
  [...text.matchAll(/\]\((?!\w+:)([^)#\s]+)/g)].map(([, path = '']) => path);

const documents = globSync(['*.md', 'docs/**/*.md', '.github/*.md'], { cwd: root });

test('documents are found at all', () => {
  expect(documents.length).toBeGreaterThan(20);
  expect(documents.flatMap((document) => namedPaths(read(document))).length).toBeGreaterThan(100);
  expect(documents.flatMap((document) => linkedPaths(read(document))).length).toBeGreaterThan(50);
});

describe.each(documents)('%s', (document) => {
  test('names files and folders that exist', () => {
    expect(namedPaths(read(document)).filter((path) => !exists(path))).toEqual([]);
  });

  test('links to files that exist', () => {
    const links = linkedPaths(read(document)).map((path) => join(dirname(document), path));
    expect(links.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});

/** The indented tree of docs/architecture.md, as paths with their phrases. */
function readTree(): { path: string; phrase: string }[] {
  const [, block = ''] = /```\n(widget\/[\s\S]*?)```/.exec(read('docs/architecture.md')) ?? [];
  const parents: string[] = [];
  return block.split('\n').flatMap((line) => {
    const [, indent = '', name, phrase = ''] = /^( *)([\w-]+\/)\s*(.*)$/.exec(line) ?? [];
    if (!name) return [];
    parents.length = indent.length / 2;
    parents.push(name);
    return { path: parents.join(''), phrase };
  });
}

describe('the tree of docs/architecture.md', () => {
  test('explains what each folder is for', () => {
    const tree = readTree();
    expect(tree.filter(({ path }) => !isFolder(path))).toEqual([]);
    expect(tree.filter(({ phrase }) => phrase === '')).toEqual([]);
  });

  test('has every folder of widget/ and worker/, and the first level of demo/ and test/', () => {
    const folders = globSync(['{widget,worker}/**/', '{demo,test}/*/'], { cwd: root }).filter(isFolder);
    const listed = readTree().map(({ path }) => path.replace(/\/$/, ''));
    const missing = folders.map((path) => path.replace(/\/$/, '')).filter((path) => !listed.includes(path));
    expect(folders.length).toBeGreaterThan(40);
    expect(missing).toEqual([]);
  });
});

describe('the way of a submission in docs/architecture.md', () => {
  const stops = [...read('docs/architecture.md').matchAll(/^\d+\. `([^`]+)`/gm)].map(([, path = '']) => path);

  test('leads through files from the script tag to Convertr and back', () => {
    expect(stops.length).toBeGreaterThanOrEqual(15);
    expect(stops.length).toBeLessThanOrEqual(25);
    expect(stops.filter((path) => !statSync(join(root, path), { throwIfNoEntry: false })?.isFile())).toEqual([]);
    expect(stops[0]).toBe('widget/embed.ts');
    expect(stops).toContain('worker/convertr/client.ts');
    expect(stops.filter((path) => path.startsWith('widget/')).length).toBeGreaterThan(5);
  });
});
