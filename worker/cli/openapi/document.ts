/** The HTTP API as OpenAPI 3.1, and a form's configuration as JSON Schema. */
import { configSchema } from '../../forms/configuration/config.ts';
import { PROBLEMS } from '../../routes/problem.ts';
import { adminOperations } from './admin-operations.ts';
import { readAnswers, toDocumentSchema, toInputSchema } from './json-schema.ts';
import type { Operation, Schema } from './operation.ts';
import { publicOperations } from './public-operations.ts';
import { toProblems, toResponses, toType } from './responses.ts';

const ADMIN = '/v1/admin';

const PATH_PARAMETERS: Record<string, Schema> = {
  file: { type: 'string', pattern: '^widget-[a-z0-9-]+\\.js$' },
  formId: { type: 'string', pattern: '^[a-z0-9][a-z0-9-]{0,63}$' },
  enterprise: { type: 'string' },
  campaignId: { type: 'integer', minimum: 1 },
  submission: { type: 'string', format: 'uuid' },
  message: { type: 'string' },
  submissionId: { type: 'string', format: 'uuid' },
};

const CONDITIONS = {
  'If-Match': {
    description: 'The `ETag` of the version that is meant: 412 when it is another by now',
    schema: { type: 'string' },
  },
  'If-None-Match': {
    description: '`*`: only if there is no form of this id, else 412. Not together with `If-Match`',
    schema: { enum: ['*'] },
  },
};

export function createFormSchema(): Schema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'A form of Leadwire',
    ...toDocumentSchema(configSchema),
  };
}

/** @param version of the package. */
export function createDocument(version: string): Schema {
  const { answers, shared } = readAnswers();
  const admin = adminOperations.map((operation) => ({ ...operation, path: ADMIN + operation.path }));
  const paths: Record<string, Schema> = {};
  for (const operation of [...publicOperations, ...admin]) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: toOperation(operation, answers) };
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Leadwire',
      version,
      description: 'docs/api.md says what each of these does. Every error is a problem document by RFC 9457.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: 'https://leads.example.com' }],
    paths,
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: '`ADMIN_TOKEN`' },
        session: { type: 'apiKey', in: 'cookie', name: '__Host-leadwire', description: 'The console’s session' },
      },
      schemas: { ...shared, Problem: nameTypes(shared.Problem), Configuration: toDocumentSchema(configSchema) },
    },
  };
}

function nameTypes(problem: Schema = {}): Schema {
  const { properties } = problem as { properties?: Schema };
  return { ...problem, properties: { ...properties, type: { enum: Object.keys(PROBLEMS).map(toType) } } };
}

function toOperation(operation: Operation, answers: Record<string, Schema>): Schema {
  const isAdmin = operation.path.startsWith(`${ADMIN}/`);
  const { body } = operation;
  return {
    summary: operation.summary,
    tags: [isAdmin ? 'admin' : operation.path.startsWith('/console') ? 'console' : 'public'],
    ...(isAdmin && { security: [{ token: [] }, { session: [] }] }),
    parameters: [
      ...toPathParameters(operation.path),
      ...toQueryParameters(operation.query),
      ...toConditions(operation),
    ],
    ...(body && { requestBody: toBody(body) }),
    responses: { ...toResponses(operation, answers), ...toProblems(operation, answers, isAdmin) },
  };
}

const toPathParameters = (path: string): Schema[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: PATH_PARAMETERS[name],
  }));

function toQueryParameters(query: Operation['query']): Schema[] {
  if (!query) return [];
  const isSchema = 'kind' in query && query.kind === 'schema';
  const { properties, required = [] } = isSchema
    ? (toInputSchema(query as never) as { properties: Record<string, Schema>; required?: string[] })
    : { properties: query as Record<string, Schema> };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    ...(required.includes(name) && { required: true }),
    schema,
  }));
}

const toConditions = ({ conditions = [] }: Operation): Schema[] =>
  conditions.map((name) => ({ name, in: 'header', ...CONDITIONS[name] }));

function toBody(body: NonNullable<Operation['body']>): Schema {
  if ('urlEncoded' in body) {
    return { required: true, content: { 'application/x-www-form-urlencoded': { schema: body.urlEncoded } } };
  }
  const isConfiguration = body.json === configSchema;
  const schema = isConfiguration ? { $ref: '#/components/schemas/Configuration' } : toInputSchema(body.json);
  return {
    required: body.optional !== true,
    content: { 'application/json': { schema } },
  };
}
