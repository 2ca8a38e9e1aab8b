/** The configurations in a folder, `{form}.json` each. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseFormConfig } from '../forms/configuration/config.ts';
import { parseFormId } from '../forms/configuration/form-id.ts';
import { quit } from './admin.ts';

export type Document = Record<string, unknown>;
export interface FormFile {
  form: string;
  document: Document;
}

/** @returns the files, if none of them has an error. */
export function readFiles(source: string): FormFile[] {
  if (!existsSync(source)) quit(`There is no folder ${source}.`);
  const names = readdirSync(source).filter((file) => file.endsWith('.json') && !file.startsWith('.'));
  if (names.length === 0) quit(`There are no .json files in ${source}.`);
  const faults: string[] = [];
  const files = names.map((file): FormFile => {
    const form = file.slice(0, -'.json'.length);
    const document = parseJson(readFileSync(join(source, file), 'utf8'));
    const id = parseFormId(form);
    const parsed = document === undefined ? undefined : parseFormConfig(document, id);
    if (!id)
      faults.push(`${file}: the file name must be a form id: lower-case letters, digits and hyphens, at most 64.`);
    if (!parsed) faults.push(`${file}: this is not valid JSON.`);
    else if (!parsed.ok) faults.push(`${file}:`, ...toLines({ faults: parsed.error }));
    // The schema is for the file's editor, not part of the form.
    const { $schema: _, ...rest } = (document ?? {}) as Document;
    return { form, document: rest };
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

export function toLines(body: unknown): string[] {
  const { faults = [] } = (body ?? {}) as { faults?: { path: string; message: string }[] };
  return faults.map(({ path, message }) => `  ${path || 'document'}: ${message}`);
}
