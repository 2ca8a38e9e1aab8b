/** JSON Schemas: of what valibot checks, and of the types that the Worker answers with. */
import { join } from 'node:path';
import { type ConversionConfig, toJsonSchema } from '@valibot/to-json-schema';
import { createGenerator } from 'ts-json-schema-generator';
import type { GenericSchema } from 'valibot';
import type { Schema } from './operation.ts';

const SETTINGS = { errorMode: 'ignore', target: 'draft-2020-12' } as const;

/** What a caller may send. What JSON Schema cannot say, such as a check by a function, is left to the Worker. */
export const toInputSchema = (schema: GenericSchema): Schema => toSchema(schema, { ...SETTINGS, typeMode: 'input' });

/** The same for a schema whose pipes begin with a check by a function: what follows that check counts. */
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
    // A caller overlooks what it does not know, so that answers may get more members.
    additionalProperties: true,
  }).createSchema('ApiAnswers');
  const text = JSON.stringify(generated.definitions).replaceAll('#/definitions/', '#/components/schemas/');
  const { ApiAnswers, ...shared } = JSON.parse(text) as Record<string, Schema>;
  return { answers: ApiAnswers?.properties as Record<string, Schema>, shared };
}
