import { createMiddleware } from 'hono/factory';
import type { AppEnv } from './app-env.ts';

/** For everything except pages, which set their own policy. */
const NO_PAGE = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

const DEFAULTS: readonly (readonly [string, string])[] = Object.entries({
  // Without subdomains, which this Worker must not decide about.
  'Strict-Transport-Security': 'max-age=31536000',
  'X-Content-Type-Options': 'nosniff',
  // With no-referrer a hosted form's own post would have the origin "null".
  'Referrer-Policy': 'strict-origin-when-cross-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Content-Security-Policy': NO_PAGE,
});

/**
 * Sets the headers before the route runs, so that a route can replace them. A route must answer through the context,
 * because a bare `new Response` would lack them.
 */
export const securityHeaders = createMiddleware<AppEnv>((c, next) => {
  for (const [name, value] of DEFAULTS) c.header(name, value);
  return next();
});
