/** The snippets of docs/recipes/, as a reader would copy them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const recipes = join(import.meta.dirname, '../../../docs/recipes');

/** @returns the code blocks of one language, in order, with the Worker's address in place of the example. */
export function readSnippets(recipe: string, language: string, workerUrl: string): string[] {
  const text = readFileSync(join(recipes, `${recipe}.md`), 'utf8');
  const blocks = [...text.matchAll(/^```(\w+)\n(.*?)^```$/gms)].filter(([, own]) => own === language);
  if (blocks.length === 0) throw new Error(`${recipe} has no ${language}`);
  return blocks.map(([, , code = '']) => code.replaceAll('https://leads.example.com', workerUrl));
}
