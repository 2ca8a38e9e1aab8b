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

/** On everything that the Worker answers. A route that needs another value has set it already. */
export const securityHeaders = createMiddleware<AppEnv>(async (c, next) => {
  await next();
  try {
    fill(c.res.headers);
  } catch {
    // What comes from a binding has headers that cannot be changed.
    const headers = new Headers(c.res.headers);
    fill(headers);
    c.res = new Response(c.res.body, { status: c.res.status, headers });
  }
});

function fill(headers: Headers): void {
  for (const [name, value] of DEFAULTS) if (!headers.has(name)) headers.set(name, value);
}
