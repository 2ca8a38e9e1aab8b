import type { AccountState, MfaResult } from '../../account-api.ts';
import type { LoginOutcome } from '../../convertr/outcome.ts';
import type { Core } from '../context.ts';
import { isLimited } from '../limits/circuit-breaker.ts';
import { afterLogin, isUsable, type LoginState, NEVER_TRIED, type Token, toToken } from './login-state.ts';
import { TokenStore } from './token-cache.ts';

/** The account's token: one login however many ask, renewed before it expires. */
export class Session {
  readonly #core: Core;
  readonly #store: TokenStore;
  #login: LoginState;
  #token: Token | undefined;
  #running: Promise<void> | undefined;
  #entering: { code: string | undefined; result: Promise<MfaResult> } | undefined;
  #readCache: boolean;

  constructor(core: Core) {
    this.#core = core;
    this.#store = new TokenStore(core);
    this.#login = { ...NEVER_TRIED, ...core.meta.get<LoginState>('login') };
    // A new token was wanted when the process died: the old one's copy is of no use.
    this.#readCache = !this.#login.trying;
    // The answer may have been the question for a code.
    if (this.#login.trying && this.#login.wantsCode) {
      this.#save(afterLogin(this.#login, { kind: 'unknown' }, Date.now(), Math.random()));
      this.#tell(Date.now());
    }
  }

  /** Whoever has corrected the credentials need not wait for the end of a pause that the old ones brought about. */
  async forgetOldCredentials(): Promise<void> {
    const { cipher } = this.#store;
    const { username, password, publisherId, origin } = this.#core.account;
    const user = { username, password, publisherId: `${publisherId}`, origin };
    const credentials = await cipher.fingerprint(user);
    const before = this.#login.credentials;
    if (before === credentials) return;
    const same = before === '' || (await cipher.matches(user, before));
    // A rotated key alone is no reason for a login, which might send a text message.
    this.#save(same ? { ...this.#login, credentials } : { ...NEVER_TRIED, credentials });
    if (same) return;
    this.#token = undefined;
    this.#readCache = false;
    this.#tell(Date.now());
  }

  /** The token to use, if there is a good one. */
  current(now: number): string | undefined {
    return this.#token && isUsable(this.#token, now) ? this.#token.value : undefined;
  }

  /** True when a new token should be fetched, and may be. */
  isDue(now: number): boolean {
    return !this.isRunning && (this.#token?.renewAt ?? 0) <= now && this.#loginAt(now) <= now;
  }

  /** Until when no login may be tried; 0 when one may. Infinity waits for a person's code. */
  blockedUntil(now: number): number {
    if (this.current(now)) return 0;
    const until = this.#loginAt(now);
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

  /**
   * Hands in the code from the text message; without one, asks Convertr to send another. Callers that overlap and want
   * the same share one attempt; others wait for its end.
   */
  mfa(code?: string): Promise<MfaResult> {
    const before = this.#entering;
    if (before && before.code === code) return before.result;
    const result = Promise.resolve(before?.result)
      .then(() => this.#enter(code))
      .finally(() => {
        if (this.#entering?.result === result) this.#entering = undefined;
      });
    this.#entering = { code, result };
    return result;
  }

  async #enter(code: string | undefined): Promise<MfaResult> {
    await this.#running;
    const now = Date.now();
    if (this.#login.state !== 'mfa') return { kind: 'not_waiting' };
    if (isLimited(this.#core.gate.now, now)) return { kind: 'unreachable' };
    if (!this.#core.pace.take('logins', 'person', now)) return { kind: 'unreachable' };
    const { username, password } = this.#core.account;
    const mfaToken = await this.#store.openMfaToken(this.#login.mfaToken);
    const second = code !== undefined && mfaToken !== undefined;
    const outcome = await this.#core.convertr.login({
      username,
      password,
      ...(second && { mfaToken, mfaCode: code }),
    });
    // A wrong code is no wrong password: the state stays, so that no login follows by itself.
    if (code !== undefined && (outcome.kind === 'denied' || outcome.kind === 'unauthorized')) return { kind: 'denied' };
    await this.#settle(outcome);
    if (outcome.kind === 'token') return { kind: 'accepted' };
    if (outcome.kind === 'mfa_required') return code === undefined ? { kind: 'accepted' } : { kind: 'denied' };
    return { kind: 'unreachable' };
  }

  /** Convertr asked for a code where a token was sent. */
  async demandMfa(mfaToken: string): Promise<void> {
    await this.#settle({ kind: 'mfa_required', mfaToken });
  }

  describe(now: number): AccountState['login'] {
    const { state, nextTryAt, passwordExpired } = this.#login;
    const usable = this.current(now) !== undefined;
    return {
      state: usable ? 'ok' : state,
      tokenExpiresAt: usable && this.#token ? new Date(this.#token.expiresAt).toISOString() : null,
      passwordExpired,
      nextTryAt: nextTryAt > now ? new Date(nextTryAt).toISOString() : null,
    };
  }

  #loginAt(now: number): number {
    if (this.#login.state === 'mfa') return Infinity;
    return Math.max(this.#login.nextTryAt, this.#core.pace.freeAt('logins', 'fresh', now));
  }

  async #renew(): Promise<void> {
    const now = Date.now();
    if (this.#readCache) {
      this.#readCache = false;
      this.#token = await this.#store.read(this.#login.credentials, now);
      if (this.#token && this.#token.renewAt > now) return;
    }
    if (this.#loginAt(now) > now || !this.#core.pace.take('logins', 'fresh', now)) return;
    const { username, password } = this.#core.account;
    this.#save({ ...this.#login, trying: true });
    await this.#settle(await this.#core.convertr.login({ username, password }));
  }

  async #settle(outcome: LoginOutcome): Promise<void> {
    const asks = outcome.kind === 'mfa_required';
    // An answer to a lead may ask for a code and bring no token: the login's own is still good.
    const sealed = asks && outcome.mfaToken ? await this.#store.sealMfaToken(outcome.mfaToken) : this.#login.mfaToken;
    const now = Date.now();
    this.#save(afterLogin(this.#login, outcome, now, Math.random(), sealed));
    if (outcome.kind === 'token') this.#token = toToken(outcome.token, now + outcome.expiresInMs, now, Math.random());
    if (asks) this.#token = undefined;
    if (outcome.kind === 'rate_limited') {
      this.#core.gate.signal({ kind: 'rate_limited', until: this.#login.nextTryAt }, now);
    }
    this.#tell(now);
    if (outcome.kind === 'token' && this.#token) {
      // Nobody waits for a copy.
      void this.#store.write(this.#login.credentials, this.#token, now);
    }
  }

  #tell(now: number): void {
    const { alerts } = this.#core;
    alerts.hold('login_denied', this.#login.state === 'denied', now);
    alerts.hold('mfa', this.#login.state === 'mfa', now);
    alerts.hold('password_expired', this.#login.passwordExpired, now);
  }

  #save(login: LoginState): void {
    this.#login = login;
    this.#core.meta.set('login', login);
  }
}
