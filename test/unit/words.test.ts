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

/** Phrases that read like a translation. What each should be is in its comment. */
const TRANSLATED: readonly RegExp[] = [
  /\b(is|are|be|was|were) told so\b/i, // shows, reports
  /\bin sight\b/i, // visible
  /\bso that nothing jumps\b/i, // so the page doesn't shift
  /\bthat is all\b/i, // end of …
  /\bby (itself|themselves)\b/i, // automatically
  /\banew\b/i, // again
  /\bto the letter\b/i, // exactly, unchanged
  /\b(goes|go|went) on\b/i, // continues, resumes
  /\bput aside\b/i, // quarantined
  /\bof unknown fate\b/i, // with an unknown outcome
  /\b(is|are) called like\b/i, // has the name of
  /\bhears? of\b/i, // is notified of, learns of
  /\bthe way of (a|the)\b/i, // like
  /\ball the same[,.:;]/i, // anyway
  /\bA [\w ]+ is taken\? /, // is in use
];

/** Of a source file: only its comments. */
const readComments = (file: string): string =>
  (read(file).match(/\/\*\*.*?\*\/|^\s*\/\/[^\n]*/gms) ?? []).join('\n').replace(/\s*(\*|\/\/)?\s+/g, ' ');

/** Of a document: its prose. What is set in italics or as code may be an example. */
const readProse = (file: string): string =>
  read(file)
    .replace(/```.*?```|`[^`]*`|_[^_\n]+_|"e-mail"/gs, '')
    .replace(/\s+/g, ' ');

const findTranslated = (text: string) => TRANSLATED.filter((phrase) => phrase.test(text)).map(String);

describe('plain English', () => {
  test.each(find('*.md', 'docs/**/*.md', '.github/*.md'))('is in %s', (file) => {
    expect(findTranslated(readProse(file))).toEqual([]);
    expect(readProse(file)).not.toMatch(/\be-mail/i);
  });

  test.each(['widget', 'worker', 'demo', 'test'])('is in the comments of %s', (folder) => {
    const files = find(`${folder}/**/*.ts`).filter(([file]) => !file.includes('node_modules'));
    const found = files.flatMap(([file]) => findTranslated(readComments(file)).map((phrase) => `${file}: ${phrase}`));
    expect(files.length).toBeGreaterThan(10);
    expect(found).toEqual([]);
  });
});
