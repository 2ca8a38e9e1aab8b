/** `npm run forms -- pull|push DIR [--dry-run]`: configurations as files, one `{form}.json` each. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseFormConfig } from '../forms/config.ts';
import { diffDocuments } from '../forms/diff.ts';
import { askAdmin, quit, toSentence } from './admin.ts';

type Document = Record<string, unknown>;

const [command, directory, flag] = process.argv.slice(2);
if (!directory || (flag && flag !== '--dry-run'))
  quit('npm run forms -- pull DIR, or npm run forms -- push DIR [--dry-run]');
if (command === 'pull') await pull(directory);
else if (command === 'push') await push(directory, flag === '--dry-run');
else quit('Say "pull" or "push".');

async function pull(target: string): Promise<void> {
  const list = await askAdmin('forms');
  if (!list.ok) quit(toSentence(list));
  mkdirSync(target, { recursive: true });
  for (const { form } of (list.body as { forms: { form: string }[] }).forms) {
    const answer = await askAdmin(`forms/${form}`);
    if (!answer.ok) quit(`${form}: ${toSentence(answer)}`);
    writeFileSync(join(target, `${form}.json`), `${JSON.stringify(answer.body, null, 2)}\n`);
    console.log(`${form}.json`);
  }
}

/** All files are checked before the first is saved: half a push would be neither the old state nor the new. */
async function push(source: string, isDry: boolean): Promise<void> {
  const forms = readForms(source);
  let saved = 0;
  for (const [form, document] of forms) {
    const known = await askAdmin(`forms/${form}`);
    if (!known.ok && known.status !== 404) quit(`${form}: ${toSentence(known)}`);
    const changes = diffDocuments(known.ok ? (known.body as Document) : {}, document);
    if (changes.length === 0) continue;
    console.log(`${form}${known.ok ? '' : ' (new)'}`);
    for (const { what, before, after } of changes) {
      if (before !== undefined) console.log(`  - ${what}: ${before}`);
      if (after !== undefined) console.log(`  + ${what}: ${after}`);
    }
    if (isDry) continue;
    const answer = await askAdmin(`forms/${form}`, 'PUT', document);
    if (!answer.ok) quit([`${form}: ${toSentence(answer)}`, ...toLines(answer.body)].join('\n'));
    saved += 1;
  }
  console.log(isDry ? 'Nothing is saved.' : `${saved} of ${forms.length} forms saved.`);
}

function readForms(source: string): [form: string, document: Document][] {
  const files = readdirSync(source).filter((file) => file.endsWith('.json'));
  const faults: string[] = [];
  const forms = files.map((file): [string, Document] => {
    const document = parseJson(readFileSync(join(source, file), 'utf8'));
    const parsed = document === undefined ? undefined : parseFormConfig(document);
    if (!parsed) faults.push(`${file}: not JSON.`);
    else if (!parsed.ok) faults.push(`${file}:`, ...toLines({ faults: parsed.error }));
    return [file.slice(0, -'.json'.length), document as Document];
  });
  if (faults.length > 0) quit(['Nothing is saved.', ...faults].join('\n'));
  return forms;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function toLines(body: unknown): string[] {
  const { faults = [] } = (body ?? {}) as { faults?: { path: string; message: string }[] };
  return faults.map(({ path, message }) => `  ${path}: ${message}`);
}
