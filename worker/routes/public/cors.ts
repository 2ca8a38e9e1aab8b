import type { Context } from 'hono';
import { isAllowedOrigin } from '../../forms/origins.ts';
import type { AppEnv } from '../app-env.ts';

/** Who asks from where. Servers send no `Origin`; nor do pages that ask their own. */
export function readOrigin(c: Context<AppEnv>, origins: readonly string[]): { origin?: string; isAllowed: boolean } {
  const origin = c.req.header('origin');
  if (origin === undefined) return { isAllowed: true };
  return { origin, isAllowed: isAllowedOrigin(origin, origins, new URL(c.req.url).origin) };
}

/** For the page that may read the answer. */
export function allowOrigin(c: Context<AppEnv>, origin: string | undefined): void {
  c.header('Vary', 'Origin', { append: true });
  // Another origin's page may use it by design: the origin check decides, not this header.
  c.header('Cross-Origin-Resource-Policy', 'cross-origin');
  if (origin === undefined) return;
  c.header('Access-Control-Allow-Origin', origin);
  c.header('Access-Control-Expose-Headers', 'Retry-After');
}
