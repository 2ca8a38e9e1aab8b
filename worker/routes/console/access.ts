/** People that Cloudflare Access has signed in, in front of the Worker. */
import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';
import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose';
import { LOOPBACK_HOST } from '../../convertr/origin.ts';
import { logFault } from '../../log.ts';
import type { AppEnv } from '../app-env.ts';

const HEADER = 'cf-access-jwt-assertion';
/** Access sets it for the whole host, so browsers send it to unprotected paths, too. */
const COOKIE = 'CF_Authorization';
const CERTS = '/cdn-cgi/access/certs';
/** Access only signs with this algorithm. The token's own header does not decide. */
const ALGORITHM = 'RS256';
/** Keys are read again at most this often, so that forged tokens with unknown keys cause no more reads. */
const ASK_AGAIN_MS = 1000;
const TIMEOUT_MS = 5000;
const NAME_MAX = 200;

/** Keys by issuer. Contains no state of a request. */
const keySets = new Map<string, ReturnType<typeof createRemoteJWKSet>>();

/** @returns the person's address, or the name of a service token, or undefined if nobody is signed in. */
export async function readPerson(c: Context<AppEnv>): Promise<string | undefined> {
  const { access } = c.get('settings');
  const token = c.req.header(HEADER) ?? getCookie(c, COOKIE);
  if (!access || !token || !isTrusted(c, access.issuer)) return undefined;
  try {
    const { payload } = await jwtVerify(token, findKeys(access.issuer), {
      issuer: access.issuer,
      audience: access.audience,
      algorithms: [ALGORITHM],
      requiredClaims: ['exp'],
    });
    return toName(payload);
  } catch (error) {
    // A token that cannot be verified counts as none. Unavailable keys are logged for the operator.
    const isRefusal = error instanceof errors.JOSEError && !(error instanceof errors.JWKSTimeout);
    if (!isRefusal) logFault('access_unreachable', { error });
    return undefined;
  }
}

/** Without TLS anybody in between could supply keys, so this is only for tests on one machine. */
const isTrusted = (c: Context<AppEnv>, issuer: string): boolean =>
  issuer.startsWith('https:') || LOOPBACK_HOST.test(new URL(c.req.url).hostname);

function findKeys(issuer: string) {
  const known = keySets.get(issuer);
  if (known) return known;
  const options = { cooldownDuration: ASK_AGAIN_MS, timeoutDuration: TIMEOUT_MS };
  const created = createRemoteJWKSet(new URL(CERTS, issuer), options);
  keySets.set(issuer, created);
  return created;
}

/** A service token has a name, but no address. */
function toName({ email, common_name: service }: JWTPayload): string | undefined {
  const name = [email, service].find((each) => typeof each === 'string' && each !== '');
  return (name as string | undefined)?.slice(0, NAME_MAX);
}
