import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { AppEnv } from '../app-env.ts';
import { hasSession, isOwnOrigin } from '../console/session.ts';
import { problem } from '../problem.ts';

/** Lets in who knows `ADMIN_TOKEN`, or has signed in to the console with it. */
export const requireAdmin = createMiddleware<AppEnv>(async (c, next) => {
  c.header('Cache-Control', 'no-store');
  if (await hasBearerToken(c)) return next();
  if (await hasSession(c, Date.now())) {
    const reads = c.req.method === 'GET' || c.req.method === 'HEAD';
    if (reads || isOwnOrigin(c)) return next();
    return problem(c, 'origin_not_allowed', { detail: 'A session changes things from the console’s own pages only.' });
  }
  return problem(c, 'unauthorized', {
    detail: 'Send "Authorization: Bearer …" with ADMIN_TOKEN.',
    headers: { 'WWW-Authenticate': 'Bearer' },
  });
});

async function hasBearerToken(c: Context<AppEnv>): Promise<boolean> {
  const [, token] = /^Bearer ([\x21-\x7e]{1,500})$/i.exec(c.req.header('authorization') ?? '') ?? [];
  return token !== undefined && isSameSecret(token, c.get('settings').adminToken);
}

/** Takes the same time whatever differs: digests are compared, which are of one length. */
export async function isSameSecret(given: string, secret: string): Promise<boolean> {
  const [a, b] = await Promise.all(
    [given, secret].map((text) => crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))),
  );
  return a !== undefined && b !== undefined && crypto.subtle.timingSafeEqual(a, b);
}
