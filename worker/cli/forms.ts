/** `npm run forms -- pull|push DIR [--dry-run] [--overwrite]`: each form's configuration as a file, `{form}.json`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { type Change, diffDocuments } from '../forms/configuration/diff.ts';
import { NO_ACCOUNT } from '../settings/account-words.ts';
import { type Answer, askAdmin, quit, toSentence } from './admin.ts';
import { type Document, type FormFile, readFiles, toLines } from './form-files.ts';
import { Revisions } from './revisions.ts';

const SCHEMA = join(import.meta.dirname, '../../docs/form.schema.json');

interface ChangedForm extends FormFile {
  changes: Change[];
  /** The version that the file replaces, or undefined for a new form. */
  etag: string | undefined;
}

const { command, directory, isDry, overwrites } = readArguments();
if (command === 'pull') await pull(directory);
else await push(directory);

function readArguments() {
  const options = { 'dry-run': { type: 'boolean' }, overwrite: { type: 'boolean' } } as const;
  try {
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    const [command, directory = '', ...rest] = positionals;
    if ((command === 'pull' || command === 'push') && directory !== '' && rest.length === 0)
      return { command, directory, isDry: values['dry-run'] === true, overwrites: values.overwrite === true };
  } catch {
    // An unknown option.
  }
  return quit('npm run forms -- pull DIR, or npm run forms -- push DIR [--dry-run] [--overwrite]');
}

async function pull(target: string): Promise<void> {
  const list = await askAdmin('forms');
  if (!list.ok) quit(toSentence(list));
  mkdirSync(target, { recursive: true });
  const revisions = new Revisions(target);
  for (const { form } of (list.body as { forms: { form: string }[] }).forms) {
    const answer = await askAdmin(`forms/${form}`);
    if (!answer.ok) quit(`${form}: ${toSentence(answer)}`);
    // Editors complete and check the file with its schema.
    const document = { $schema: relative(target, SCHEMA).replaceAll('\\', '/'), ...(answer.body as Document) };
    writeFileSync(join(target, `${form}.json`), `${JSON.stringify(document, null, 2)}\n`);
    revisions.set(form, answer.etag);
    console.log(`${form}.json`);
  }
}

/** Checks all files before it saves the first, so that an error does not leave half of them saved. */
async function push(source: string): Promise<void> {
  const files = readFiles(source);
  const revisions = new Revisions(source);
  const changed = await findChanged(files, revisions);
  // A form that replaces another comes first. Otherwise saving the other would warn that it is missing.
  const isNamed = ({ form }: FormFile) => files.some(({ document }) => document.closedForm === form);
  changed.sort((a, b) => Number(isNamed(b)) - Number(isNamed(a)));
  for (const each of changed) showChanges(each);
  if (isDry) return console.log('Nothing was saved.');
  for (const [saved, { form, document, etag }] of changed.entries()) {
    const headers: Record<string, string> = etag ? { 'If-Match': etag } : { 'If-None-Match': '*' };
    const answer = await askAdmin(`forms/${form}`, { method: 'PUT', body: document, headers });
    if (!answer.ok) {
      const said = [`${form}: ${toSentence(answer)}`, ...toLines(answer.body), ...listConflict(answer.body)];
      quit([...said, `${saved} of ${files.length} forms saved.`].join('\n'));
    }
    revisions.set(form, answer.etag);
    const warnings = toLines({ faults: (answer.body as { warnings?: unknown[] }).warnings });
    if (warnings.length > 0) console.warn([`${form}: saved, but`, ...warnings].join('\n'));
  }
  console.log(`${changed.length} of ${files.length} forms saved.`);
}

async function findChanged(files: FormFile[], revisions: Revisions): Promise<ChangedForm[]> {
  const accounts = await listAccounts();
  const changed: ChangedForm[] = [];
  const faults: string[] = [];
  for (const { form, document } of files) {
    const known = await askAdmin(`forms/${form}`);
    if (!known.ok && known.status !== 404) quit(`${form}: ${toSentence(known)}`);
    const before = known.ok ? (known.body as Document) : {};
    if (!accounts.includes(String(document.enterprise))) faults.push(`${form}.json:`, `  enterprise: ${NO_ACCOUNT}`);
    else if (known.ok && before.enterprise !== document.enterprise)
      faults.push(`${form}.json:`, `  enterprise: This form belongs to "${before.enterprise}". Create a new form.`);
    const changes = diffDocuments(before, document);
    if (changes.length === 0) {
      if (!isDry) revisions.set(form, known.etag);
      continue;
    }
    if (!overwrites && isOvertaken(known, revisions.get(form))) faults.push(...describeConflict(form, known, changes));
    changed.push({ form, document, changes, etag: known.ok ? known.etag : undefined });
  }
  if (faults.length > 0) quit(['Nothing was saved.', ...faults].join('\n'));
  return changed;
}

/** Whether the form has changed since the file was pulled. */
function isOvertaken(known: Answer, remembered: string | undefined): boolean {
  return remembered !== undefined && (!known.ok || known.etag !== remembered);
}

function describeConflict(form: string, known: Answer, changes: Change[]): string[] {
  return [
    `${form}.json: Somebody else has ${known.ok ? 'changed' : 'deleted'} this form since the last pull.`,
    ...(known.ok ? ['  A push would undo:', ...changes.flatMap(listChange)] : []),
    '  Pull into another folder and merge the files, or push with --overwrite.',
  ];
}

function listConflict(body: unknown): string[] {
  const { changes = [] } = (body ?? {}) as { changes?: Change[] };
  return changes.flatMap(listChange);
}

function showChanges({ form, changes, etag }: ChangedForm): void {
  console.log(`${form}${etag ? '' : ' (new)'}`);
  for (const line of changes.flatMap(listChange)) console.log(line);
}

function listChange({ what, before, after }: Change): string[] {
  return [
    ...(before === undefined ? [] : [`  - ${what}: ${before}`]),
    ...(after === undefined ? [] : [`  + ${what}: ${after}`]),
  ];
}

async function listAccounts(): Promise<string[]> {
  const answer = await askAdmin('accounts');
  if (!answer.ok) quit(toSentence(answer));
  return (answer.body as { accounts: { enterprise: string }[] }).accounts.map(({ enterprise }) => enterprise);
}
