import { beforeEach, describe, expect, test } from 'vitest';
import type { Env } from '../../../../worker/settings/env.ts';
import { stubConvertr } from '../support/convertr.ts';
import { ADMIN_TOKEN, ask, env, readProblem } from '../support/leadwire.ts';

beforeEach(() => {
  stubConvertr();
});

const CONFIG = { enterprise: 'acme', campaignId: 1234, formId: 35, origins: [], title: 'One' };
const newId = () => `f-${crypto.randomUUID()}`;

interface Call {
  json?: unknown;
  headers?: Record<string, string>;
  vars?: Partial<Env>;
}
const call = (method: string, id: string, { json, headers, vars = {} }: Call = {}) =>
  ask(
    `/v1/admin/forms/${id}`,
    {
      method,
      headers: { Authorization: `Bearer ${ADMIN_TOKEN}`, ...headers },
      body: json === undefined ? null : JSON.stringify(json),
    },
    vars,
  );
const put = (id: string, change: object, headers: Record<string, string> = {}, vars: Partial<Env> = {}) =>
  call('PUT', id, { json: { ...CONFIG, ...change }, headers, vars });
const ifMatch = (etag: string) => ({ 'If-Match': etag });
const CREATE = { 'If-None-Match': '*' };

async function read(id: string, vars: Partial<Env> = {}): Promise<{ etag: string; title: string }> {
  const response = await call('GET', id, { vars });
  expect(response.status).toBe(200);
  const { title } = (await response.json()) as { title: string };
  return { etag: response.headers.get('etag') ?? '', title };
}

async function create(change: object = {}): Promise<{ id: string; etag: string }> {
  const id = newId();
  expect((await put(id, change)).status).toBe(201);
  return { id, etag: (await read(id)).etag };
}

const count = (responses: Response[], status: number) => responses.filter((each) => each.status === status).length;

describe('a form’s version', () => {
  test('is a strong tag, which a save answers, too', async () => {
    const { id, etag } = await create();
    expect(etag).toMatch(/^"[0-9a-f]+"$/);
    const saved = await put(id, { title: 'Two' }, ifMatch(etag));
    expect(saved.status).toBe(200);
    expect(saved.headers.get('etag')).not.toBe(etag);
    expect(await read(id)).toEqual({ etag: saved.headers.get('etag'), title: 'Two' });
  });

  test('refuses the second of two savers, and shows what the first has changed', async () => {
    const { id, etag } = await create({ fields: [{ name: 'form[email]', label: 'E-mail' }] });
    const first = { title: 'First', fields: [{ name: 'form[email]', label: 'Work email' }] };
    expect((await put(id, first, ifMatch(etag))).status).toBe(200);
    const second = await put(id, { title: 'Second' }, ifMatch(etag));
    expect(second.status).toBe(412);
    expect(await readProblem(second)).toMatchObject({
      type: 'urn:leadwire:problem:precondition-failed',
      changed: ['title', 'form[email] label'],
      changes: [
        { what: 'title', before: 'One', after: 'First' },
        { what: 'form[email] label', before: 'E-mail', after: 'Work email' },
      ],
      current: { ...CONFIG, ...first },
    });
    expect(second.headers.get('etag')).toBe((await read(id)).etag);
    expect((await read(id)).title).toBe('First');
    expect((await put(id, { title: 'Second' }, ifMatch(second.headers.get('etag') ?? ''))).status).toBe(200);
  });

  test('lets exactly one of many through that save at the same moment', async () => {
    const { id, etag } = await create();
    const saves = Array.from({ length: 8 }, (_, index) => put(id, { title: `Saver ${index}` }, ifMatch(etag)));
    const answers = await Promise.all(saves);
    expect([count(answers, 200), count(answers, 412)]).toEqual([1, 7]);
  });

  test('is what everybody overwrites who names none', async () => {
    const { id } = await create();
    expect((await put(id, { title: 'Two' })).status).toBe(200);
    expect((await put(id, { title: 'Three' })).status).toBe(200);
  });

  test('may be named again by whoever lost the answer to a save', async () => {
    const { id, etag } = await create();
    expect((await put(id, { title: 'Two' }, ifMatch(etag))).status).toBe(200);
    expect((await put(id, { title: 'Two' }, ifMatch(etag))).status).toBe(200);
  });

  test('may be one of a list, weak by compression, or any', async () => {
    const { id, etag } = await create();
    expect((await put(id, { title: '2' }, ifMatch(`"other", ${etag}`))).status).toBe(200);
    expect((await put(id, { title: '3' }, ifMatch(`W/${(await read(id)).etag}`))).status).toBe(200);
    expect((await put(id, { title: '4' }, ifMatch('*'))).status).toBe(200);
    expect((await put(newId(), {}, ifMatch('*'))).status).toBe(412);
  });

  test.each([
    ['no tag', { 'If-Match': 'abc' }],
    ['nothing', { 'If-Match': '' }],
    ['a tag that must not match', { 'If-None-Match': '"abc"' }],
    ['both conditions', { 'If-Match': '*', 'If-None-Match': '*' }],
  ])('is refused when it is %s', async (_, headers) => {
    const { id } = await create();
    expect((await put(id, { title: 'Two' }, headers)).status).toBe(400);
    expect((await read(id)).title).toBe('One');
  });
});

describe('deleting a form', () => {
  test('is refused when somebody has changed it meanwhile', async () => {
    const { id, etag } = await create();
    await put(id, { title: 'Two' });
    const refused = await call('DELETE', id, { headers: ifMatch(etag) });
    expect(refused.status).toBe(412);
    expect(await readProblem(refused)).toMatchObject({ changed: ['title'] });
    expect((await call('DELETE', id, { headers: ifMatch((await read(id)).etag) })).status).toBe(204);
  });

  test('makes a save of an older version fail', async () => {
    const { id, etag } = await create();
    await call('DELETE', id);
    const refused = await put(id, { title: 'Two' }, ifMatch(etag));
    expect(refused.status).toBe(412);
    expect(await readProblem(refused)).toMatchObject({ changed: [], current: null });
    expect((await call('GET', id)).status).toBe(404);
  });
});

describe('If-None-Match: *', () => {
  test('creates a form and replaces none', async () => {
    const id = newId();
    expect((await put(id, {}, CREATE)).status).toBe(201);
    const refused = await put(id, {}, CREATE);
    expect(refused.status).toBe(412);
    expect(await readProblem(refused)).toMatchObject({ current: { title: 'One' } });
  });

  test('lets one of two create it at the same moment', async () => {
    const id = newId();
    const answers = await Promise.all(['A', 'B', 'C'].map((title) => put(id, { title }, CREATE)));
    expect([count(answers, 201), count(answers, 412)]).toEqual([1, 2]);
  });

  test('creates one that was deleted a moment ago', async () => {
    const { id } = await create();
    await call('DELETE', id);
    expect((await put(id, { title: 'Again' }, CREATE)).status).toBe(201);
  });
});

describe('while KV still has the version before', () => {
  /** KV as another location sees it, which still reads the old value. */
  async function createStale(id: string): Promise<Partial<Env>> {
    const before = await env.FORMS.getWithMetadata(id);
    const stale = {
      getWithMetadata: async () => before,
      get: async (key: string) => (key === id ? before.value : env.FORMS.get(key)),
      put: env.FORMS.put.bind(env.FORMS),
      delete: env.FORMS.delete.bind(env.FORMS),
    };
    return { FORMS: stale as never };
  }

  test('the new one is read, and the old one refuses to be replaced', async () => {
    const { id, etag } = await create();
    const vars = await createStale(id);
    await put(id, { title: 'Two' });
    expect((await read(id, vars)).title).toBe('Two');
    expect((await put(id, { title: 'Three' }, ifMatch(etag), vars)).status).toBe(412);
    expect((await put(id, { title: 'Three' }, ifMatch((await read(id)).etag), vars)).status).toBe(200);
  });

  test('a deleted form stays deleted', async () => {
    const { id, etag } = await create();
    const vars = await createStale(id);
    await call('DELETE', id);
    expect((await call('GET', id, { vars })).status).toBe(404);
    expect((await put(id, { title: 'Two' }, ifMatch(etag), vars)).status).toBe(412);
  });
});

describe('a form that was written to KV directly', () => {
  test('has a version like any other', async () => {
    const id = newId();
    await env.FORMS.put(id, JSON.stringify(CONFIG, null, 2));
    const { etag } = await read(id);
    expect((await put(id, { title: 'Two' }, ifMatch('"0123"'))).status).toBe(412);
    expect((await put(id, { title: 'Two' }, ifMatch(etag))).status).toBe(200);
    expect(await readProblem(await put(id, { title: 'Three' }, ifMatch(etag)))).toMatchObject({ changed: ['title'] });
  });
});

describe('when something does not answer', () => {
  const silent = { idFromName: () => 'id', get: () => ({ saveForm: () => Promise.reject(new Error('down')) }) };

  test('a conditional save is 503, and an unconditional one succeeds', async () => {
    const { id, etag } = await create();
    const vars = { ACCOUNTS: silent as never };
    const refused = await put(id, { title: 'Two' }, ifMatch(etag), vars);
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toBe('5');
    expect((await put(id, { title: 'Two' }, {}, vars)).status).toBe(200);
  });

  test('a version that KV did not accept does not count', async () => {
    const { id, etag } = await create();
    const FORMS = new Proxy(env.FORMS, {
      get: (kv, name) => {
        if (name === 'put') return () => Promise.reject(new Error('KV is down'));
        const value = Reflect.get(kv, name);
        return typeof value === 'function' ? value.bind(kv) : value;
      },
    });
    expect((await put(id, { title: 'Two' }, ifMatch(etag), { FORMS })).status).toBe(503);
    expect((await put(id, { title: 'Three' }, ifMatch(etag))).status).toBe(200);
  });
});
