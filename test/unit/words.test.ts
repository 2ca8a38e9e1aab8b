import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const find = (...patterns: string[]) =>
  patterns.flatMap((pattern) => globSync(pattern, { cwd: root })).map((file): [string] => [file]);
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

/** Of a source file: its texts without its comments. */
const readTexts = (file: string): string =>
  read(file)
    .replace(/\/\*.*?\*\//gs, '')
    .replace(/^\s*\/\/.*$/gm, '');

/** The rules under _Words_ in `CONTRIBUTING.md` that a program can check. */
describe('texts', () => {
  test.each(find('{widget,worker,demo}/**/*.ts', 'demo/pages/*.html'))('of %s give instructions', (file) => {
    expect(readTexts(file)).not.toMatch(/\b(please|oops|sorry)\b/i);
  });
});

/** Phrases that read like a translation. */
const WORD_BY_WORD = [
  /\bis told so\b/i,
  /\bare told so\b/i,
  /\bin sight\b/i,
  /\bso that nothing jumps\b/i,
  /\bas usual\b/i,
  /\bthat is all\b/i,
  /\bthe way of (a|the)\b/i,
  /\bby itself\b/i,
  /\bdrawn anew\b/i,
  /\bA [\w ]+ is taken\? /,
];

describe('documents', () => {
  test.each(find('README.md', 'docs/{accessibility,embedding,events,forms,theming}.md'))(
    '%s is in plain English',
    (file) => {
      for (const phrase of WORD_BY_WORD) expect(read(file)).not.toMatch(phrase);
    },
  );
});
