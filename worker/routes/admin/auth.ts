import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { AppEnv } from '../app-env.ts';
import { readPerson } from '../console/access.ts';
import { hasSession, isOwnOrigin } from '../console/session.ts';
import { ProblemError } from '../problem.ts';
import { limitCalls } from '../rate-limit.ts';

/** Limits guessing by IP address, for sign-in and API together. */
export const countTry = (c: Context<AppEnv>): Promise<void> =>
  limitCalls(c, 'sign-in', 'Too many attempts. Wait a minute.');

/** The name in the history if Access names nobody. */
const TOKEN_ACTOR = 'admin token';

/**
 * Lets in requests with `ADMIN_TOKEN`, people that Cloudflare Access has signed in, and the console's session, which
 * was started with the token.
 */
export const requireAdmin = createMiddleware<AppEnv>(async (c, next) => {
  c.header('Cache-Control', 'no-store');
  const token = readBearerToken(c);
  if (token !== undefined) {
    if (await isSameSecret(token, c.get('settings').adminToken)) {
      c.set('actor', TOKEN_ACTOR);
      return next();
    }
    // Only wrong tokens count, so that a program with the right one has no limit.
    await countTry(c);
  }
  const person = await readPerson(c);
  if (person !== undefined || (await hasSession(c, Date.now()))) {
    c.set('actor', person ?? TOKEN_ACTOR);
    const reads = c.req.method === 'GET' || c.req.method === 'HEAD';
    if (reads || isOwnOrigin(c)) return next();
    const detail = 'A session can make changes from the console’s own pages only.';
    throw new ProblemError('origin_not_allowed', { detail });
  }
  throw new ProblemError('unauthorized', {
    detail: 'Send "Authorization: Bearer …" with ADMIN_TOKEN.',
    headers: { 'WWW-Authenticate': 'Bearer' },
  });
});

function readBearerToken(c: Context<AppEnv>): string | undefined {
  const [, token] = /^Bearer ([\x21-\x7e]{1,500})$/i.exec(c.req.header('authorization') ?? '') ?? [];
  return token;
}

/** Compares digests, which have the same length, so that the timing reveals nothing about the secret. */
export async function isSameSecret(given: string, secret: string): Promise<boolean> {
  const [a, b] = await Promise.all(
    [given, secret].map((text) => crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))),
  );
  return a !== undefined && b !== undefined && crypto.subtle.timingSafeEqual(a, b);
}
