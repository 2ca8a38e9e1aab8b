import { createMiddleware } from 'hono/factory';
import type { AppEnv } from './app-env.ts';

/** A page sets its own, stricter policy; whatever is no page may load and frame nothing. */
const NO_PAGE = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

const DEFAULTS: readonly (readonly [string, string])[] = Object.entries({
  'Strict-Transport-Security': 'max-age=31536000; includeSubDomains',
  'X-Content-Type-Options': 'nosniff',
  // With no-referrer a hosted form's own post would come with the origin "null".
  'Referrer-Policy': 'strict-origin-when-cross-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Content-Security-Policy': NO_PAGE,
});

/**
 * On everything that the Worker answers: said first, so that a route can say otherwise. What a handler makes with
 * `new Response` instead of with the context would go without them.
 */
export const securityHeaders = createMiddleware<AppEnv>((c, next) => {
  for (const [name, value] of DEFAULTS) c.header(name, value);
  return next();
});
