/** The headers of every answer, from the Worker and from the static files beside it. */
import { describe, expect, inject, test } from 'vitest';
import { ANSWERS, newAddress, PAGE, saveForm, workerUrl } from './worker.ts';

const form = await saveForm();
const NO_PAGE = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
const FORM_TYPE = { 'content-type': 'application/x-www-form-urlencoded' };

type Ask = [what: string, path: string, init?: RequestInit, status?: number];

const ask = (path: string, init: RequestInit = {}) =>
  fetch(workerUrl + path, {
    redirect: 'manual',
    ...init,
    headers: { 'cf-connecting-ip': newAddress(), ...(init.headers as Record<string, string>) },
  });

const manifest = (await (await fetch(`${workerUrl}/widget.json`)).json()) as {
  file: string;
  hash: string;
  features: Record<string, { file: string }>;
};
const scriptOf = async (page: string) =>
  /src="(\/console\/assets\/[^"]+)"/.exec(await (await fetch(workerUrl + page)).text())?.[1] ?? 'no script';
const post = (body: string, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  body,
  headers: { ...FORM_TYPE, ...headers },
});
const OPERATOR: RequestInit = { headers: { authorization: `Bearer ${inject('adminToken')}` } };
const WHOLE = new URLSearchParams(ANSWERS).toString();

const NO_PAGES: Ask[] = [
  ['the script', '/widget.js'],
  ['the script with a form', '/widget.js?form=acme-report'],
  ['the script, unchanged', '/widget.js', { headers: { 'if-none-match': `"${manifest.hash}"` } }, 304],
  ['its manifest', '/widget.json'],
  ['a hashed file', manifest.file],
  ['a lazy feature', manifest.features.phone?.file ?? ''],
  ['a hashed file, by a wrong method', manifest.file, { method: 'POST' }, 405],
  ['a module of the package', '/element/lead-form.js'],
  ['a definition', `/v1/forms/${form}`],
  ['a preflight', `/v1/forms/${form}/leads`, { method: 'OPTIONS', headers: { origin: PAGE } }, 204],
  ['a lead', `/v1/forms/${form}/leads`, post(WHOLE, { accept: 'application/json' }), 201],
  ['a redirect', `/v1/forms/${form}/leads`, post(WHOLE), 303],
  ['a wrong method', `/v1/forms/${form}/leads`, { method: 'PUT' }, 405],
  [
    'a wrong content type',
    `/v1/forms/${form}/leads`,
    post('{}', { 'content-type': 'text/json', accept: 'application/json' }),
    415,
  ],
  ['a large body', `/v1/forms/${form}/leads`, post('x'.repeat(70_000), { accept: 'application/json' }), 413],
  ['a refusal', `/v1/forms/${form}/leads`, post('a=b', { accept: 'application/json' }), 422],
  ['a foreign origin', `/v1/forms/${form}`, { headers: { origin: 'https://evil.example' } }, 403],
  ['an unknown form', '/v1/forms/nope', {}, 404],
  ['an unknown state', `/v1/forms/${form}/leads/${crypto.randomUUID()}`, {}, 404],
  ['the health check', '/healthz'],
  ['the admin API, without a token', '/v1/admin/forms', {}, 401],
  ['the admin API', '/v1/admin/forms', OPERATOR],
  ['the session', '/console/session'],
  ['a script of the console', await scriptOf('/console')],
  ['a script that the console lacks', '/console/assets/nope.js', {}, 404],
  ['nothing', '/nowhere', {}, 404],
];
const PAGES: Ask[] = [
  ['the hosted form', `/f/${form}`],
  ['the hosted form in a frame', `/f/${form}?embed`],
  ['the thanks', `/f/${form}/thanks`],
  ['no form', '/f/nope', {}, 404],
  ['the form again', `/v1/forms/${form}/leads`, post('a=b'), 422],
  ['a foreign origin’s plain form', `/v1/forms/${form}/leads`, post(WHOLE, { origin: 'https://evil.example' }), 403],
  ['the console', '/console'],
  ['a view of the console', '/console/leads'],
  ['the console’s preview', '/console/preview'],
];

function expectCommon({ headers }: Response): void {
  expect(headers.get('strict-transport-security')).toBe('max-age=31536000');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('referrer-policy')).toMatch(/^(strict-origin-when-cross-origin|same-origin)$/);
  expect(headers.get('permissions-policy')).toContain('camera=()');
  expect(headers.get('access-control-allow-credentials')).toBeNull();
  expect(headers.get('x-powered-by')).toBeNull();
}

describe('security headers', () => {
  test.for([...NO_PAGES, ...PAGES, ['a page of the demo', '/'] as Ask])('are on %s', async ([, path, init, status]) => {
    const response = await ask(path, init);
    await response.body?.cancel();
    expect(response.status).toBe(status ?? 200);
    expectCommon(response);
  });

  test.for(NO_PAGES)('allow nothing where the answer is no page: %s', async ([, path, init]) => {
    const response = await ask(path, init);
    await response.body?.cancel();
    expect(response.headers.get('content-security-policy')).toBe(NO_PAGE);
    expect(response.headers.get('cross-origin-resource-policy')).toMatch(/^(same|cross)-origin$/);
  });

  test.for(PAGES)('allow a page only what it needs: %s', async ([, path, init]) => {
    const response = await ask(path, init);
    await response.body?.cancel();
    const policy = response.headers.get('content-security-policy') ?? '';
    for (const part of ["default-src 'none'", 'frame-ancestors ', 'form-action ', "base-uri 'none'"]) {
      expect(policy).toContain(part);
    }
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).not.toContain('unsafe');
    expect(response.headers.get('cache-control')).toMatch(/^no-(store|cache)$/);
  });
});

describe('no cache keeps', () => {
  test.for<Ask>([
    ['a lead’s answer', `/v1/forms/${form}/leads`, post(WHOLE, { accept: 'application/json' })],
    ['the way to the thanks', `/v1/forms/${form}/leads`, post(WHOLE)],
    ['the form, filled in', `/v1/forms/${form}/leads`, post('form[email]=x')],
    ['a refusal', `/v1/forms/${form}/leads`, post('form[email]=x', { accept: 'application/json' })],
    ['a state', `/v1/forms/${form}/leads/${crypto.randomUUID()}`],
    ['the hosted form', `/f/${form}?channel=x`],
    ['leads', '/v1/admin/leads?enterprise=acme', OPERATOR],
    ['a table of leads', '/v1/admin/leads.csv?enterprise=acme', OPERATOR],
    ['a refused operator', '/v1/admin/leads?enterprise=acme'],
    ['a session', '/console/session'],
  ])('%s', async ([, path, init]) => {
    const response = await ask(path, init);
    await response.body?.cancel();
    expect(response.headers.get('cache-control')).toBe('no-store');
  });
});
