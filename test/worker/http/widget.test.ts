import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Definition } from '../../../worker/protocol/wire.ts';
import { stubConvertr } from './support/convertr.ts';
import { ask, env, readProblem, saveForm, WIDGET } from './support/leadwire.ts';

beforeEach(() => {
  stubConvertr();
});

describe('/widget.js', () => {
  test('is a script that any page may load, kept for a short time', async () => {
    const response = await ask('/widget.js');
    expect(response.status).toBe(200);
    expect(await response.text()).toBe(WIDGET);
    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect(response.headers.get('cache-control')).toMatch(/^public, max-age=300/);
    const etag = response.headers.get('etag') ?? '';
    const again = await ask('/widget.js', { headers: { 'If-None-Match': etag } });
    expect(again.status).toBe(304);
    expect(again.headers.get('access-control-allow-origin')).toBe('*');
  });

  test('?form= includes the definition, as data that no page can interpret as markup', async () => {
    const form = await saveForm({ title: '</script><!--\u2028', success: { message: 'Bye' } });
    const response = await ask(`/widget.js?form=${form}&locale=de`);
    const script = await response.text();
    expect(script).not.toContain('</script');
    const json = /\["https?:[^ ]+ [a-z0-9-]+"\]=(\{.*\});\n/.exec(script)?.[1] ?? '';
    const definition = JSON.parse(json) as Definition;
    expect(definition).toMatchObject({ form, locale: 'de', title: '</script><!--\u2028' });
    // The hint counts in the first line only.
    expect(script).toMatch(/^\/\/# hint\n\(.*;\n\/\* the widget \*\/$/);
    const etag = response.headers.get('etag') ?? '';
    expect((await ask(`/widget.js?form=${form}&locale=de`, { headers: { 'If-None-Match': etag } })).status).toBe(304);
  });

  test.each([
    [undefined, true],
    ['https://landing.example.com/', true],
    ['https://landing.example.com/offer?id=1', true],
    ['https://leads.example.com/console', true],
    ['about:client', true],
    ['https://evil.example/page', false],
    ['https://landing.example.com.evil.example/', false],
  ])('?form= for a page with the referrer %s: with the definition: %s', async (referrer, isAllowed) => {
    const form = await saveForm();
    const response = await ask(`/widget.js?form=${form}`, { headers: referrer ? { Referer: referrer } : {} });
    const script = await response.text();
    expect(script.includes('"fields":')).toBe(isAllowed);
    expect(script.includes('"ticket":')).toBe(isAllowed);
    expect(script.includes('{"forbidden":true')).toBe(!isAllowed);
    if (referrer && !isAllowed) expect(script).toContain(`{"forbidden":true,"origin":"${new URL(referrer).origin}"}`);
    expect(script.endsWith('/* the widget */')).toBe(true);
    // What one page gets must not come from a cache for another.
    expect(response.headers.get('cache-control')).toBe('private, max-age=60');
    expect(response.headers.get('vary')).toContain('Referer');
  });

  test('?form= brings the lazy features that its fields need, and no other', async () => {
    const form = await saveForm({ fields: [{ name: 'form[email]', type: 'phone' }] });
    const script = await (await ask(`/widget.js?form=${form}`)).text();
    const [hint, , , feature, ...core] = script.split('\n');
    expect([hint, ...core].join('\n')).toBe(WIDGET);
    expect(feature).toBe('globalThis.leadwire.features["phone"]??=1;');
    expect(script).not.toContain('steps');
  });

  test.each(['nope', 'UPPER', '"];alert(1)//', ''])('?form=%s still answers with the script', async (form) => {
    const response = await ask(`/widget.js?form=${encodeURIComponent(form)}`);
    expect(response.status).toBe(200);
    expect(await response.text()).toBe(WIDGET);
  });

  test('is there while the secrets are broken', async () => {
    const form = await saveForm();
    const response = await ask(`/widget.js?form=${form}`, {}, { LEAD_KEY: '' });
    expect(await response.text()).toBe(WIDGET);
  });

  test('says what to do before the first build', async () => {
    const ASSETS = { fetch: async () => new Response('', { status: 404 }) } as never;
    // Another isolate's worth of memory: what was read before is not asked for again.
    const response = await ask('/widget.json', {}, { ...env, ASSETS });
    expect(response.status).toBe(503);
    expect(await readProblem(response)).toMatchObject({ detail: expect.stringContaining('npm run build') });
  });
});

describe('a hashed file', () => {
  const FEATURES = { steps: { file: '/widget-steps-bbbbbbbbbbbb.js' } };
  const MANIFEST = { file: '/widget-aaaaaaaaaaaa.js', hash: 'aaaaaaaaaaaa', features: FEATURES };
  const FILES: Record<string, string> = {
    '/widget.json': JSON.stringify(MANIFEST),
    [MANIFEST.file]: '/* the core – of its day */',
    [FEATURES.steps.file]: '/* the steps */',
  };
  const fetch = async (url: URL) =>
    new Response(FILES[url.pathname] ?? '', { status: FILES[url.pathname] ? 200 : 404 });

  test('outlives the deploy that removed it, for pages that have pinned it and scripts that need its features', async () => {
    vi.setSystemTime(Date.now() + 60_000);
    await ask('/widget.json', {}, { ...env, ASSETS: { fetch } as never });
    vi.useRealTimers();
    for (const file of [FEATURES.steps.file, MANIFEST.file]) {
      await vi.waitFor(async () => expect((await ask(file)).status).toBe(200));
      const response = await ask(file);
      expect(await response.text()).toBe(FILES[file]);
      expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
      expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      expect(response.headers.get('access-control-allow-origin')).toBe('*');
      expect(response.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    }
  });

  test.each(['/widget-cccccccccccc.js', '/widget-.js', '/widget-../x.js', '/widget-steps-BBBBBBBBBBBB.js'])(
    'that never was is 404: %s',
    async (path) => {
      await readProblem(await ask(path));
      expect((await ask(path)).status).toBe(404);
    },
  );
});

test('/widget.json names the hash and its integrity, for any page', async () => {
  const response = await ask('/widget.json');
  expect(await response.json()).toMatchObject({ hash: '0123456789ab', integrity: expect.stringMatching(/^sha384-/) });
  expect(response.headers.get('access-control-allow-origin')).toBe('*');
  expect(response.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
});
