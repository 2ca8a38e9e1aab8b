import { LOOPBACK_HOST } from '../convertr/origin.ts';

/** `https://host[:port]`, `https://*.host[:port]`, and `http://` on a loopback host. Nothing behind the host. */
export function isOriginPattern(pattern: string): boolean {
  const wildcard = pattern.startsWith('https://*.');
  const url = URL.parse(wildcard ? pattern.replace('*.', '') : pattern);
  if (!url || url.origin !== (wildcard ? pattern.replace('*.', '') : pattern)) return false;
  if (wildcard && !url.hostname.includes('.')) return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK_HOST.test(url.hostname));
}

/**
 * True when a page of this origin may use the form. The Worker's own always may, `null` never: sandboxed frames and
 * local files of anybody's share it.
 * @param allowed exact origins, or `https://*.example.com` for subdomains of any depth without the apex.
 */
export function isAllowedOrigin(origin: string, allowed: readonly string[], ownOrigin: string): boolean {
  if (origin === 'null' || origin === '') return false;
  if (origin === ownOrigin) return true;
  return allowed.some((pattern) =>
    pattern.startsWith('https://*.')
      ? origin.startsWith('https://') && origin.endsWith(pattern.slice('https://*'.length))
      : origin === pattern,
  );
}
