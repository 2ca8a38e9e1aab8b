/** `npm run forms -- pull|push DIR [--dry-run]`: each form's configuration as a file, `{form}.json`. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseFormConfig } from '../forms/configuration/config.ts';
import { type Change, diffDocuments } from '../forms/configuration/diff.ts';
import { parseFormId } from '../forms/configuration/form-id.ts';
import { askAdmin, quit, toSentence } from './admin.ts';

type Document = Record<string, unknown>;
interface FormFile {
  form: string;
  document: Document;
}
interface ChangedForm extends FormFile {
  changes: Change[];
  isNew: boolean;
}

const given = process.argv.slice(2);
const isDry = given.includes('--dry-run');
const [command, directory, ...rest] = given.filter((word) => word !== '--dry-run');
if (!directory || rest.length > 0 || directory.startsWith('-') || !/^(pull|push)$/.test(command ?? ''))
  quit('npm run forms -- pull DIR, or npm run forms -- push DIR [--dry-run]');
if (command === 'pull') await pull(directory);
else await push(directory);

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

/** Checks all files before it saves the first, so that a fault does not leave half of them saved. */
async function push(source: string): Promise<void> {
  const files = readFiles(source);
  const changed = await findChanged(files);
  for (const each of changed) showChanges(each);
  if (isDry) return console.log('Nothing was saved.');
  for (const [saved, { form, document }] of changed.entries()) {
    const answer = await askAdmin(`forms/${form}`, 'PUT', document);
    if (answer.ok) continue;
    const said = [`${form}: ${toSentence(answer)}`, ...toLines(answer.body)];
    quit([...said, `${saved} of ${files.length} forms saved.`].join('\n'));
  }
  console.log(`${changed.length} of ${files.length} forms saved.`);
}

async function findChanged(files: FormFile[]): Promise<ChangedForm[]> {
  const accounts = await listAccounts();
  const changed: ChangedForm[] = [];
  const faults: string[] = [];
  for (const { form, document } of files) {
    const known = await askAdmin(`forms/${form}`);
    if (!known.ok && known.status !== 404) quit(`${form}: ${toSentence(known)}`);
    const before = known.ok ? (known.body as Document) : {};
    if (!accounts.includes(String(document.enterprise)))
      faults.push(`${form}.json:`, `  enterprise: CONVERTR_ACCOUNTS has no such account.`);
    else if (known.ok && before.enterprise !== document.enterprise)
      faults.push(`${form}.json:`, `  enterprise: This form belongs to "${before.enterprise}": make a new form.`);
    const changes = diffDocuments(before, document);
    if (changes.length > 0) changed.push({ form, document, changes, isNew: !known.ok });
  }
  if (faults.length > 0) quit(['Nothing was saved.', ...faults].join('\n'));
  return changed;
}

function showChanges({ form, changes, isNew }: ChangedForm): void {
  console.log(`${form}${isNew ? ' (new)' : ''}`);
  for (const { what, before, after } of changes) {
    if (before !== undefined) console.log(`  - ${what}: ${before}`);
    if (after !== undefined) console.log(`  + ${what}: ${after}`);
  }
}

async function listAccounts(): Promise<string[]> {
  const answer = await askAdmin('accounts');
  if (!answer.ok) quit(toSentence(answer));
  return (answer.body as { accounts: { enterprise: string }[] }).accounts.map(({ enterprise }) => enterprise);
}

function readFiles(source: string): FormFile[] {
  if (!existsSync(source)) quit(`There is no folder ${source}.`);
  const names = readdirSync(source).filter((file) => file.endsWith('.json'));
  if (names.length === 0) quit(`There are no .json files in ${source}.`);
  const faults: string[] = [];
  const files = names.map((file): FormFile => {
    const form = file.slice(0, -'.json'.length);
    const document = parseJson(readFileSync(join(source, file), 'utf8'));
    const parsed = document === undefined ? undefined : parseFormConfig(document);
    if (!parseFormId(form))
      faults.push(`${file}: the file name must be a form id: lower-case letters, digits and hyphens, at most 64.`);
    if (!parsed) faults.push(`${file}: this is not valid JSON.`);
    else if (!parsed.ok) faults.push(`${file}:`, ...toLines({ faults: parsed.error }));
    return { form, document: document as Document };
  });
  if (faults.length > 0) quit(['Nothing was saved.', ...faults].join('\n'));
  return files;
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
  return faults.map(({ path, message }) => `  ${path || 'document'}: ${message}`);
}
