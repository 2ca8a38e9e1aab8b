/** Who may use a form, over real HTTP. */
import { request } from 'node:http';
import { describe, expect, test } from 'vitest';
import { ANSWERS, countRows, newAddress, saveForm, workerUrl } from './worker.ts';

/** `fetch` would not let a test set these headers. */
function post(form: string, origin: string | undefined) {
  const { promise, resolve, reject } = Promise.withResolvers<{
    status: number;
    allowed: string | undefined;
    vary: string;
  }>();
  const headers = {
    accept: 'application/json',
    'content-type': 'application/x-www-form-urlencoded',
    'cf-connecting-ip': newAddress(),
    ...(origin !== undefined && { origin }),
  };
  const sent = request(`${workerUrl}/v1/forms/${form}/leads`, { method: 'POST', headers }, (response) => {
    response.resume();
    const { 'access-control-allow-origin': allowed, vary = '' } = response.headers;
    resolve({ status: response.statusCode ?? 0, allowed, vary });
  });
  sent.on('error', reject);
  sent.end(new URLSearchParams(ANSWERS).toString());
  return promise;
}

const ORIGINS = [
  'https://landing.example.com',
  'https://shop.example:8443',
  'https://*.brand.example',
  'https://xn--mnchen-3ya.example',
  'http://localhost:3000',
];

describe('a page', () => {
  test.each([
    ['a server, without Origin', undefined],
    ['as configured', 'https://landing.example.com'],
    ['as configured, with its port', 'https://shop.example:8443'],
    ['a subdomain of a wildcard', 'https://spring.brand.example'],
    ['a subdomain of a subdomain', 'https://a.b.brand.example'],
    ['an IDN, in its ASCII form as browsers send it', 'https://xn--mnchen-3ya.example'],
    ['a loopback host', 'http://localhost:3000'],
    ['the Worker’s own', workerUrl],
  ])('may: %s', async (_, origin) => {
    const form = await saveForm({ origins: ORIGINS });
    const answer = await post(form, origin);
    expect(answer.status).toBe(201);
    expect(answer.allowed).toBe(origin);
    expect(answer.vary).toContain('Origin');
    expect(await countRows(form)).toBe(1);
  });

  test.each([
    ['null', 'null'],
    ['another scheme', 'http://landing.example.com'],
    ['another port', 'https://landing.example.com:444'],
    ['the default port, spelt out', 'https://landing.example.com:443'],
    ['without its port', 'https://shop.example'],
    ['a subdomain of an exact one', 'https://www.landing.example.com'],
    ['its parent', 'https://example.com'],
    ['a longer name that ends alike', 'https://evillanding.example.com'],
    ['a longer name that starts alike', 'https://landing.example.com.evil.example'],
    ['user and password', 'https://landing.example.com@evil.example'],
    ['a path', 'https://landing.example.com/'],
    ['upper case', 'https://LANDING.EXAMPLE.COM'],
    ['a trailing dot', 'https://landing.example.com.'],
    ['the apex of a wildcard', 'https://brand.example'],
    ['a name that ends like a wildcard', 'https://evilbrand.example'],
    ['a wildcard within another name', 'https://a.brand.example.evil.example'],
    ['a wildcard by http', 'http://a.brand.example'],
    ['a wildcard with a port', 'https://a.brand.example:8443'],
    ['a star', 'https://*.brand.example'],
    ['an empty label', 'https://a..brand.example'],
    ['an IDN look-alike', 'https://xn--mnchen-0ya.example'],
    ['an IDN in Latin-1', Buffer.from('https://münchen.example', 'utf8').toString('latin1')],
    ['another loopback port', 'http://localhost:3001'],
    ['another name of the loopback', 'http://127.0.0.1:3000'],
    ['two at once', 'https://landing.example.com https://evil.example'],
    ['a list', 'https://landing.example.com, https://evil.example'],
    ['a browser extension', 'chrome-extension://aaaabbbbccccdddd'],
    ['a local file', 'file://'],
  ])('may not, and nothing is stored: %s', async (_, origin) => {
    const form = await saveForm({ origins: ORIGINS });
    const answer = await post(form, origin);
    expect(answer.status).toBe(403);
    expect(answer.allowed).toBe('*');
    expect(await countRows(form)).toBe(0);
  });
});
