import { LOOPBACK_HOST } from '../convertr/origin.ts';

/**
 * Host names and addresses. A URL's host may also have `;`, `,` and quotes, which would end a directive of a
 * Content-Security-Policy.
 */
export const PLAIN_HOST = /^([a-z0-9_.-]+|\[[0-9a-f:.]+\])$/;

/** `https://host[:port]`, `https://*.host[:port]`, or `http://` on a loopback host. A path is refused. */
export function isOriginPattern(pattern: string): boolean {
  const wildcard = pattern.startsWith('https://*.');
  const origin = wildcard ? pattern.replace('*.', '') : pattern;
  const url = URL.parse(origin);
  if (!url || url.origin !== origin || !PLAIN_HOST.test(url.hostname)) return false;
  if (wildcard && !url.hostname.includes('.')) return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK_HOST.test(url.hostname));
}

/**
 * True if a page of this origin may use the form. The Worker's own origin always may. `null` never may, because every
 * sandboxed frame and local file has it.
 * @param allowed exact origins, or `https://*.example.com` for subdomains of any depth without the apex.
 */
export function isAllowedOrigin(origin: string, allowed: readonly string[], ownOrigin: string): boolean {
  if (origin === 'null' || origin === '') return false;
  if (origin === ownOrigin) return true;
  return allowed.some((pattern) =>
    pattern.startsWith('https://*.') ? isSubdomain(origin, pattern.slice('https://*'.length)) : origin === pattern,
  );
}

/** The same for a pattern: whether all of its origins are allowed. */
export const coversPattern = (pattern: string, allowed: readonly string[], ownOrigin: string): boolean =>
  allowed.includes(pattern) || isAllowedOrigin(pattern.replace('*.', '_any.'), allowed, ownOrigin);

/** @param parent `.example.com`, with its port if it has one. */
function isSubdomain(origin: string, parent: string): boolean {
  if (!origin.startsWith('https://') || !origin.endsWith(parent)) return false;
  return /^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/.test(origin.slice('https://'.length, -parent.length));
}
