/** The HTTP API as OpenAPI 3.1, and a form's configuration as JSON Schema. */
import { configSchema } from '../../forms/configuration/config.ts';
import { PROBLEMS, type ProblemName } from '../../routes/problem.ts';
import { adminOperations } from './admin-operations.ts';
import { readAnswers, toDocumentSchema, toInputSchema } from './json-schema.ts';
import type { Operation, Schema } from './operation.ts';
import { publicOperations } from './public-operations.ts';

const ADMIN = '/v1/admin';

/** Problems of every operation, and of every one that needs a token. */
const ANYWHERE: readonly ProblemName[] = ['internal', 'unavailable', 'misconfigured'];
const BEHIND_TOKEN: readonly ProblemName[] = ['unauthorized', 'origin_not_allowed', 'rate_limited'];

const PATH_PARAMETERS: Record<string, Schema> = {
  file: { type: 'string', pattern: '^widget-[a-z0-9-]+\\.js$' },
  formId: { type: 'string', pattern: '^[a-z0-9][a-z0-9-]{0,63}$' },
  enterprise: { type: 'string' },
  campaignId: { type: 'integer', minimum: 1 },
  submission: { type: 'string', format: 'uuid' },
  submissionId: { type: 'string', format: 'uuid' },
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

const toType = (name: string): string => `urn:leadwire:problem:${name.replaceAll('_', '-')}`;

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
    parameters: [...toPathParameters(operation.path), ...toQueryParameters(operation.query)],
    ...(body && { requestBody: toBody(body) }),
    responses: { ...toResponses(operation, answers), ...toProblems(operation, isAdmin) },
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

function toResponses({ answers: given }: Operation, answers: Record<string, Schema>): Schema {
  return Object.fromEntries(
    Object.entries(given).map(([status, answer]) => {
      const description = 'Done';
      if (answer === null) return [status, { description }];
      if (typeof answer === 'object') return [status, { description, content: { [answer.type]: {} } }];
      return [status, { description, content: { 'application/json': { schema: answers[answer] } } }];
    }),
  );
}

/** Several problems may share a status: their types tell them apart. */
function toProblems({ problems = [], answers }: Operation, isAdmin: boolean): Schema {
  const names = new Set([...problems, ...(isAdmin ? BEHIND_TOKEN : []), ...ANYWHERE]);
  const byStatus = Map.groupBy(names, (name) => PROBLEMS[name][0]);
  return Object.fromEntries(
    [...byStatus].map(([status, same]) => {
      const types = same.map(toType);
      const schema = {
        allOf: [{ $ref: '#/components/schemas/Problem' }, { properties: { type: { enum: types } } }],
      };
      const page = answers[status] !== undefined && { 'text/html': {} };
      const description = same.map((name) => PROBLEMS[name][1]).join(' ');
      return [status, { description, content: { ...page, 'application/problem+json': { schema } } }];
    }),
  );
}
