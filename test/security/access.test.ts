import { createServer, type Server } from 'node:http';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { findFreePort } from '../../demo/local/ports.ts';
import { type Leadwire, startLeadwire } from '../support/leadwire.ts';

const AUD = '0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0';
const PERSON = 'ines@example.com';

interface Key {
  id: string;
  sign: CryptoKey;
  jwk: object;
}
async function createKey(id: string, alg = 'RS256'): Promise<Key> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  return { id, sign: privateKey, jwk: { ...(await exportJWK(publicKey)), kid: id, alg, use: 'sig' } };
}

let leadwire: Leadwire;
let issuer: string;
let server: Server;
let published: Key[];
let asked = 0;
let first: Key;

beforeAll(async () => {
  first = await createKey('first');
  published = [first];
  server = createServer((request, response) => {
    if (request.url !== '/cdn-cgi/access/certs') return response.writeHead(404).end();
    asked += 1;
    return response
      .setHeader('content-type', 'application/json')
      .end(JSON.stringify({ keys: published.map((key) => key.jwk) }));
  });
  const port = await findFreePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${port}`;
  leadwire = await startLeadwire({ vars: { ACCESS_TEAM_DOMAIN: issuer, ACCESS_AUD: AUD } });
});

afterAll(async () => {
  server?.close();
  await leadwire?.stop();
});

beforeEach(() => {
  published = [first];
});

interface Claims {
  key?: Key;
  kid?: string;
  alg?: string;
  issuer?: string;
  audience?: string;
  expires?: number | null;
  payload?: JWTPayload;
}
const inAnHour = () => Math.floor(Date.now() / 1000) + 3600;

function createToken({ key = first, kid = key.id, alg = 'RS256', expires, payload, ...claims }: Claims = {}) {
  const token = new SignJWT(payload ?? { email: PERSON })
    .setProtectedHeader({ alg, kid })
    .setIssuer(claims.issuer ?? issuer)
    .setAudience(claims.audience ?? AUD);
  if (expires !== null) token.setExpirationTime(expires ?? inAnHour());
  return token.sign(key.sign);
}

const list = (headers: Record<string, string>, host?: string) =>
  fetch(`${leadwire.workerUrl}/v1/admin/forms`, { headers: { ...headers, ...(host && { host }) } });
const byHeader = async (token: string | Promise<string>) =>
  (await list({ 'cf-access-jwt-assertion': await token })).status;

describe('a person whom Cloudflare Access has signed in', () => {
  test('is let in by the header, and by the cookie', async () => {
    expect(await byHeader(createToken())).toBe(200);
    expect((await list({ cookie: `CF_Authorization=${await createToken()}` })).status).toBe(200);
  });

  test('is named by the session', async () => {
    const headers = { 'cf-access-jwt-assertion': await createToken() };
    const session = await fetch(`${leadwire.workerUrl}/console/session`, { headers });
    expect(await session.json()).toEqual({ signedIn: true, person: PERSON });
  });

  test('can make changes from the console’s own pages only, because browsers send a cookie from anywhere', async () => {
    const change = async (headers: Record<string, string>) => {
      const body = JSON.stringify({ email: 'nobody@example.com' });
      const cookie = `CF_Authorization=${await createToken()}`;
      return (
        await fetch(`${leadwire.workerUrl}/v1/admin/find`, { method: 'POST', body, headers: { cookie, ...headers } })
      ).status;
    };
    expect(await change({ origin: leadwire.workerUrl })).toBe(200);
    expect(await change({ origin: 'https://evil.example' })).toBe(403);
    expect(await change({})).toBe(403);
  });

  test('is known by a service token’s name, too', async () => {
    expect(await byHeader(createToken({ payload: { common_name: 'deploy.access' } }))).toBe(200);
  });
});

describe('a token is refused', () => {
  const REFUSED: [what: string, token: () => Promise<string>][] = [
    ['for another application', () => createToken({ audience: AUD.replaceAll('0', '1') })],
    ['of another team', () => createToken({ issuer: 'https://evil.cloudflareaccess.com' })],
    ['that has expired', () => createToken({ expires: Math.floor(Date.now() / 1000) - 60 })],
    ['that never expires', () => createToken({ expires: null })],
    ['under an unknown key', async () => createToken({ key: await createKey('unknown') })],
    ['under another key with a known name', async () => createToken({ key: await createKey('other'), kid: 'first' })],
    ['of another algorithm', async () => createToken({ key: await createKey('first', 'PS256'), alg: 'PS256' })],
    ['of nobody', () => createToken({ payload: {} })],
    ['that is none', async () => 'abc.def.ghi'],
    [
      'without a signature',
      async () =>
        new UnsecuredJWT({ email: PERSON }).setIssuer(issuer).setAudience(AUD).setExpirationTime(inAnHour()).encode(),
    ],
    [
      'signed with the public key as if it were a secret',
      async () =>
        new SignJWT({ email: PERSON })
          .setProtectedHeader({ alg: 'HS256', kid: 'first' })
          .setIssuer(issuer)
          .setAudience(AUD)
          .setExpirationTime(inAnHour())
          .sign(new TextEncoder().encode(JSON.stringify(first.jwk).padEnd(64))),
    ],
    [
      'whose payload was changed',
      async () => {
        const [head, , signature] = (await createToken()).split('.');
        const payload = { email: 'boss@example.com', iss: issuer, aud: AUD, exp: inAnHour() };
        return [head, Buffer.from(JSON.stringify(payload)).toString('base64url'), signature].join('.');
      },
    ],
  ];

  test.each(REFUSED)('%s', async (_, create) => {
    expect(await byHeader(create())).toBe(401);
    expect((await list({ cookie: `CF_Authorization=${await create()}` })).status).toBe(401);
  });
});

describe('keys', () => {
  test('may rotate: a new one is known soon, and one that is gone no longer counts', async () => {
    const next = await createKey('next');
    expect(await byHeader(createToken())).toBe(200);
    published = [first, next];
    await vi.waitFor(async () => expect(await byHeader(createToken({ key: next }))).toBe(200), { timeout: 10_000 });
    expect(await byHeader(createToken())).toBe(200);
    // The list is read again when a key is missing.
    published = [next];
    const another = await createKey('another');
    published.push(another);
    await vi.waitFor(async () => expect(await byHeader(createToken({ key: another }))).toBe(200), { timeout: 10_000 });
    expect(await byHeader(createToken())).toBe(401);
  });

  test('are not fetched for each of many forged tokens', async () => {
    await vi.waitFor(async () => expect(await byHeader(createToken())).toBe(200), { timeout: 10_000 });
    const forged = await createToken({ key: await createKey('forged') });
    const before = asked;
    const start = performance.now();
    for (let sent = 0; sent < 20; sent += 1) expect(await byHeader(forged)).toBe(401);
    expect(asked - before).toBeLessThanOrEqual(1 + Math.ceil((performance.now() - start) / 1000));
  });
});

test('a team without TLS counts on this machine alone', async () => {
  const token = await createToken();
  const { request } = await import('node:http');
  const status = await new Promise((resolve) => {
    const headers = { host: 'leads.example.com', 'cf-access-jwt-assertion': token };
    request(`${leadwire.workerUrl}/v1/admin/forms`, { headers }, ({ statusCode }) => resolve(statusCode)).end();
  });
  expect(status).toBe(401);
  expect(await byHeader(token)).toBe(200);
});

describe('a lead’s history', () => {
  const readHistory = async (submission: string) => {
    const response = await leadwire.admin(`leads/acme/${submission}?form=acme-report&answers=hidden`);
    const { history } = (await response.json()) as { history: { why: string; by: string | null }[] };
    return history.filter(({ why }) => why === 'answers_shown').map(({ by }) => by);
  };

  test('names the person, or the admin token', async () => {
    const submission = crypto.randomUUID();
    const names = { 'form[firstName]': 'Ada', 'form[lastName]': 'Byron', 'form[email]': 'ada@example.com' };
    const posted = await fetch(`${leadwire.workerUrl}/v1/forms/acme-report/leads`, {
      method: 'POST',
      headers: { accept: 'application/json' },
      body: new URLSearchParams({ submission, ...names }),
    });
    expect([201, 202]).toContain(posted.status);
    const path = `leads/acme/${submission}?form=acme-report`;
    const headers = { 'cf-access-jwt-assertion': await createToken() };
    await (await fetch(`${leadwire.workerUrl}/v1/admin/${path}`, { headers })).json();
    await (await leadwire.admin(path)).json();
    expect(await readHistory(submission)).toEqual([PERSON, 'admin token']);
  });
});
