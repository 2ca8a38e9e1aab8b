import type { AccountState, MfaResult } from '../api.ts';
import type { LoginOutcome } from '../convertr/outcome.ts';
import { type Cipher, createCipher } from './cipher.ts';
import type { Core } from './core.ts';
import { backoff, MINUTE, SECOND } from './transition.ts';

interface LoginState {
  state: 'none' | 'ok' | 'denied' | 'mfa';
  nextTryAt: number;
  failures: number;
  passwordExpired: boolean;
  /** Sealed, base64. */
  mfaToken: string | null;
  /** Keyed hash: other credentials wipe what was known of these. */
  credentials: string;
}

interface Token {
  value: string;
  expiresAt: number;
  /** From here on a new one is fetched, before Convertr retires this one. */
  renewAt: number;
}

const NEVER_TRIED: LoginState = {
  state: 'none',
  nextTryAt: 0,
  failures: 0,
  passwordExpired: false,
  mfaToken: null,
  credentials: '',
};

/** KV rejects a shorter `expirationTtl`. */
const KV_MIN_TTL_SECONDS = 60;
const RENEW_BEFORE_MS = 2 * MINUTE;
const RENEW_JITTER_MS = 3 * MINUTE;
/** Wrong credentials don't mend themselves, and Convertr locks accounts that keep knocking. */
const DENIED_LADDER: readonly number[] = [MINUTE, 5 * MINUTE, 15 * MINUTE, 60 * MINUTE];
const FAILED_LADDER: readonly number[] = [5 * SECOND, 15 * SECOND, MINUTE, 5 * MINUTE];

/** The account's token: one login however many ask, renewed before it expires. */
export class Session {
  readonly #core: Core;
  readonly #cipher: Cipher;
  readonly #key: string;
  #login: LoginState;
  #token: Token | undefined;
  #running: Promise<void> | undefined;
  #readCache = true;

  constructor(core: Core) {
    this.#core = core;
    this.#cipher = createCipher(core.settings.leadKeys, 'token');
    this.#key = `token:${core.enterprise}`;
    this.#login = { ...NEVER_TRIED, ...core.meta.get<LoginState>('login') };
  }

  /** The token to use, if there is a good one. */
  current(now: number): string | undefined {
    return this.#token && this.#token.renewAt > now ? this.#token.value : undefined;
  }

  /** Until when no login may be tried; 0 when one may. Infinity waits for a person's code. */
  blockedUntil(now: number): number {
    if (this.current(now)) return 0;
    if (this.#login.state === 'mfa') return Infinity;
    const free = this.#core.pace.freeAt('logins', 'fresh', now);
    const until = Math.max(this.#login.nextTryAt, free > now ? free : 0);
    return until > now ? until : 0;
  }

  get isRunning(): boolean {
    return this.#running !== undefined;
  }

  /** Gets a token from KV or by a login; callers that overlap share the one attempt. */
  renew(): Promise<void> {
    this.#running ??= this.#renew().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  /** @returns whether this was the token in use: only the first of several refusals counts. */
  drop(token: string): boolean {
    if (this.#token?.value !== token) return false;
    this.#token = undefined;
    this.#readCache = false;
    return true;
  }

  /** Hands in the code from the text message; without one, asks Convertr to send another. */
  async mfa(code: string | undefined, now: number): Promise<MfaResult> {
    await this.#running;
    if (this.#login.state !== 'mfa') return { kind: 'not_waiting' };
    if (!this.#core.pace.take('logins', 'fresh', now)) return { kind: 'unreachable' };
    const { username, password } = this.#core.account;
    const mfaToken = await this.#openMfaToken();
    const outcome = await this.#core.convertr.login({
      username,
      password,
      ...(code && mfaToken && { mfaToken, mfaCode: code }),
    });
    if (code && outcome.kind === 'denied') return { kind: 'denied' };
    await this.#settle(outcome);
    if (outcome.kind === 'token') return { kind: 'accepted' };
    if (outcome.kind === 'mfa_required') return code ? { kind: 'denied' } : { kind: 'accepted' };
    return { kind: 'unreachable' };
  }

  /** Convertr asked for a code where a token was sent. */
  async demandMfa(mfaToken: string): Promise<void> {
    await this.#settle({ kind: 'mfa_required', mfaToken });
  }

  describe(now: number): AccountState['login'] {
    const { state, nextTryAt, passwordExpired } = this.#login;
    return {
      state: this.#token ? 'ok' : state,
      tokenExpiresAt: this.#token ? new Date(this.#token.expiresAt).toISOString() : null,
      passwordExpired,
      nextTryAt: nextTryAt > now ? new Date(nextTryAt).toISOString() : null,
    };
  }

  async #renew(): Promise<void> {
    await this.#forgetOldCredentials();
    const now = Date.now();
    if (this.#readCache && (await this.#readFromCache(now))) return;
    if (this.blockedUntil(now) > 0 || !this.#core.pace.take('logins', 'fresh', now)) return;
    const { username, password } = this.#core.account;
    await this.#settle(await this.#core.convertr.login({ username, password }));
  }

  async #forgetOldCredentials(): Promise<void> {
    const { username, password, publisherId, origin } = this.#core.account;
    const credentials = await this.#cipher.fingerprint({ username, password, publisherId: `${publisherId}`, origin });
    if (this.#login.credentials === credentials) return;
    const known = this.#login.credentials !== '';
    if (known) this.#readCache = false;
    this.#save(known ? { ...NEVER_TRIED, credentials } : { ...this.#login, credentials });
  }

  async #settle(outcome: LoginOutcome): Promise<void> {
    const now = Date.now();
    const { alerts, gate } = this.#core;
    const failures = this.#login.failures + 1;
    switch (outcome.kind) {
      case 'token': {
        const { token, expiresInMs, passwordExpired } = outcome;
        this.#save({ ...this.#login, state: 'ok', nextTryAt: 0, failures: 0, passwordExpired, mfaToken: null });
        this.#keep(token, now + expiresInMs, now);
        await this.#writeToCache(now);
        break;
      }
      case 'mfa_required':
        this.#token = undefined;
        this.#save({
          ...this.#login,
          state: 'mfa',
          mfaToken: toBase64(await this.#cipher.seal(this.#key, outcome.mfaToken)),
        });
        break;
      case 'denied':
      case 'unauthorized': {
        const nextTryAt = now + backoff(failures, Math.random(), DENIED_LADDER);
        this.#save({ ...this.#login, state: 'denied', failures, nextTryAt });
        break;
      }
      case 'rate_limited': {
        const until = now + Math.max(outcome.retryAfterMs ?? 300 * SECOND, SECOND);
        gate.signal({ kind: 'rate_limited', until }, now);
        this.#save({ ...this.#login, nextTryAt: until });
        break;
      }
      case 'unavailable':
      case 'unknown':
      case 'unexpected':
        this.#save({ ...this.#login, failures, nextTryAt: now + backoff(failures, Math.random(), FAILED_LADDER) });
        break;
    }
    alerts.hold('login_denied', this.#login.state === 'denied', now);
    alerts.hold('mfa', this.#login.state === 'mfa', now);
    alerts.hold('password_expired', this.#login.passwordExpired, now);
  }

  #keep(value: string, expiresAt: number, now: number): void {
    const life = expiresAt - now;
    const early = Math.min(life / 2, RENEW_BEFORE_MS + Math.random() * RENEW_JITTER_MS);
    this.#token = { value, expiresAt, renewAt: expiresAt - early };
  }

  async #readFromCache(now: number): Promise<boolean> {
    this.#readCache = false;
    try {
      const text = await this.#core.cache.get(this.#key);
      if (!text) return false;
      const opened = await this.#cipher.open(this.#login.credentials, fromBase64(text));
      const { value, expiresAt } = (opened ?? {}) as Partial<Token>;
      if (typeof value !== 'string' || typeof expiresAt !== 'number') return false;
      this.#keep(value, expiresAt, now);
      return this.current(now) !== undefined;
    } catch {
      // Without KV a login does the same.
      return false;
    }
  }

  async #writeToCache(now: number): Promise<void> {
    const token = this.#token;
    if (!token) return;
    const expirationTtl = Math.floor((token.renewAt - now) / 1000);
    if (expirationTtl < KV_MIN_TTL_SECONDS) return;
    try {
      const { value, expiresAt } = token;
      // The credentials' hash is bound in: another user's token opens for nobody.
      const sealed = await this.#cipher.seal(this.#login.credentials, { value, expiresAt });
      await this.#core.cache.put(this.#key, toBase64(sealed), { expirationTtl });
    } catch {
      // Only a convenience for the next cold start.
    }
  }

  async #openMfaToken(): Promise<string | undefined> {
    const { mfaToken } = this.#login;
    const opened = mfaToken ? await this.#cipher.open(this.#key, fromBase64(mfaToken)) : undefined;
    return typeof opened === 'string' ? opened : undefined;
  }

  #save(login: LoginState): void {
    this.#login = login;
    this.#core.meta.set('login', login);
  }
}

const toBase64 = (bytes: ArrayBuffer): string => btoa(String.fromCharCode(...new Uint8Array(bytes)));
const fromBase64 = (text: string): ArrayBuffer => Uint8Array.from(atob(text), (char) => char.charCodeAt(0)).buffer;
