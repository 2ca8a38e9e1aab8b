import { globSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Files of a run that may contain personal data or secrets: the simulator's own leads, and the Worker's secrets. */
const ALLOWED = ['convertr.jsonl', 'vars.env'];

export interface Finding {
  where: string;
  word: string;
}

/** Looks for words that must not be readable in anything that the Worker leaves behind. */
export function scan(stateDir: string, texts: Record<string, string>, words: readonly string[]) {
  const findings: Finding[] = [];
  const files = globSync('**/*', { cwd: stateDir })
    .map((file) => join(stateDir, file))
    .filter((file) => statSync(file).isFile() && !ALLOWED.includes(relative(stateDir, file)));
  let bytes = 0;
  const look = (where: string, contents: Buffer) => {
    bytes += contents.length;
    for (const word of words) {
      const forms = [Buffer.from(word), Buffer.from(word, 'utf16le'), Buffer.from(encodeURIComponent(word))];
      if (forms.some((form) => contents.includes(form))) findings.push({ where, word });
    }
  };
  for (const file of files) look(relative(stateDir, file), readFileSync(file));
  for (const [name, text] of Object.entries(texts)) look(name, Buffer.from(text));
  return { files: files.length, bytes, findings };
}
