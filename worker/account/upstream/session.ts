import type { AccountState, LoginResult, MfaResult } from '../../account-api.ts';
import type { LoginOutcome } from '../../convertr/outcome.ts';
import type { AccountContext } from '../context.ts';
import { Login } from './login.ts';
import { isLockedOut, isUsable, quietLoginAt, type Token, toToken } from './login-state.ts';
import { MfaCode } from './mfa-code.ts';
import { toAccountReport } from './report-outcome.ts';
import { TokenCache } from './token-cache.ts';

/** The account's token: one login, however many ask for it, and a new one before it expires. */
export class Session {
  readonly #context: AccountContext;
  readonly #cache: TokenCache;
  readonly #login: Login;
  readonly #mfaCode: MfaCode;
  #token: Token | undefined;
  /** The login that is on its way. */
  #running: Promise<void> | undefined;
  /** What the last login was answered. */
  #answer: LoginOutcome['kind'] | undefined;
  /** The copy in KV has not been read yet, and may be good. */
  #readCache: boolean;

  constructor(context: AccountContext) {
    this.#context = context;
    this.#cache = new TokenCache(context);
    this.#login = new Login(context, this.#cache);
    this.#readCache = !this.#login.wasInterrupted;
    this.#mfaCode = new MfaCode({
      context,
      login: this.#login,
      cache: this.#cache,
      idle: () => this.#running,
      settle: (outcome) => this.#settle(outcome),
    });
  }

  /** Forgets what other credentials led to: their token, and a pause because Convertr refused it. */
  async noticeCredentials(): Promise<void> {
    if (!(await this.#login.noticeCredentials())) return;
    this.#forgetToken();
    this.#context.breaker.signal({ kind: 'new_login' }, Date.now());
  }

  /** The token to use, if there is a good one. */
  current(now: number): string | undefined {
    return this.#token && isUsable(this.#token, now) ? this.#token.value : undefined;
  }

  /** True when a new token should be fetched, and may be. */
  isDue(now: number): boolean {
    return !this.#running && (this.#token?.renewAt ?? 0) <= now && this.#login.availableAt(now) <= now;
  }

  /** Until when there is no token and no login may be tried; 0 when there is nothing to wait for. */
  blockedUntil(now: number): number {
    if (this.isPasswordExpired) return this.refusesReads(now) ? this.#login.state.nextTryAt : 0;
    if (this.current(now)) return 0;
    const until = this.#login.availableAt(now);
    return until > now ? until : 0;
  }

  /** When this account logs in although nothing waits, so that Convertr does not disable it. */
  get quietLoginAt(): number {
    return quietLoginAt(this.#login.state);
  }

  /** Gets a token from KV or by a login. Callers that overlap share the one attempt. */
  renew(): Promise<void> {
    this.#running ??= this.#renew().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  /** Convertr refused this token. @returns whether it was the one in use. */
  drop(token: string): boolean {
    if (this.#token?.value !== token) return false;
    this.#dropToken();
    return true;
  }

  /** A person wants a login now: after five refusals none starts by itself. Callers that overlap share the one attempt. */
  async loginForPerson(): Promise<LoginResult> {
    if (this.#login.state.state === 'mfa') return { kind: 'mfa' };
    if (!this.current(Date.now()) && !this.#context.breaker.isLimited(Date.now())) {
      this.#running ??= this.#loginForPerson().finally(() => {
        this.#running = undefined;
      });
      await this.#running;
    }
    if (this.current(Date.now())) return { kind: 'accepted' };
    if (this.#answer === 'mfa_required') return { kind: 'mfa' };
    return { kind: this.#answer === 'denied' || this.#answer === 'unauthorized' ? 'denied' : 'unreachable' };
  }

  /** Convertr takes nothing but logins, as far as known. */
  get isPasswordExpired(): boolean {
    return this.#login.state.state === 'password_expired';
  }

  /** True until the next read may ask whether Convertr takes calls again. */
  refusesReads(now: number): boolean {
    return this.isPasswordExpired && this.#login.state.nextTryAt > now;
  }

  /** A call goes out. While the password is expired, it is the only one for a minute. */
  noteCall(now: number): void {
    if (this.isPasswordExpired) this.#login.noteExpiry(now);
  }

  noteExpiry(now: number): void {
    this.#login.noteExpiry(now);
  }

  noteAcceptedCall(now: number): void {
    this.#login.noteAcceptedCall(now);
  }

  /** Without a code, Convertr is asked to send another text message. */
  enterCode(code: string | undefined): Promise<MfaResult> {
    return this.#mfaCode.enter(code);
  }

  /** Convertr answered a call other than a login by asking for a code. */
  demandMfa(mfaToken: string): Promise<void> {
    return this.#settle({ kind: 'mfa_required', mfaToken });
  }

  describe(now: number): AccountState['login'] {
    const { state, passwordExpired } = this.#login.state;
    const nextTryAt = isLockedOut(this.#login.state) ? 0 : this.#login.state.nextTryAt;
    const token = this.#token && isUsable(this.#token, now) ? this.#token : undefined;
    return {
      state: token && !this.isPasswordExpired ? 'ok' : state,
      tokenExpiresAt: token ? new Date(token.expiresAt).toISOString() : null,
      passwordExpired: passwordExpired || this.isPasswordExpired,
      nextTryAt: nextTryAt > now ? new Date(nextTryAt).toISOString() : null,
    };
  }

  async #renew(): Promise<void> {
    const now = Date.now();
    if (this.#readCache) {
      this.#readCache = false;
      this.#token = await this.#cache.read(this.#login.tokenIdentity, now);
      if (this.#token && this.#token.renewAt > now) return;
    }
    const outcome = await this.#login.tryOnce(now);
    if (outcome) await this.#settle(outcome);
  }

  async #loginForPerson(): Promise<void> {
    this.#answer = undefined;
    const outcome = await this.#login.tryForPerson(Date.now());
    if (!outcome) return;
    await this.#settle(outcome);
    if (outcome.kind === 'token') this.#context.breaker.signal({ kind: 'new_login' }, Date.now());
  }

  async #settle(outcome: LoginOutcome): Promise<void> {
    this.#answer = outcome.kind;
    const mfaToken = await this.#login.sealMfaToken(outcome);
    // From here on nothing waits: a login that is settled while its token is missing would be followed by another.
    const now = Date.now();
    this.#login.settle(outcome, mfaToken, now);
    const { signal } = toAccountReport('login', outcome, now);
    if (signal) this.#context.breaker.signal(signal, now);
    if (outcome.kind === 'mfa_required' && this.#token) this.#dropToken();
    if (outcome.kind !== 'token') return;
    this.#token = toToken(outcome.token, now + outcome.expiresInMs, now, Math.random());
    // Nobody waits for the copy in KV.
    void this.#cache.write(this.#login.tokenIdentity, this.#token, now);
  }

  #dropToken(): void {
    this.#login.discardToken();
    this.#forgetToken();
  }

  #forgetToken(): void {
    this.#token = undefined;
    this.#readCache = false;
  }
}
