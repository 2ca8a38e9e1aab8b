/** JSON Schemas of what valibot checks, and of the types of the Worker's answers. */
import { join } from 'node:path';
import { type ConversionConfig, toJsonSchema } from '@valibot/to-json-schema';
import { createGenerator } from 'ts-json-schema-generator';
import type { GenericSchema } from 'valibot';
import type { Schema } from './operation.ts';

const SETTINGS = { errorMode: 'ignore', target: 'draft-2020-12' } as const;

/** What a caller may send. The Worker alone checks what JSON Schema cannot express, such as a check by a function. */
export const toInputSchema = (schema: GenericSchema): Schema => toSchema(schema, { ...SETTINGS, typeMode: 'input' });

/** The same for a schema whose pipes begin with a check by a function, which is skipped. */
export const toDocumentSchema = (schema: GenericSchema): Schema => toSchema(schema, SETTINGS);

function toSchema(schema: GenericSchema, settings: ConversionConfig): Schema {
  const { $schema: _, ...rest } = toJsonSchema(schema, settings);
  return rest;
}

/** @returns the answers by name, and the schemas that they refer to. */
export function readAnswers(): { answers: Record<string, Schema>; shared: Record<string, Schema> } {
  const generated = createGenerator({
    path: join(import.meta.dirname, 'answers.ts'),
    tsconfig: join(import.meta.dirname, 'tsconfig.json'),
    type: 'ApiAnswers',
    skipTypeCheck: true,
    // A caller ignores unknown members, so answers may gain some.
    additionalProperties: true,
  }).createSchema('ApiAnswers');
  const text = JSON.stringify(generated.definitions).replaceAll('#/definitions/', '#/components/schemas/');
  const { ApiAnswers, ...shared } = JSON.parse(text) as Record<string, Schema>;
  return { answers: ApiAnswers?.properties as Record<string, Schema>, shared };
}
