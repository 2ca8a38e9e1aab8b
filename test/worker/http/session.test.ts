import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Env } from '../../../worker/settings/env.ts';
import { ADMIN_TOKEN, ask, env, newAddress, ORIGIN } from './support/leadwire.ts';

const HOUR = 3_600_000;
const own = { Origin: ORIGIN, 'Content-Type': 'application/json' };

/** A KV of each test's own, because the clock goes back between them. */
let vars: Env;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
  const entries = new Map<string, string>();
  const put = async (key: string, value: string) => void entries.set(key, value);
  vars = { ...env, CACHE: { get: async (key: string) => entries.get(key) ?? null, put } as unknown as KVNamespace };
});

afterEach(() => {
  vi.useRealTimers();
});

/** Moves this isolate's clock. */
const wait = (ms: number) => vi.setSystemTime(Date.now() + ms);

const toCookie = (response: Response): string | undefined =>
  response.headers.getSetCookie()[0]?.split(';')[0] ?? undefined;

async function signIn(): Promise<string> {
  const headers = { ...own, 'CF-Connecting-IP': newAddress() };
  const body = JSON.stringify({ token: ADMIN_TOKEN });
  const response = await ask('/console/session', { method: 'POST', headers, body }, vars);
  expect(response.status).toBe(200);
  return toCookie(response) ?? '';
}

const read = (cookie: string, CACHE = vars.CACHE) =>
  ask('/v1/admin/forms', { headers: { Cookie: cookie } }, { ...vars, CACHE });
const signOut = (cookie: string, CACHE = vars.CACHE) =>
  ask('/console/session', { method: 'DELETE', headers: { ...own, Cookie: cookie } }, { ...vars, CACHE });

describe('signing out', () => {
  test('ends the session for whoever has kept the cookie, and on other devices', async () => {
    const cookies = [await signIn(), await signIn()];
    for (const cookie of cookies) expect((await read(cookie)).status).toBe(200);
    wait(1000);
    const out = await signOut(cookies[0] ?? '');
    expect(out.status).toBe(204);
    expect(out.headers.get('set-cookie')).toContain('Max-Age=0');
    for (const cookie of cookies) expect((await read(cookie)).status).toBe(401);
    wait(1000);
    expect((await read(await signIn())).status).toBe(200);
    expect((await read(cookies[1] ?? '')).status).toBe(401);
  });

  test('takes effect in other isolates, and immediately in its own while KV does not show it yet', async () => {
    const stale = { get: async () => null, put: async () => undefined } as unknown as KVNamespace;
    const cookie = await signIn();
    wait(1000);
    await signOut(cookie, stale);
    expect((await read(cookie, stale)).status).toBe(401);
    // Another isolate has only what KV says.
    const at = String(Date.now());
    expect((await read(cookie, { get: async () => at } as unknown as KVNamespace)).status).toBe(401);
  });

  test('is not trusted to have happened or not while KV is down', async () => {
    const cookie = await signIn();
    const down = { get: () => Promise.reject(new Error('down')) } as unknown as KVNamespace;
    expect((await read(cookie, down)).status).toBe(503);
    const deaf = { get: async () => null, put: () => Promise.reject(new Error('down')) } as unknown as KVNamespace;
    wait(1000);
    const out = await signOut(cookie, deaf);
    expect(out.status).toBe(503);
    expect(out.headers.get('set-cookie')).toContain('Max-Age=0');
  });

  test('requires a session, so that nobody else can end those of the operators', async () => {
    const cookie = await signIn();
    wait(1000);
    expect((await signOut('')).status).toBe(204);
    expect((await signOut('__Host-leadwire=zzzzzzzz.zzzzzzzz.forged')).status).toBe(204);
    expect((await read(cookie)).status).toBe(200);
  });
});

describe('a session', () => {
  test('ends an hour after it was last used', async () => {
    const cookie = await signIn();
    wait(HOUR - 1000);
    expect((await read(cookie)).status).toBe(200);
    wait(2000);
    expect((await read(cookie)).status).toBe(401);
  });

  test('lives on while it is used, for twelve hours', async () => {
    let cookie = await signIn();
    for (let quarter = 1; quarter < 48; quarter += 1) {
      wait(HOUR / 4);
      const response = await read(cookie);
      expect(response.status).toBe(200);
      cookie = toCookie(response) ?? cookie;
    }
    wait(HOUR / 4);
    expect((await read(cookie)).status).toBe(401);
  });

  test('is renewed when half of its hour is over, and not at every call', async () => {
    const cookie = await signIn();
    wait(HOUR / 4);
    expect(toCookie(await read(cookie))).toBeUndefined();
    wait(HOUR / 2);
    expect((await read(cookie)).headers.get('set-cookie')).toMatch(
      /^__Host-leadwire=.*Max-Age=3600; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
    );
  });
});
