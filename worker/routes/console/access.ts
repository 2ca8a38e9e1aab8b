/** People whom Cloudflare Access has signed in, in front of the Worker. */
import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';
import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose';
import { LOOPBACK_HOST } from '../../convertr/origin.ts';
import { logFault } from '../../log.ts';
import type { AppEnv } from '../app-env.ts';

const HEADER = 'cf-access-jwt-assertion';
/** Access sets it for the whole host, so it comes with paths that Access does not guard, too. */
const COOKIE = 'CF_Authorization';
const CERTS = '/cdn-cgi/access/certs';
/** Access signs by this alone. What a token says of itself decides nothing. */
const ALGORITHM = 'RS256';
/** A new key of Access's is known after this; forged tokens under unknown keys ask for the keys no more often. */
const ASK_AGAIN_MS = 1000;
const TIMEOUT_MS = 5000;
const NAME_MAX = 200;

/** Keys by issuer. Holds no request's state. */
const keySets = new Map<string, ReturnType<typeof createRemoteJWKSet>>();

/** @returns the person's address, or the name of a service token; undefined when Access vouches for nobody. */
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
    // Whoever cannot be verified is nobody; that keys cannot be had is worth a word to whoever runs this.
    const isRefusal = error instanceof errors.JOSEError && !(error instanceof errors.JWKSTimeout);
    if (!isRefusal) logFault('access_unreachable', { error });
    return undefined;
  }
}

/** Without TLS anybody on the way could hand out keys: only for trying it on this very machine. */
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

/** A service token has a name, and no address. */
function toName({ email, common_name: service }: JWTPayload): string | undefined {
  const name = [email, service].find((each) => typeof each === 'string' && each !== '');
  return (name as string | undefined)?.slice(0, NAME_MAX);
}
