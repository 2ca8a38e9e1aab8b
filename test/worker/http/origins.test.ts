import { beforeEach, describe, expect, test } from 'vitest';
import { type Convertr, stubConvertr } from './support/convertr.ts';
import { ANSWERS, ask, ORIGIN, PAGE, readProblem, rowsOf, saveForm, submit } from './support/leadwire.ts';

let convertr: Convertr;
beforeEach(() => {
  convertr = stubConvertr();
});

const vary = (response: Response) => (response.headers.get('vary') ?? '').split(',').map((name) => name.trim());

describe('a page of an allowed origin', () => {
  test('may read the answer, and no other page may', async () => {
    const form = await saveForm({ origins: [PAGE, 'https://*.shop.example'] });
    for (const origin of [PAGE, 'https://spring.shop.example', 'https://a.b.shop.example', ORIGIN]) {
      const response = await submit(form, { headers: { Origin: origin } });
      expect(response.status, origin).toBe(201);
      expect(response.headers.get('access-control-allow-origin')).toBe(origin);
      expect(response.headers.get('access-control-allow-credentials')).toBeNull();
      expect(response.headers.get('access-control-expose-headers')).toBe('Retry-After');
      expect(vary(response)).toContain('Origin');
    }
  });

  test('gets the same answer without an Origin, but without CORS headers', async () => {
    const form = await saveForm();
    const response = await ask(`/v1/forms/${form}`);
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    expect(vary(response)).toEqual(expect.arrayContaining(['Origin', 'Accept-Language']));
  });

  test('may send a preflight', async () => {
    const form = await saveForm();
    const headers = { Origin: PAGE, 'Access-Control-Request-Method': 'POST' };
    for (const path of [`/v1/forms/${form}`, `/v1/forms/${form}/leads`]) {
      const response = await ask(path, { method: 'OPTIONS', headers });
      expect(response.status).toBe(204);
      expect(response.headers.get('access-control-allow-origin')).toBe(PAGE);
      expect(response.headers.get('access-control-allow-methods')).toBe('GET, POST');
      expect(response.headers.get('access-control-allow-headers')).toContain('Content-Type');
    }
  });
});

describe('a page of another origin', () => {
  test.each([
    'null',
    '',
    'https://landing.example.com.evil.example',
    'https://evil.example/https://landing.example.com',
    'https://evillanding.example.com',
    'https://landing.example.co',
    'http://landing.example.com',
    'https://landing.example.com:8443',
    'https://LANDING.example.com',
    'https://landing.example.com.',
    'https://landing.example.com@evil.example',
    'https://xn--lnding-bua.example.com',
    'https://shop.example',
    'https://evil-shop.example',
    'https://shop.example.evil.example',
    'http://a.shop.example',
    'https://a.shop.example:444',
    'https://a..shop.example',
    'https://.shop.example',
    'file://',
    'chrome-extension://abcdefgh',
    'https://leads.example.com:8443',
    'http://leads.example.com',
    '*',
    'https://*.shop.example',
  ])('gets the origin to add, and nothing is stored: %s', async (origin) => {
    const form = await saveForm({ origins: [PAGE, 'https://*.shop.example'] });
    const response = await submit(form, { headers: { Origin: origin } });
    expect(response.status).toBe(403);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(vary(response)).toContain('Origin');
    expect(await readProblem(response)).toMatchObject({ detail: expect.stringContaining(origin), origin });
    expect(await rowsOf(form)).toEqual([]);
    expect(convertr.leads).toHaveLength(0);
    expect((await ask(`/v1/forms/${form}`, { headers: { Origin: origin } })).status).toBe(403);
    const preflight = await ask(`/v1/forms/${form}/leads`, { method: 'OPTIONS', headers: { Origin: origin } });
    expect(preflight.status).toBe(403);
  });

  test('is not told to add "null"', async () => {
    const { detail } = await readProblem(await submit(await saveForm(), { headers: { Origin: 'null' } }));
    expect(detail).not.toContain('Add');
  });

  test.each([
    ['that tells nobody its address', 'null'],
    ['of a translation', 'https://landing-example-com.translate.example'],
    ['with markup for a name', 'https://<img src=x>.example'],
  ])('that posts a plain form gets the answers back, to be sent from a page of ours: one %s', async (_, origin) => {
    const form = await saveForm();
    const submission = crypto.randomUUID();
    const headers = { Origin: origin, Accept: 'text/html' };
    const response = await submit(form, { headers, submission });
    expect(response.status).toBe(403);
    expect(await rowsOf(form)).toEqual([]);
    const page = await response.text();
    expect(page).not.toContain('<img');
    expect(page).not.toContain('origins');
    expect(page).toContain('We saved what you typed earlier.');
    expect(page).toContain(`value="${ANSWERS['form[email]']}"`);
    expect(page).toContain(`name="submission" value="${submission}"`);
    // From there it is sent with that page's origin, under the same id.
    const sent = await submit(form, { headers: { Origin: ORIGIN, Accept: 'text/html' }, submission });
    expect(sent.status).toBe(303);
  });

  test('in a sandboxed frame can send from the page that it got, and from nowhere else', async () => {
    const form = await saveForm();
    const headers = { Origin: 'null', Accept: 'text/html' };
    const page = await (await submit(form, { headers })).text();
    const ticket = /name="ticket" value="([^"]+)"/.exec(page)?.[1] ?? '';
    const hosted = await (await ask(`/f/${form}`)).text();
    const other = /name="ticket" value="([^"]+)"/.exec(hosted)?.[1] ?? '';
    expect((await submit(form, { headers, answers: { ...ANSWERS, ticket: other } })).status).toBe(403);
    expect((await submit(form, { headers, answers: { ...ANSWERS, ticket } })).status).toBe(303);
    expect(await rowsOf(form)).toHaveLength(1);
  });
});
