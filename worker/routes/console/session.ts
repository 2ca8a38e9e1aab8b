/** The console's session: a signed, expiring cookie that no script can read. */
import type { Context } from 'hono';
import { deleteCookie, getSignedCookie, setSignedCookie } from 'hono/cookie';
import type { AppEnv } from '../app-env.ts';
import { noteSignOut, readSignOut } from './sign-out.ts';

/** A session ends when it is not used for this long. */
const IDLE_MS = 3_600_000;
/** A session ends at this age, even if it is used. */
export const LIFE_MS = 12 * IDLE_MS;
const NAME = 'leadwire';

interface Session {
  /** Milliseconds. */
  started: number;
  expires: number;
}

/** Check the token first. */
export const startSession = (c: Context<AppEnv>, now: number): Promise<void> => writeSession(c, now, now);

/** Ends all sessions. This requires a session, or anyone could sign the operators out. */
export async function endSessions(c: Context<AppEnv>, now: number): Promise<void> {
  const session = await readSession(c, now);
  deleteCookie(c, NAME, ATTRIBUTES);
  if (session) await noteSignOut(c.env, now, LIFE_MS);
}

/** @returns whether there is a session. Use extends it, up to its maximum age. */
export async function hasSession(c: Context<AppEnv>, now: number): Promise<boolean> {
  const session = await readSession(c, now);
  if (!session) return false;
  if (session.expires - now < IDLE_MS / 2) await writeSession(c, session.started, now);
  return true;
}

/**
 * True if the call comes from a page of the console. The cookie alone proves nothing, because another site can make the
 * browser send it. Browsers name the origin of all requests but plain reads.
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

/** Derived from `ADMIN_TOKEN`, so that a new token ends every session. */
const toKey = (c: Context<AppEnv>): string => `leadwire/session ${c.get('settings').adminToken}`;

async function readSession(c: Context<AppEnv>, now: number): Promise<Session | undefined> {
  const cookie = await getSignedCookie(c, toKey(c), NAME, ATTRIBUTES.prefix);
  const [started = 0, expires = 0] = (cookie || '').split('.').map((part) => Number.parseInt(part, 36));
  if (expires <= now || started <= (await readSignOut(c.env))) return undefined;
  return { started, expires };
}

async function writeSession(c: Context<AppEnv>, started: number, now: number): Promise<void> {
  const expires = Math.min(now + IDLE_MS, started + LIFE_MS);
  const value = `${started.toString(36)}.${expires.toString(36)}`;
  await setSignedCookie(c, NAME, value, toKey(c), { ...ATTRIBUTES, maxAge: Math.ceil((expires - now) / 1000) });
}
