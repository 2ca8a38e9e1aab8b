/** How long a token is used. Pure. */
import { MINUTE, SECOND } from '../backoff.ts';

export interface Token {
  value: string;
  expiresAt: number;
  /** From this age on a new one is fetched, before Convertr retires this one. */
  renewAt: number;
}

const RENEW_BEFORE_MS = 2 * MINUTE;
const RENEW_JITTER_MS = 3 * MINUTE;
/** A call must arrive before Convertr retires its token. */
const LAST_USE_MS = 30 * SECOND;

/** @param random from 0 to 1, so that accounts that logged in together don't renew together. */
export function toToken(value: string, expiresAt: number, now: number, random: number): Token {
  const early = Math.min((expiresAt - now) / 2, RENEW_BEFORE_MS + random * RENEW_JITTER_MS);
  return { value, expiresAt, renewAt: expiresAt - early };
}

/** While the new login fails, the old token is used a little longer. */
export const isUsable = (token: Token, now: number): boolean =>
  now < Math.max(token.renewAt, token.expiresAt - LAST_USE_MS);
