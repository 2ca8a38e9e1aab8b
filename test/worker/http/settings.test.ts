import { createExecutionContext } from 'cloudflare:test';
import { beforeEach, describe, expect, test } from 'vitest';
import worker from '../../../worker/index.ts';
import type { Env } from '../../../worker/settings/env.ts';
import { type Convertr, stubConvertr } from './support/convertr.ts';
import { ADMIN_TOKEN, ask, env, newAddress, readProblem, rowsOf, saveForm, submit } from './support/leadwire.ts';

let convertr: Convertr;
beforeEach(() => {
  convertr = stubConvertr();
});

const account = { publisherId: 12, username: 'publisher@example.com', password: 'Tr0ub4dor' };
const accounts = (value: unknown) => ({ CONVERTR_ACCOUNTS: JSON.stringify(value) });

const BROKEN: [what: string, vars: Partial<Env>, named: string][] = [
  ['no accounts', { CONVERTR_ACCOUNTS: '' }, 'CONVERTR_ACCOUNTS'],
  ['accounts that are no JSON', { CONVERTR_ACCOUNTS: '{"acme":{"password":"Tr0ub4dor"' }, 'CONVERTR_ACCOUNTS'],
  ['accounts as a list', accounts([account]), 'CONVERTR_ACCOUNTS'],
  ['accounts as null', accounts(null), 'CONVERTR_ACCOUNTS'],
  ['an empty object', accounts({}), 'CONVERTR_ACCOUNTS'],
  ['an enterprise that is no label', accounts({ 'Tr0ub4dor.evil/': account }), 'CONVERTR_ACCOUNTS'],
  ['an account without a password', accounts({ acme: { ...account, password: '' } }), 'acme.password'],
  ['an account with a text for a number', accounts({ acme: { ...account, publisherId: 'Tr0ub4dor' } }), 'publisherId'],
  ['an account that is null', accounts({ acme: null }), 'CONVERTR_ACCOUNTS'],
  ['an origin elsewhere', accounts({ acme: { ...account, origin: 'http://Tr0ub4dor.example' } }), 'acme.origin'],
  ['a jurisdiction that is none', accounts({ acme: { ...account, jurisdiction: 'Tr0ub4dor' } }), 'acme.jurisdiction'],
  ['no lead key', { LEAD_KEY: '' }, 'LEAD_KEY'],
  ['a short lead key', { LEAD_KEY: btoa('Tr0ub4dor') }, 'LEAD_KEY'],
  ['a lead key that is no base64', { LEAD_KEY: 'Tr0ub4dor!' }, 'LEAD_KEY'],
  ['a list of lead keys that is cut off', { LEAD_KEY: '["Tr0ub4dor' }, 'LEAD_KEY'],
  ['no admin token', { ADMIN_TOKEN: '' }, 'ADMIN_TOKEN'],
  ['a short admin token', { ADMIN_TOKEN: 'Tr0ub4dor' }, 'ADMIN_TOKEN'],
  ['an admin token with spaces', { ADMIN_TOKEN: 'Tr0ub4dor and 3 more words' }, 'ADMIN_TOKEN'],
  ['an admin token that no header can carry', { ADMIN_TOKEN: 'Tr0ub4dor-für-Leadwire' }, 'ADMIN_TOKEN'],
  ['a wait that is no number', { ANSWER_WITHIN_MS: 'Tr0ub4dor' }, 'ANSWER_WITHIN_MS'],
  ['a webhook in the clear', { ALERT_WEBHOOK: 'http://hooks.example/Tr0ub4dor' }, 'ALERT_WEBHOOK'],
];

describe('a broken secret is named, never shown', () => {
  test.each(BROKEN)('%s', async (_, vars, named) => {
    const form = await saveForm();
    const answers = [
      await ask('/healthz', {}, vars),
      await ask(`/v1/forms/${form}`, {}, vars),
      await ask(`/f/${form}`, {}, vars),
      await ask('/v1/admin/forms', {}, vars),
      await submit(form, { vars }),
    ];
    for (const response of answers) {
      expect(response.status).toBe(503);
      const body = await readProblem(response);
      expect(body).toMatchObject({ type: 'urn:leadwire:problem:misconfigured' });
      expect(body.detail).toContain(named);
      expect(response.headers.get('retry-after')).toBe('60');
      expect(response.headers.get('access-control-allow-origin')).toBe('*');
      expect(JSON.stringify(body)).not.toContain('Tr0ub4dor');
    }
    expect(await rowsOf(form)).toEqual([]);
    expect(convertr.leads).toHaveLength(0);
  });
});

describe('before the Worker is set up, /console', () => {
  const NOTHING = { CONVERTR_ACCOUNTS: '', LEAD_KEY: '', ADMIN_TOKEN: '', ANSWER_WITHIN_MS: 'soon' };
  const readPage = async (path: string, vars: Partial<Env>) => {
    const response = await ask(path, { headers: { Accept: 'text/html' } }, vars);
    return { response, text: await response.text() };
  };

  test('lists what is missing, what it is for and the command that sets it, in place of the sign-in', async () => {
    const { response, text } = await readPage('/console', NOTHING);
    expect(response.status).toBe(503);
    expect(response.headers.get('content-type')).toMatch(/^text\/html/);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('content-security-policy')).not.toContain('script-src');
    expect(text).not.toMatch(/<script|<input|—/);
    for (const name of ['CONVERTR_ENTERPRISE', 'CONVERTR_PASSWORD', 'LEAD_KEY', 'ADMIN_TOKEN']) {
      expect(text).toContain(`npx wrangler secret put ${name}`);
    }
    expect(text).toContain('Encrypts the answers of visitors. Make it with <code>openssl rand -base64 32</code>');
    expect(text).toContain('ANSWER_WITHIN_MS = &quot;…&quot; under [vars]');
    expect(text).toContain('Workers &amp; Pages, your Worker, Settings, Variables and Secrets');
  });

  test.each(['/console', '/console/', '/console/leads'])('does so on %s', async (path) => {
    expect((await readPage(path, NOTHING)).text).toContain('Leadwire is not set up yet');
  });

  test('names .dev.vars on a Worker of this machine', async () => {
    const { text } = await readPage('http://127.0.0.1:8787/console', { LEAD_KEY: '' });
    expect(text).toContain('LEAD_KEY=… in .dev.vars');
    expect(text).not.toMatch(/secret put|dashboard/);
  });

  test.each(BROKEN)('shows no value of %s', async (_, vars, named) => {
    const { text } = await readPage('/console', vars);
    expect(text).toContain(named);
    expect(text).not.toContain('Tr0ub4dor');
  });

  test('reports the same as /healthz', async () => {
    const { faults, detail } = (await readProblem(await ask('/healthz', {}, NOTHING))) as unknown as {
      detail: string;
      faults: { message: string; repairs: { setting: string; set: string }[] }[];
    };
    const { text } = await readPage('/console', NOTHING);
    expect(faults).toHaveLength(4);
    for (const { message, repairs } of faults) {
      expect(detail).toContain(message);
      expect(text).toContain(message);
      for (const { setting, set } of repairs) {
        expect(text).toContain(`<code>${setting}</code>`);
        expect(text).toContain(set.replaceAll('"', '&quot;'));
      }
    }
  });

  test('is the console again once everything is set', async () => {
    expect((await readPage('/console', {})).text).not.toContain('Leadwire is not set up yet');
  });
});

describe('/healthz', () => {
  test('is 200 while leads can be stored, even when Convertr is down', async () => {
    convertr.broken = { status: 503 };
    const response = await ask('/healthz');
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ status: 'ok' });
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  /** A namespace whose objects do not answer, and how often they were called. */
  function createSilent() {
    const calls = { count: 0 };
    const fail = () => {
      calls.count += 1;
      return Promise.reject(new Error('down'));
    };
    const object = { hasRows: fail, waiting: fail };
    return { calls, namespace: { idFromName: () => 'id', get: () => object } as never };
  }
  const FORMS = { get: async () => '' } as never;

  test('is 200 while the overflow can store what an account’s object cannot', async () => {
    const { namespace } = createSilent();
    expect((await ask('/healthz', {}, { ACCOUNTS: namespace, FORMS })).status).toBe(200);
  });

  test('is 503 and names the accounts for which nothing can store leads', async () => {
    const { namespace } = createSilent();
    const response = await ask('/healthz', {}, { ACCOUNTS: namespace, OVERFLOW: namespace, FORMS });
    expect(response.status).toBe(503);
    expect(await readProblem(response)).toMatchObject({ accounts: ['acme', 'globex'], retryAfter: 5 });
  });

  test('is no object’s first call, which would place it near the monitor for good', async () => {
    const { namespace, calls } = createSilent();
    const none = { get: async () => null } as never;
    expect((await ask('/healthz', {}, { ACCOUNTS: namespace, FORMS: none })).status).toBe(200);
    expect(calls.count).toBe(0);
  });

  test('asks the objects once in five seconds, however often it is asked', async () => {
    const { namespace, calls } = createSilent();
    const vars = { ...env, ACCOUNTS: namespace, OVERFLOW: namespace, FORMS };
    await fetchHealth(vars);
    const { count } = calls;
    expect(count).toBeGreaterThan(0);
    await Promise.all(Array.from({ length: 10 }, () => fetchHealth(vars)));
    expect(calls.count).toBe(count);
  });

  test('is limited by address', async () => {
    const headers = { 'CF-Connecting-IP': newAddress() };
    const answers = await Promise.all(Array.from({ length: 64 }, () => ask('/healthz', { headers })));
    expect(answers.some(({ status }) => status === 429)).toBe(true);
    expect((await ask('/healthz', { headers: { 'CF-Connecting-IP': newAddress() } })).status).toBe(200);
  });
});

/** With the very same bindings each time, as an isolate has them. */
const fetchHealth = (vars: Env) =>
  worker.fetch(new Request('https://leads.example.com/healthz') as never, vars, createExecutionContext());

test('an unexpected error is a 500 without its message', async () => {
  const FORMS = { list: () => Promise.reject(new Error('secret words')) } as never;
  const headers = { Authorization: `Bearer ${ADMIN_TOKEN}` };
  const response = await ask('/v1/admin/forms', { headers }, { FORMS });
  expect(response.status).toBe(500);
  expect(JSON.stringify(await readProblem(response))).not.toContain('secret words');
});

describe('while KV is down', () => {
  const FORMS = { get: () => Promise.reject(new Error('secret words')) } as never;

  test('the form is 503 with Retry-After, which any page can read, and nothing is stored', async () => {
    for (const response of [
      await ask('/v1/forms/never-read-before', { headers: { Origin: 'https://landing.example.com' } }, { FORMS }),
      await submit('never-read-before', { vars: { FORMS } }),
    ]) {
      expect(response.status).toBe(503);
      expect(response.headers.get('access-control-allow-origin')).toBe('*');
      expect(response.headers.get('access-control-expose-headers')).toBe('Retry-After');
      expect(response.headers.get('retry-after')).toBe('5');
      expect(await readProblem(response)).toMatchObject({ retryAfter: 5 });
    }
    expect(convertr.leads).toHaveLength(0);
  });

  test('the hosted page shows it, and widget.js is served', async () => {
    const page = await ask('/f/never-read-before', { headers: { Accept: 'text/html' } }, { FORMS });
    expect(page.status).toBe(503);
    expect(page.headers.get('content-type')).toMatch(/^text\/html/);
    expect((await ask('/widget.js?form=never-read-before', {}, { FORMS })).status).toBe(200);
  });
});

describe('security headers', () => {
  test.each([
    '/widget.js',
    '/widget.json',
    '/healthz',
    '/v1/forms/nope',
    '/f/nope',
    '/v1/admin/forms',
    '/nowhere',
    '/',
  ])('are on %s', async (path) => {
    const { headers } = await ask(path);
    expect(headers.get('strict-transport-security')).toMatch(/max-age=\d{8,}/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('strict-origin-when-cross-origin');
    expect(headers.get('permissions-policy')).toContain('camera=()');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('cross-origin-resource-policy')).toMatch(/^(same|cross)-origin$/);
    expect(headers.get('server')).toBeNull();
    expect(headers.get('x-powered-by')).toBeNull();
  });
});
