/** Real answers of the Worker, against docs/openapi.json. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Leadwire, startLeadwire } from '../support/leadwire.ts';

const read = (file: string) => JSON.parse(readFileSync(join(import.meta.dirname, '../..', file), 'utf8'));

interface Documented {
  responses: Record<string, { headers?: object; content?: Record<string, { schema?: object }> }>;
}
const document: { paths: Record<string, Record<string, Documented>>; components: { schemas: object } } =
  read('docs/openapi.json');

const ajv = new Ajv2020({ strict: false, allErrors: true });
formats.default(ajv);

/** Callers ignore unknown members. Here, an undescribed member is an error. */
function forbidOthers(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(forbidOthers);
  if (typeof schema !== 'object' || schema === null) return schema;
  const inner = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, forbidOthers(value)]));
  const isClosed = 'type' in inner && 'properties' in inner && !('additionalProperties' in inner);
  return isClosed ? { ...inner, additionalProperties: false } : inner;
}

const components = forbidOthers(document.components) as object;

const SUBMISSION = '0b9b3c52-6a3e-4c3b-9a3e-2f1f6f0f4a11';
const OTHER = '0b9b3c52-6a3e-4c3b-9a3e-2f1f6f0f4a12';
const FORM = { enterprise: 'acme', campaignId: 1234, formId: 35, origins: ['https://landing.example.com'] };
const PERSON = { 'form[firstName]': 'Ada', 'form[lastName]': 'King', 'form[email]': 'ada@example.com' };
const MISSING = '0b9b3c52-6a3e-4c3b-9a3e-2f1f6f0f4a99';

let leadwire: Leadwire;

beforeAll(async () => {
  leadwire = await startLeadwire();
});

afterAll(() => leadwire?.stop());

/** What was tried: an operation, and the status that came. */
const tried = new Set<string>();

interface Call {
  /** Parameters of the path, and the query behind a `?`. */
  with?: Record<string, string>;
  query?: string;
  json?: unknown;
  answers?: Record<string, string>;
  headers?: Record<string, string>;
  noToken?: true;
}

/** Calls an operation and compares the answer with its description. */
async function call(operation: string, status: number, given: Call = {}): Promise<void> {
  const [method = '', template = ''] = operation.split(' ');
  tried.add(operation);
  const path = template.replace(/\{(\w+)\}|\*/g, (all, name) => given.with?.[name ?? all] ?? all);
  const headers: Record<string, string> = { accept: 'application/json', ...given.headers };
  if (template.startsWith('/v1/admin') && !given.noToken) headers.authorization = `Bearer ${leadwire.adminToken}`;
  if (given.json !== undefined) headers['content-type'] = 'application/json';
  const body = given.answers ? new URLSearchParams(given.answers) : JSON.stringify(given.json);
  const init: RequestInit = { method: method.toUpperCase(), headers, redirect: 'manual' };
  const response = await fetch(`${leadwire.workerUrl}${path}${given.query ?? ''}`, { ...init, body: body ?? null });
  const text = await response.text();
  expect({ operation, status: response.status, text: response.status === status ? '' : text }).toEqual({
    operation,
    status,
    text: '',
  });
  const documented = document.paths[template]?.[method]?.responses[status];
  expect(documented, `${operation} describes ${status}`).toBeDefined();
  if (template.startsWith('/v1/admin')) {
    const hasEtag = documented?.headers !== undefined;
    expect({ operation, status, hasEtag: response.headers.has('etag') }).toEqual({ operation, status, hasEtag });
  }
  const type = response.headers.get('content-type')?.split(';')[0];
  if (!documented?.content) return expect(text).toBe('');
  const described = documented.content[type ?? ''];
  expect(described, `${operation} describes ${type}`).toBeDefined();
  if (!described?.schema) return;
  const check = ajv.compile({ ...(forbidOthers(described.schema) as object), components });
  expect({ operation, valid: check(JSON.parse(text)), errors: check.errors }).toEqual({
    operation,
    valid: true,
    errors: null,
  });
}

const form = { formId: 'described' };
const lead = { enterprise: 'acme', submission: SUBMISSION };
const id = (submissionId: string) => ({ ...form, submissionId });

test('every operation answers as it is described', async () => {
  await call('put /v1/admin/forms/{formId}', 201, { with: form, json: FORM });
  await call('put /v1/admin/forms/{formId}', 200, { with: form, json: { ...FORM, title: 'Report' } });
  await call('put /v1/admin/forms/{formId}', 422, { with: form, json: { ...FORM, colour: 'red' } });
  await call('get /v1/admin/forms', 200);
  await call('get /v1/admin/forms', 401, { noToken: true });
  await call('get /v1/admin/forms/{formId}', 200, { with: form });
  await call('get /v1/admin/forms/{formId}/html', 200, { with: form, query: '?locale=de&channel=Email' });
  await call('get /v1/admin/forms/{formId}', 404, { with: { formId: 'unknown' } });
  await call('get /v1/admin/forms/{formId}/drift', 200, { with: form, query: '?fresh' });
  await call('post /v1/admin/forms/{formId}/drift', 200, { with: form });
  await call('get /v1/admin/forms/{formId}/doctor', 200, { with: form });
  await call('post /v1/admin/preview', 200, { json: FORM });
  await call('post /v1/admin/preview', 200, { json: { ...FORM, colour: 'red' } });

  const leads = 'post /v1/forms/{formId}/leads';
  const answers = { submission: SUBMISSION, ...PERSON };
  await call('get /v1/forms/{formId}', 200, { with: form });
  await call('get /v1/forms/{formId}', 403, { with: form, headers: { origin: 'https://elsewhere.example' } });
  await call('get /v1/forms/{formId}', 404, { with: { formId: 'unknown' } });
  await call('options /v1/forms/*', 204, { with: { '*': 'described' } });
  await call(leads, 201, { with: form, answers });
  await call(leads, 200, { with: form, answers });
  await call(leads, 409, { with: form, answers: { ...answers, 'form[lastName]': 'Byron' } });
  await call(leads, 422, { with: form, answers: { ...answers, submission: OTHER, 'form[email]': 'ada' } });
  await call(leads, 400, { with: form, answers: { ...answers, submission: 'one' } });
  await call(leads, 415, { with: form, json: PERSON });
  await call(leads, 303, {
    with: form,
    answers: { ...answers, submission: OTHER },
    headers: { accept: 'text/html' },
  });
  await call('get /v1/forms/{formId}/leads/{submissionId}', 200, { with: id(SUBMISSION) });
  await call('get /v1/forms/{formId}/leads/{submissionId}', 404, { with: id(MISSING) });
  await call('post /v1/admin/forms/{formId}/test', 200, { with: form });

  await call('get /v1/admin/accounts', 200);
  await call('get /v1/admin/accounts/{enterprise}', 200, { with: lead });
  await call('get /v1/admin/accounts/{enterprise}', 404, { with: { enterprise: 'nobody' } });
  await call('post /v1/admin/accounts/{enterprise}/login', 200, { with: lead });
  await call('post /v1/admin/accounts/{enterprise}/mfa', 409, { with: lead, json: { code: '123456' } });
  const campaign = { ...lead, campaignId: '1234' };
  await call('get /v1/admin/accounts/{enterprise}/campaigns/{campaignId}', 200, { with: campaign });
  await call('get /v1/admin/leads', 200, { query: '?enterprise=acme' });
  await call('get /v1/admin/leads', 400, { query: '?enterprise=acme&day=today' });
  await call('get /v1/admin/leads.csv', 200, { query: '?enterprise=acme' });
  await call('get /v1/admin/leads/{enterprise}/{submission}', 200, { with: lead });
  await call('get /v1/admin/leads/{enterprise}/{submission}', 200, { with: lead, query: '?answers=hidden' });
  await call('get /v1/admin/leads/{enterprise}/{submission}', 404, { with: { ...lead, submission: MISSING } });
  await call('post /v1/admin/leads/{enterprise}/{submission}/verdict', 200, { with: lead });
  await call('post /v1/admin/leads/{enterprise}/{submission}/retry', 409, { with: lead });
  await call('post /v1/admin/leads/{enterprise}/{submission}/discard', 409, { with: lead });
  const message = { ...lead, message: 'msg_none' };
  await call('post /v1/admin/leads/{enterprise}/{submission}/webhooks/{message}', 404, { with: message });
  await call('post /v1/admin/forms/{formId}/webhooks/test', 422, { with: form });
  await call('put /v1/admin/forms/{formId}', 412, { with: form, json: FORM, headers: { 'if-match': '"other"' } });
  await call('put /v1/admin/forms/{formId}', 412, { with: form, json: FORM, headers: { 'if-none-match': '*' } });
  await call('delete /v1/admin/forms/{formId}', 412, { with: form, headers: { 'if-match': '"other"' } });
  await call('post /v1/admin/retry', 200, { json: { enterprise: 'acme', filter: { status: 'held' } } });
  await call('post /v1/admin/retry', 200, { json: { enterprise: 'acme', filter: { status: 'held' }, expect: 0 } });
  const list = { enterprise: 'acme', leads: [{ leadId: 1, verdict: 'invalid' }] };
  await call('post /v1/admin/reconcile', 200, { json: { ...list, dryRun: true } });
  await call('post /v1/admin/reconcile', 400, { json: { enterprise: 'acme' } });
  await call('get /v1/admin/stats', 200, { query: '?enterprise=acme&by=form&and=day' });
  await call('get /v1/admin/stats', 200, { query: '?enterprise=acme&by=page&and=reason' });
  await call('post /v1/admin/find', 200, { json: { email: 'ada@example.com' } });
  await call('post /v1/admin/find', 400, { json: {} });
  await call('post /v1/admin/erase', 200, { json: { email: 'ada@example.com' } });

  await call('get /widget.js', 200);
  await call('get /widget.json', 200);
  await call('get /{file}', 404, { with: { file: 'widget-000000000000.js' } });
  await call('get /f/{formId}', 200, { with: form });
  await call('get /f/{formId}/thanks', 200, { with: form });
  await call('get /f/{formId}', 404, { with: { formId: 'unknown' } });
  await call('get /healthz', 200);
  await call('get /console/*', 200, { with: { '*': 'leads' } });
  await call('get /console/preview', 200);
  await call('get /console/assets/*', 404, { with: { '*': 'none.js' } });
  const own = { origin: leadwire.workerUrl };
  await call('get /console/session', 200);
  await call('post /console/session', 401, { json: { token: 'wrong' }, headers: own });
  await call('post /console/session', 200, { json: { token: leadwire.adminToken }, headers: own });
  await call('delete /console/session', 204, { headers: own });
  await call('delete /v1/admin/forms/{formId}', 204, { with: form });

  const all = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method} ${path}`),
  );
  expect([...tried].sort()).toEqual(all.sort());
});
