import { createExecutionContext } from 'cloudflare:test';
import { env as bindings } from 'cloudflare:workers';
import { expect } from 'vitest';
import type { LeadRow } from '../../../../worker/account-api.ts';
import worker from '../../../../worker/index.ts';
import type { Env } from '../../../../worker/settings/env.ts';

export const ORIGIN = 'https://leads.example.com';
export const PAGE = 'https://landing.example.com';
export const ADMIN_TOKEN = 'test-admin-token-0123456789';

/** Replaces the built widget, which has its compiler's hint in the first line. */
export const WIDGET = '//# hint\n/* the widget */';

/** Short waits: what Convertr doesn't confirm at once is `queued`. */
export const env = { ...(bindings as unknown as Env), ANSWER_WITHIN_MS: '1500', ASSETS: createAssets() } as Env;

function createAssets(): Fetcher {
  const files: Record<string, string> = {
    '/widget.json': JSON.stringify({
      file: '/widget-0123456789ab.js',
      hash: '0123456789ab',
      integrity: 'sha384-x',
      features: { phone: { file: '/widget-phone-0123456789ab.js' }, steps: { file: '/widget-steps-0123456789ab.js' } },
    }),
    '/widget-0123456789ab.js': WIDGET,
    '/widget-phone-0123456789ab.js': 'globalThis.leadwire.features["phone"]??=1;',
    '/widget-steps-0123456789ab.js': 'globalThis.leadwire.features["steps"]??=1;',
  };
  return {
    fetch: async (input: RequestInfo | URL) => {
      const file = files[new URL(input instanceof Request ? input.url : input).pathname];
      return file === undefined ? new Response('', { status: 404 }) : new Response(file);
    },
  } as unknown as Fetcher;
}

/** Calls the Worker like Cloudflare. */
export function ask(path: string, init: RequestInit = {}, vars: Partial<Env> | Env = env): Promise<Response> {
  const request = new Request(new URL(path, ORIGIN), { redirect: 'manual', ...init });
  const full = vars === env ? env : ({ ...env, ...vars } as Env);
  return Promise.resolve(worker.fetch(request as never, full, createExecutionContext()));
}

export function admin(path: string, init: RequestInit & { json?: unknown } = {}): Promise<Response> {
  const { json, ...rest } = init;
  return ask(`/v1/admin/${path}`, {
    ...rest,
    headers: { Authorization: `Bearer ${ADMIN_TOKEN}`, ...(init.headers as Record<string, string>) },
    body: json === undefined ? (init.body ?? null) : JSON.stringify(json),
  });
}

let forms = 0;

/** Saves a form under an id of its own. @returns the id. */
export async function saveForm(config: Record<string, unknown> = {}): Promise<string> {
  forms += 1;
  const id = `form-${forms}-${crypto.randomUUID().slice(0, 8)}`;
  expect(await changeForm(id, config)).toBe(201);
  return id;
}

/** @returns the status. */
export async function changeForm(id: string, config: Record<string, unknown>): Promise<number> {
  const json = { enterprise: 'acme', campaignId: 1234, formId: 35, origins: [PAGE], ...config };
  return (await admin(`forms/${id}`, { method: 'PUT', json })).status;
}

export const ANSWERS = {
  'form[firstName]': 'Zoë',
  'form[lastName]': "O'Hara & Söhne",
  'form[email]': 'zoe+report@example.com',
};

let visitors = 0;
/** An address that nobody has used: limits are counted by address. */
export const newAddress = (): string => {
  visitors += 1;
  return `198.51.${100 + Math.floor(visitors / 250)}.${visitors % 250}`;
};

export interface Post {
  answers?: Record<string, string> | [string, string][] | undefined;
  submission?: string;
  headers?: Record<string, string>;
  body?: BodyInit;
  vars?: Partial<Env>;
}

/** A submission as the widget sends it, from a landing page. */
export function submit(form: string, { answers = ANSWERS, submission, headers, body, vars }: Post = {}) {
  const parameters = new URLSearchParams(answers);
  if (submission !== undefined) parameters.append('submission', submission);
  return ask(
    `/v1/forms/${form}/leads`,
    {
      method: 'POST',
      headers: {
        Accept: 'application/json',
        'Content-Type': 'application/x-www-form-urlencoded',
        Origin: PAGE,
        'CF-Connecting-IP': newAddress(),
        ...headers,
      },
      body: body ?? parameters,
      ...(body instanceof ReadableStream && { duplex: 'half' }),
    } as RequestInit,
    vars ?? env,
  );
}

/** The rows of one form in its account's ledger. */
export async function rowsOf(form: string): Promise<LeadRow[]> {
  const answer = await admin(`leads?enterprise=acme&form=${form}`);
  const { leads } = (await answer.json()) as { leads: LeadRow[] };
  return leads;
}

/** Reads a problem document and checks that it is one. */
export async function readProblem(response: Response): Promise<Record<string, unknown> & { type: string }> {
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  const body = (await response.json()) as Record<string, unknown>;
  expect(body).toMatchObject({ status: response.status, title: expect.any(String) });
  expect(body.type).toMatch(/^urn:leadwire:problem:[a-z-]+$/);
  expect(JSON.stringify(body)).not.toMatch(/\bat .*\.ts:\d|Error:|stack/);
  return body as never;
}
