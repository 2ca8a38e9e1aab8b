import { type Answer, isRecord } from './answer.ts';
import type { LoginOutcome } from './outcome.ts';

/** Documented life of a token, for an answer that names none. */
const TOKEN_LIFE_MS = 3_600_000;

/** Keeps token and expiry. The rest of the answer, a client secret among it, is dropped here. */
export function toLoginOutcome({ status, json }: Answer): LoginOutcome {
  if (status >= 400) return { kind: 'denied', status };
  if (status !== 200 || !isRecord(json)) return { kind: 'unexpected', status };
  const { access_token: token, expires_in: expiresIn, password_expired: passwordExpired } = json;
  if (typeof token !== 'string' || !/^[\x21-\x7e]+$/.test(token)) return { kind: 'unexpected', status };
  const seconds = Number(expiresIn);
  return {
    kind: 'token',
    token,
    expiresInMs: seconds > 0 ? Math.min(seconds * 1000, TOKEN_LIFE_MS * 24) : TOKEN_LIFE_MS,
    passwordExpired: passwordExpired === true || passwordExpired === 1 || passwordExpired === 'true',
  };
}
