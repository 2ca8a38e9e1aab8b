/** What a login's answer means for the next one. Pure. */
import type { AccountState } from '../../account-api.ts';
import type { LoginOutcome } from '../../convertr/outcome.ts';
import { afterRateLimit, backoff, DAY, HOUR, type Ladder, MINUTE, SECOND, untilProbe } from '../backoff.ts';

export interface LoginState {
  /** `password_expired`: logins work, and Convertr refuses everything else. */
  state: 'none' | 'ok' | 'denied' | 'mfa' | 'password_expired';
  nextTryAt: number;
  failures: number;
  /** Refused logins in a row. A login without an answer counts as refused if the one before it was. */
  refused: number;
  passwordExpired: boolean;
  /** When Convertr last accepted a login, or this account was first seen. */
  lastLoginAt: number;
  /** A login is on its way, or was when the process died. */
  trying: boolean;
  /** The last answered login needed a code, so each further one may send a text message. */
  wantsCode: boolean;
  /** Encrypted, base64. */
  mfaToken: string | null;
  /**
   * How often Convertr has refused a token. The copy in KV is bound to this number, so that a refused token can never
   * be decrypted again, even after a crash between the refusal and the next login.
   */
  refusedTokens: number;
  /** Keyed hash. New credentials reset everything above. */
  credentials: string;
}

export const NEVER_TRIED: LoginState = {
  state: 'none',
  nextTryAt: 0,
  failures: 0,
  refused: 0,
  passwordExpired: false,
  lastLoginAt: 0,
  trying: false,
  wantsCode: false,
  mfaToken: null,
  refusedTokens: 0,
  credentials: '',
};

/** Wrong credentials stay wrong. */
const DENIED_LADDER: Ladder = [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR];
const FAILED_LADDER: Ladder = [5 * SECOND, 15 * SECOND, 50 * SECOND];
/** Convertr locks an account after ten wrong passwords in a row. A person may have tried some of them. */
const REFUSED_MAX = 5;

/** True if only new credentials or a person may start another login. */
export const isLockedOut = ({ refused }: LoginState): boolean => refused >= REFUSED_MAX;

/** A login starts. If its answer is lost, it counts as another refusal if the previous one was refused. */
export const beforeLogin = (login: LoginState): LoginState => ({
  ...login,
  trying: true,
  refused: login.refused > 0 ? login.refused + 1 : 0,
});

/**
 * @param mfaToken encrypted, if the answer had one.
 * @param random from 0 to 1, for jitter.
 */
export function afterLogin(
  before: LoginState,
  outcome: LoginOutcome,
  now: number,
  random: number,
  mfaToken: string | null = null,
): LoginState {
  // An answered login was counted when it started.
  const counted = before.trying && before.refused > 0 ? before.refused - 1 : before.refused;
  const login = { ...before, trying: false, refused: counted };
  switch (outcome.kind) {
    case 'token':
      return {
        ...login,
        // The next call shows whether an expired password still blocks.
        state: outcome.passwordExpired && login.state === 'password_expired' ? 'password_expired' : 'ok',
        nextTryAt: 0,
        failures: 0,
        refused: 0,
        lastLoginAt: now,
        passwordExpired: outcome.passwordExpired,
        wantsCode: login.state === 'mfa',
        mfaToken: null,
      };
    case 'mfa_required':
      return { ...login, state: 'mfa', refused: 0, wantsCode: true, mfaToken };
    case 'password_expired':
      // It is unknown whether Convertr checks the password before it asks for a code, so earlier refusals still count.
      return afterExpiry(login, now, random);
    case 'denied':
    case 'unauthorized':
      return afterRefusal(login, now, random);
    case 'rate_limited':
      return { ...login, nextTryAt: afterRateLimit(now, outcome.retryAfterMs) };
    case 'unknown':
    case 'unexpected':
      // The lost answer may have asked for a code. Only a person may cause the next text message.
      if (login.wantsCode && login.state !== 'mfa') return { ...login, state: 'mfa', mfaToken: null };
      return afterFailure({ ...login, refused: before.refused }, now, random);
    case 'unavailable':
      return afterFailure(login, now, random);
  }
}

function afterFailure(login: LoginState, now: number, random: number): LoginState {
  const failures = login.failures + 1;
  return { ...login, failures, nextTryAt: now + backoff(failures, random, FAILED_LADDER) };
}

function afterRefusal(login: LoginState, now: number, random: number): LoginState {
  const refused = login.refused + 1;
  return { ...login, state: 'denied', refused, nextTryAt: now + backoff(refused, random, DENIED_LADDER) };
}

/** Convertr answered that the password has expired. From then on one read a minute checks again. */
export const afterExpiry = (login: LoginState, now: number, random: number): LoginState => ({
  ...login,
  state: 'password_expired',
  nextTryAt: now + untilProbe(random),
});

/** Convertr accepted a call other than a login, so the password is good. */
export const afterAcceptedCall = (login: LoginState): LoginState =>
  login.state === 'password_expired' ? { ...login, state: 'ok', nextTryAt: 0, passwordExpired: false } : login;

/** Convertr may disable users who have not logged in for 30 days. */
const QUIET_MS = 20 * DAY;

/** When a quiet account logs in. Infinity if that could send a text message, or if a person is needed anyway. */
export const quietLoginAt = (login: LoginState): number =>
  login.wantsCode || login.state === 'mfa' || isLockedOut(login) ? Infinity : login.lastLoginAt + QUIET_MS;

/** The login state for the console. */
export function describeLogin(
  login: LoginState,
  token: { expiresAt: number } | undefined,
  isExpired: boolean,
  now: number,
): AccountState['login'] {
  const nextTryAt = isLockedOut(login) ? 0 : login.nextTryAt;
  return {
    state: token && !isExpired ? 'ok' : login.state,
    tokenExpiresAt: token ? new Date(token.expiresAt).toISOString() : null,
    passwordExpired: login.passwordExpired || isExpired,
    nextTryAt: nextTryAt > now ? new Date(nextTryAt).toISOString() : null,
  };
}
