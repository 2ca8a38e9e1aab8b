import { LOOPBACK_HOST } from '../convertr/origin.ts';
import { fail, ok, type Result } from '../result.ts';

/** Cloudflare Access in front of the console. */
export interface AccessSettings {
  /** The issuer of the tokens: `https://{team}.cloudflareaccess.com`. */
  issuer: string;
  /** The application that the tokens are for. */
  audience: string;
}

const TEAM_HOST = /^[a-z0-9-]+\.cloudflareaccess\.com$/;

/** @returns both settings, undefined without them, or an error that names the one to correct. */
export function parseAccess(teamDomain = '', audience = ''): Result<AccessSettings | undefined, string> {
  const [domain, aud] = [teamDomain.trim(), audience.trim()];
  if (!domain && !aud) return ok(undefined);
  // With only one of the two, nobody could be verified, and the error would go unnoticed.
  if (!domain) return fail('ACCESS_TEAM_DOMAIN is missing beside ACCESS_AUD: https://TEAM.cloudflareaccess.com.');
  if (!/^[0-9a-f]{64}$/.test(aud)) {
    return fail('ACCESS_AUD is not the Application Audience (AUD) Tag of the Access application: 64 hex digits.');
  }
  const url = URL.parse(domain.includes('://') ? domain : `https://${domain}`);
  const isTeam = url?.protocol === 'https:' && TEAM_HOST.test(url.host);
  const isLocal = url?.protocol === 'http:' && LOOPBACK_HOST.test(url.hostname);
  if (!url || !(isTeam || isLocal) || `${url.pathname}${url.search}${url.hash}` !== '/' || url.username !== '') {
    return fail('ACCESS_TEAM_DOMAIN must be https://TEAM.cloudflareaccess.com.');
  }
  return ok({ issuer: url.origin, audience: aud });
}
