import { beforeEach, describe, expect, test } from 'vitest';
import { stubConvertr } from './support/convertr.ts';
import { ADMIN_TOKEN, admin, ask, env, readProblem, saveForm } from './support/leadwire.ts';

beforeEach(() => {
  stubConvertr();
});

const CONFIG = { enterprise: 'acme', campaignId: 1234, formId: 35, origins: [] };
const put = (id: string, json: unknown) => admin(`forms/${id}`, { method: 'PUT', json });
const newId = () => `f-${crypto.randomUUID()}`;

describe('the admin token', () => {
  test.each([
    ['nothing', undefined],
    ['another token', 'Bearer wrong-token-0123456789'],
    ['the token’s start', `Bearer ${ADMIN_TOKEN.slice(0, -1)}`],
    ['the token and more', `Bearer ${ADMIN_TOKEN}x`],
    ['the bare token', ADMIN_TOKEN],
    ['Basic', `Basic ${btoa(`admin:${ADMIN_TOKEN}`)}`],
    ['an empty one', 'Bearer '],
  ])('is required: %s is not enough', async (_, authorization) => {
    for (const path of ['forms', 'accounts', 'leads?enterprise=acme', 'stats?enterprise=acme&by=form', 'nowhere']) {
      const response = await ask(`/v1/admin/${path}`, {
        headers: authorization === undefined ? {} : { Authorization: authorization },
      });
      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toBe('Bearer');
      expect(response.headers.get('cache-control')).toBe('no-store');
      await readProblem(response);
    }
  });

  test('lets a program in, but no script of another page', async () => {
    const response = await admin('forms', { headers: { Origin: 'https://landing.example.com' } });
    expect(response.status).toBe(200);
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('a form’s configuration', () => {
  test('is kept as it was written, is listed, and is visible by the time that the answer names', async () => {
    const id = newId();
    const json = { ...CONFIG, title: { en: 'A', de: 'B' }, fields: [{ name: 'form[email]', label: 'E' }] };
    const before = Date.now();
    const saved = await put(id, json);
    expect(saved.status).toBe(201);
    const { form, visibleBy } = (await saved.json()) as { form: string; visibleBy: string };
    expect(form).toBe(id);
    expect(Date.parse(visibleBy) - before).toBeGreaterThanOrEqual(60_000);
    expect(Date.parse(visibleBy) - before).toBeLessThan(120_000);
    expect(await (await admin(`forms/${id}`)).text()).toBe(JSON.stringify(json));
    const { forms } = (await (await admin('forms')).json()) as { forms: { form: string; title?: string }[] };
    expect(forms.find((each) => each.form === id)).toMatchObject({ enterprise: 'acme', formId: 35, title: 'A' });
    expect((await put(id, json)).status).toBe(200);
    expect((await admin(`forms/${id}`, { method: 'DELETE' })).status).toBe(204);
    expect((await admin(`forms/${id}`)).status).toBe(404);
    expect((await admin(`forms/${id}`, { method: 'DELETE' })).status).toBe(404);
  });

  test('that cannot be saved, as twice within a second, is reported as unsaved', async () => {
    const FORMS = {
      get: async () => null,
      getWithMetadata: async () => ({ value: null, metadata: null }),
      put: () => Promise.reject(new Error('KV PUT failed: 429 Too Many Requests')),
    } as never;
    const body = JSON.stringify({ enterprise: 'acme', campaignId: 1, formId: 2, origins: [] });
    const headers = { Authorization: `Bearer ${ADMIN_TOKEN}` };
    const answer = await ask('/v1/admin/forms/twice', { method: 'PUT', headers, body }, { FORMS });
    expect(answer.status).toBe(503);
    expect(await readProblem(answer)).toMatchObject({ retryAfter: 5, detail: 'KV did not accept the change.' });
  });

  test('that was written to KV directly is listed, and keeps its enterprise', async () => {
    const id = newId();
    await env.FORMS.put(id, JSON.stringify({ ...CONFIG, title: 'Größe' }));
    const { forms } = (await (await admin('forms')).json()) as { forms: { form: string }[] };
    expect(forms.find(({ form }) => form === id)).toEqual({
      form: id,
      enterprise: 'acme',
      campaignId: 1234,
      formId: 35,
      title: 'Größe',
      pages: 0,
    });
    expect((await put(id, { ...CONFIG, enterprise: 'globex' })).status).toBe(422);
  });

  test.each([
    ['campaignId', { campaignId: '1234' }],
    ['formId', { formId: 1.5 }],
    ['campaignId', { campaignId: 0 }],
    ['campaignId', { campaignId: 1e21 }],
    ['formId', { formId: -35 }],
    ['channels.Email', { channels: { Email: 0 } }],
    ['origins[1]', { origins: ['https://a.example', 'https://a.example/path'] }],
    ['origins[0]', { origins: ['*'] }],
    ['origins[0]', { origins: ['null'] }],
    ['origins', { origins: 'https://a.example' }],
    ['titel', { titel: 'x' }],
    ['success.redirect', { success: { redirect: 'javascript:alert(1)' } }],
    ['success.redirect', { success: { redirect: '/thanks' } }],
    ['success.url', { success: { url: 'https://a.example' } }],
    ['fields[0].name', { fields: [{ name: 'email' }] }],
    ['fields[1].name', { fields: [{ name: 'form[a]' }, { name: 'form[a]' }] }],
    ['fields[0].type', { fields: [{ name: 'form[a]', type: 'password' }] }],
    ['fields[0].options', { fields: [{ name: 'form[a]', type: 'select' }] }],
    ['fields[0].from', { fields: [{ name: 'form[a]', type: 'hidden', from: 'cookie' }] }],
    [
      'fields[0].text[1].href',
      { fields: [{ name: 'form[a]', type: 'consent', text: ['I ', { text: 'x', href: 'data:,x' }] }] },
    ],
    ['channels.Email', { channels: { Email: 'x' } }],
    ['locale', { locale: 'not a tag' }],
    ['turnstile', { turnstile: '<script>' }],
    ['onUnknown', { onUnknown: 'maybe' }],
    ['enterprise', { enterprise: 'acme.evil.example/' }],
    ['enterprise', { enterprise: 'umbrella' }],
  ])('is refused for a fault at %s', async (path, change) => {
    const id = newId();
    const response = await put(id, { ...CONFIG, ...change });
    expect(response.status).toBe(422);
    const { faults } = (await readProblem(response)) as unknown as { faults: { path: string; message: string }[] };
    expect(faults.map((fault) => fault.path)).toContain(path);
    expect((await admin(`forms/${id}`)).status).toBe(404);
  });

  test('is refused with all its errors at once', async () => {
    const response = await put(newId(), { enterprise: 'acme', origins: [], x: 1 });
    const { faults } = (await readProblem(response)) as unknown as { faults: { path: string }[] };
    expect(faults.map(({ path }) => path).sort()).toEqual(['campaignId', 'formId', 'x']);
  });

  test('cannot move to another enterprise', async () => {
    const id = await saveForm();
    const response = await put(id, { ...CONFIG, enterprise: 'globex' });
    expect(response.status).toBe(422);
    expect(await readProblem(response)).toMatchObject({ faults: [{ path: 'enterprise' }] });
    expect(await (await admin(`forms/${id}`)).json()).toMatchObject({ enterprise: 'acme' });
  });

  test.each(['UPPER', 'a_b', '-a', 'x'.repeat(65), 'a%2fb', 'place%3Aacme', '__proto__'])(
    'cannot be saved under %j',
    async (id) => {
      const response = await put(id, CONFIG);
      expect(response.status).toBe(400);
      await readProblem(response);
    },
  );

  test.each([
    ['nothing', ''],
    ['no JSON', '{'],
    ['a text', '"x"'],
    ['null', 'null'],
    ['a list', '[]'],
    ['a deep one', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
    ['one with __proto__', `{"__proto__":{"enterprise":"acme"},"origins":[]}`],
    ['600 KB', `{"title":"${'x'.repeat(600_000)}"}`],
  ])('that is %s is a problem, not a failure', async (_, body) => {
    const response = await admin(`forms/${newId()}`, { method: 'PUT', body });
    expect([400, 413, 422]).toContain(response.status);
    await readProblem(response);
  });
});
