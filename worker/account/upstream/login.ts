import type { LoginOutcome } from '../../convertr/outcome.ts';
import type { AccountContext } from '../context.ts';
import {
  afterAcceptedCall,
  afterExpiry,
  afterLogin,
  beforeLogin,
  isLockedOut,
  type LoginState,
  NEVER_TRIED,
} from './login-state.ts';
import type { TokenCache } from './token-cache.ts';

const KEY = 'login';

/** The login's state, on disk. Raises an alert if only a person can fix it. */
export class Login {
  readonly #context: AccountContext;
  readonly #cache: TokenCache;
  #state: LoginState;
  /** A login was on its way when the process died, so the stored token is useless. */
  readonly wasInterrupted: boolean;

  constructor(context: AccountContext, cache: TokenCache) {
    this.#context = context;
    this.#cache = cache;
    this.#state = { ...NEVER_TRIED, ...context.keyValues.get<LoginState>(KEY) };
    this.wasInterrupted = this.#state.trying;
    if (this.#state.lastLoginAt === 0) {
      this.#state = { ...this.#state, lastLoginAt: Date.now() };
      context.keyValues.set(KEY, this.#state);
    }
    // The lost answer may have asked for a code.
    if (this.#state.trying && this.#state.wantsCode) {
      const now = Date.now();
      this.#save(afterLogin(this.#state, { kind: 'unknown' }, now, Math.random()), now);
    }
  }

  get state(): LoginState {
    return this.#state;
  }

  /** When the next login may start. Infinity waits for a person or new credentials. */
  availableAt(now: number): number {
    if (this.#state.state === 'mfa' || isLockedOut(this.#state)) return Infinity;
    return Math.max(this.#state.nextTryAt, this.#context.budget.availableAt('logins', 'new', now));
  }

  /** Logs in with username and password, if the budget has a login left. */
  async tryOnce(now: number): Promise<LoginOutcome | undefined> {
    if (this.availableAt(now) > now || !this.#context.budget.tryTake('logins', 'new', now)) return undefined;
    return this.#send();
  }

  /** A person starts a login now, regardless of how many were refused. */
  async tryForPerson(now: number): Promise<LoginOutcome | undefined> {
    return this.#context.budget.tryTake('logins', 'person', now) ? this.#send() : undefined;
  }

  /** @returns the token for the second step, encrypted. */
  async sealMfaToken(outcome: LoginOutcome): Promise<string | null> {
    // An answer to a lead may ask for a code without a token. The login's token is still valid.
    const isNew = outcome.kind === 'mfa_required' && outcome.mfaToken !== '';
    return isNew ? this.#cache.sealMfaToken(outcome.mfaToken) : this.#state.mfaToken;
  }

  /** Neither the current token nor its copy is valid any more. This is written to disk first. */
  discardToken(): void {
    this.#state = { ...this.#state, refusedTokens: this.#state.refusedTokens + 1 };
    this.#context.keyValues.set(KEY, this.#state);
  }

  /** What the copy of the token is bound to, so that it cannot be used with other credentials or after a refusal. */
  get tokenIdentity(): string {
    const { credentials, refusedTokens } = this.#state;
    return refusedTokens === 0 ? credentials : `${credentials}/${refusedTokens}`;
  }

  settle(outcome: LoginOutcome, mfaToken: string | null, now: number): void {
    this.#save(afterLogin(this.#state, outcome, now, Math.random(), mfaToken), now);
  }

  /** A read checks whether the expired password works again, or Convertr has just answered that it does not. */
  noteExpiry(now: number): void {
    this.#save(afterExpiry(this.#state, now, Math.random()), now);
  }

  noteAcceptedCall(now: number): void {
    const after = afterAcceptedCall(this.#state);
    if (after !== this.#state) this.#save(after, now);
  }

  /**
   * Starts again if the credentials are new, so that they don't wait for a pause that the old ones caused.
   * @returns whether they are new.
   */
  async noticeCredentials(): Promise<boolean> {
    const { cipher } = this.#cache;
    const { username, password, publisherId, origin } = this.#context.account;
    const user = { username, password, publisherId: `${publisherId}`, origin };
    const credentials = await cipher.fingerprint(user);
    const before = this.#state.credentials;
    if (before === credentials) return false;
    // A rotated key changes the hash, too. That alone must not cause a login, which may send a text message.
    const isSame = before === '' || (await cipher.matches(user, before));
    if (isSame) {
      this.#state = { ...this.#state, credentials };
      this.#context.keyValues.set(KEY, this.#state);
    } else
      this.#save(
        { ...NEVER_TRIED, lastLoginAt: Date.now(), refusedTokens: this.#state.refusedTokens, credentials },
        Date.now(),
      );
    return !isSame;
  }

  #send(): Promise<LoginOutcome> {
    const { account, convertr, keyValues } = this.#context;
    this.#state = beforeLogin(this.#state);
    keyValues.set(KEY, this.#state);
    return convertr.login({ username: account.username, password: account.password });
  }

  #save(state: LoginState, now: number): void {
    this.#state = state;
    const { keyValues, alerts } = this.#context;
    keyValues.set(KEY, state);
    alerts.report('login_denied', state.state === 'denied', now);
    alerts.report('mfa', state.state === 'mfa', now);
    alerts.report('password_expired', state.passwordExpired || state.state === 'password_expired', now);
  }
}
