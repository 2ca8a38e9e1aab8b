/** `npm run openapi`: writes docs/openapi.json and docs/form.schema.json. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createDocument, createFormSchema } from './document.ts';

const root = join(import.meta.dirname, '../../..');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

const write = (file: string, content: unknown): void =>
  writeFileSync(join(root, 'docs', file), `${JSON.stringify(content, null, 2)}\n`);

write('openapi.json', createDocument(version));
write('form.schema.json', createFormSchema());
