/** The console's session: a signed, expiring cookie that no script can read. */
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { AppEnv } from '../app-env.ts';

const SESSION_SECONDS = 12 * 3600;
const NAME = 'leadwire';

/** Check the token first. */
export async function startSession(c: Context<AppEnv>, now: number): Promise<void> {
  const expires = (Math.floor(now / 1000) + SESSION_SECONDS).toString(36);
  const value = `${expires}.${await sign(c.get('settings').adminToken, expires)}`;
  setCookie(c, NAME, value, { ...ATTRIBUTES, maxAge: SESSION_SECONDS });
}

export function endSession(c: Context<AppEnv>): void {
  deleteCookie(c, NAME, ATTRIBUTES);
}

export async function hasSession(c: Context<AppEnv>, now: number): Promise<boolean> {
  const cookie = getCookie(c, NAME, ATTRIBUTES.prefix);
  const [, expires = '', signature = ''] = /^([0-9a-z]{1,12})\.([0-9a-f]{64})$/.exec(cookie ?? '') ?? [];
  if (!expires || Number.parseInt(expires, 36) * 1000 <= now) return false;
  const bytes = Uint8Array.from(signature.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
  return crypto.subtle.verify('HMAC', await deriveKey(c.get('settings').adminToken), bytes, encode(expires));
}

/**
 * True when the call comes from a page of the console. The cookie alone proves nothing, because another site can make
 * the browser send it. Browsers name the origin of all requests but plain reads.
 */
export function isOwnOrigin(c: Context<AppEnv>): boolean {
  const site = c.req.header('sec-fetch-site');
  return c.req.header('origin') === new URL(c.req.url).origin && (site === undefined || site === 'same-origin');
}

/**
 * The cookie is `__Host-leadwire`, which no other host and no subdomain can set. Chromium and Firefox keep it on a
 * loopback host without TLS, too.
 */
const ATTRIBUTES = { prefix: 'host', path: '/', httpOnly: true, secure: true, sameSite: 'Strict' } as const;

const encode = (text: string) => new TextEncoder().encode(text);

/** Derived from `ADMIN_TOKEN`, so that a new token ends every session. */
async function deriveKey(adminToken: string): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey('raw', encode(adminToken), 'HKDF', false, ['deriveKey']);
  const hkdf = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: encode('leadwire/session') };
  return crypto.subtle.deriveKey(hkdf, base, { name: 'HMAC', hash: 'SHA-256', length: 256 }, false, ['sign', 'verify']);
}

async function sign(adminToken: string, expires: string): Promise<string> {
  const signature = await crypto.subtle.sign('HMAC', await deriveKey(adminToken), encode(expires));
  return [...new Uint8Array(signature)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
