import { fail, ok, type Result } from '../result.ts';

/** An enterprise is one DNS label. Anything else could name another host. */
export const ENTERPRISE_LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** No other machine can answer for these hosts. */
export const LOOPBACK_HOST = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * The origin for an enterprise's calls: `https://{enterprise}.cvtr.io`, unless `override` names another.
 * @param override an origin without path, user or query: `https://` anywhere, `http://` on a loopback host only.
 * @returns the origin, or the second half of an error message.
 */
export function parseOrigin(enterprise: string, override?: string): Result<string, string> {
  if (!ENTERPRISE_LABEL.test(enterprise)) return fail('is of no valid enterprise.');
  if (override === undefined) {
    const url = new URL(`https://${enterprise}.cvtr.io`);
    if (url.host !== `${enterprise}.cvtr.io`) return fail('does not stay on cvtr.io.');
    return ok(url.origin);
  }
  const url = URL.parse(override);
  if (!url) return fail('is not a URL.');
  if (override !== url.origin && override !== `${url.origin}/`) return fail('must be an origin, nothing more.');
  if (url.protocol === 'https:') return ok(url.origin);
  if (url.protocol === 'http:' && LOOPBACK_HOST.test(url.hostname)) return ok(url.origin);
  return fail('must be https, or http on a loopback host.');
}
