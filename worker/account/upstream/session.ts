import type { AccountState, LoginResult, MfaResult } from '../../account-api.ts';
import type { LoginOutcome } from '../../convertr/outcome.ts';
import type { AccountContext } from '../context.ts';
import { Login } from './login.ts';
import { describeLogin, quietLoginAt } from './login-state.ts';
import { MfaCode } from './mfa-code.ts';
import { PasswordExpiry } from './password-expiry.ts';
import { PersonLogin } from './person-login.ts';
import { toAccountReport } from './report-outcome.ts';
import { isUsable, type Token, toToken } from './token.ts';
import { TokenCache } from './token-cache.ts';

/** The account's token: one login for any number of callers, and a new token before the old one expires. */
export class Session {
  readonly #context: AccountContext;
  readonly #cache: TokenCache;
  readonly #login: Login;
  readonly #mfaCode: MfaCode;
  readonly #personLogin: PersonLogin;
  readonly expiry: PasswordExpiry;
  #token: Token | undefined;
  /** The login that is on its way. */
  #running: Promise<void> | undefined;
  /** The copy in KV has not been read yet, and may be valid. */
  #readCache: boolean;

  constructor(context: AccountContext) {
    this.#context = context;
    this.#cache = new TokenCache(context);
    this.#login = new Login(context, this.#cache);
    this.#readCache = !this.#login.wasInterrupted;
    this.expiry = new PasswordExpiry(this.#login);
    this.#personLogin = new PersonLogin({
      context,
      login: this.#login,
      isSignedIn: () => this.current(Date.now()) !== undefined,
      share: (login) => this.#share(login),
      settle: (outcome) => this.#settle(outcome),
    });
    this.#mfaCode = new MfaCode({
      context,
      login: this.#login,
      cache: this.#cache,
      idle: () => this.#running,
      settle: (outcome) => this.#settle(outcome),
    });
  }

  /** Drops what the old credentials led to: their token, and a pause because Convertr refused it. */
  async noticeCredentials(): Promise<void> {
    if (!(await this.#login.noticeCredentials())) return;
    this.#forgetToken();
    this.#context.breaker.signal({ kind: 'new_login' }, Date.now());
  }

  /** The token to use, if there is a valid one. */
  current(now: number): string | undefined {
    return this.#token && isUsable(this.#token, now) ? this.#token.value : undefined;
  }

  /** True if a new token should and may be fetched. */
  isDue(now: number): boolean {
    return !this.#running && (this.#token?.renewAt ?? 0) <= now && this.#login.availableAt(now) <= now;
  }

  /** Until when there is no token and no login may start, or 0 if there is nothing to wait for. */
  blockedUntil(now: number): number {
    if (this.expiry.isExpired) return this.expiry.refusesReads(now) ? this.#login.state.nextTryAt : 0;
    if (this.current(now)) return 0;
    const until = this.#login.availableAt(now);
    return until > now ? until : 0;
  }

  /** When this account logs in although nothing waits, so that Convertr does not disable its user. */
  get quietLoginAt(): number {
    return quietLoginAt(this.#login.state);
  }

  /** Gets a token from KV or by a login. Overlapping callers share one attempt. */
  renew(): Promise<void> {
    return this.#share(() => this.#renew());
  }

  /** Convertr refused this token. @returns whether it was the one in use. */
  drop(token: string): boolean {
    if (this.#token?.value !== token) return false;
    this.#login.discardToken();
    this.#forgetToken();
    return true;
  }

  /** A person starts a login now, regardless of how many were refused. */
  loginForPerson(): Promise<LoginResult> {
    return this.#personLogin.run();
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
    return describeLogin(this.#login.state, this.current(now) ? this.#token : undefined, this.expiry.isExpired, now);
  }

  #share(login: () => Promise<void>): Promise<void> {
    this.#running ??= login().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
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

  async #settle(outcome: LoginOutcome): Promise<void> {
    this.#personLogin.note(outcome);
    const mfaToken = await this.#login.sealMfaToken(outcome);
    // There is no `await` from here on: if a login were settled while its token is missing, another would follow.
    const now = Date.now();
    this.#login.settle(outcome, mfaToken, now);
    const { signal } = toAccountReport('login', outcome, now);
    if (signal) this.#context.breaker.signal(signal, now);
    if (outcome.kind === 'mfa_required' && this.#token) this.drop(this.#token.value);
    if (outcome.kind !== 'token') return;
    this.#token = toToken(outcome.token, now + outcome.expiresInMs, now, Math.random());
    // Nobody awaits the copy in KV.
    void this.#cache.write(this.#login.tokenIdentity, this.#token, now);
  }

  #forgetToken(): void {
    this.#token = undefined;
    this.#readCache = false;
  }
}
