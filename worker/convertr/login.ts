import { type Answer, isRecord } from './answer.ts';
import type { LoginOutcome } from './outcome.ts';

/** The documented life of a token, for an answer that doesn't name it. */
const TOKEN_LIFE_MS = 3_600_000;

/** Keeps the token and its expiry. The rest of the answer, which has a client secret, is dropped. */
export function toLoginOutcome({ status, json }: Answer): LoginOutcome {
  if (status >= 400) return { kind: 'denied', status };
  if (status !== 200 || !isRecord(json)) return { kind: 'unexpected', status };
  const { access_token: token, expires_in: expiresIn, password_expired: passwordExpired } = json;
  if (typeof token !== 'string' || !/^[\x21-\x7e]{1,8000}$/.test(token)) return { kind: 'unexpected', status };
  const seconds = Number(expiresIn);
  return {
    kind: 'token',
    token,
    expiresInMs: seconds > 0 ? Math.min(seconds * 1000, TOKEN_LIFE_MS * 24) : TOKEN_LIFE_MS,
    passwordExpired: passwordExpired === true || passwordExpired === 1 || passwordExpired === 'true',
  };
}
