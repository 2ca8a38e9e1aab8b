import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { createDocument, createFormSchema } from '../../../worker/cli/openapi/document.ts';

const root = join(import.meta.dirname, '../../..');
const read = (file: string) => JSON.parse(readFileSync(join(root, file), 'utf8'));
const isForm = new Ajv2020().compile(read('docs/form.schema.json'));
const LEAST = { enterprise: 'acme', campaignId: 1234, formId: 23, origins: ['https://landing.example.com'] };

describe('docs/openapi.json', () => {
  test('is up to date with the code; if not: npm run openapi', () => {
    expect(read('docs/openapi.json')).toEqual(createDocument(read('package.json').version));
  });

  test('is OpenAPI 3.1', async () => {
    const { valid, errors } = await new Validator().validate(read('docs/openapi.json'));
    expect({ valid, errors }).toEqual({ valid: true, errors: undefined });
  });
});

describe('docs/form.schema.json', () => {
  test('is up to date with the code; if not: npm run openapi', () => {
    expect(read('docs/form.schema.json')).toEqual(createFormSchema());
  });

  test.each(globSync('demo/forms/*.json', { cwd: root }))('takes %s', (file) => {
    expect({ taken: isForm(read(file)), errors: isForm.errors }).toEqual({ taken: true, errors: null });
  });

  test.each([
    ['texts by language', { title: { en: 'Hi', 'pt-BR': 'Oi' } }],
    ['a limit as a number or a date', { fields: [{ name: 'form[x]', min: 1, max: '2027-01-31' }] }],
    ['one value of a condition, or several', { fields: [{ name: 'form[x]', showIf: { field: 'form[y]', is: 'a' } }] }],
    ['the name of its schema', { $schema: '../form.schema.json' }],
  ])('takes %s', (_, more) => {
    expect({ taken: isForm({ ...LEAST, ...more }), errors: isForm.errors }).toEqual({ taken: true, errors: null });
  });

  test.each([
    ['an unknown key', { colour: 'red' }],
    ['a number as a text', { title: 5 }],
    ['a list of channels', { channels: ['Email'] }],
    ['a name that is not Convertr’s', { fields: [{ name: 'email' }] }],
    ['an unknown kind', { fields: [{ name: 'form[x]', type: 'slider' }] }],
  ])('refuses %s', (_, more) => {
    expect(isForm({ ...LEAST, ...more })).toBe(false);
  });
});
