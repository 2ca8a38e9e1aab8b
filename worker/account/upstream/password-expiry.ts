import type { Login } from './login.ts';

/** While the password is expired, Convertr only accepts logins, and one call a minute checks whether that is over. */
export class PasswordExpiry {
  readonly #login: Login;

  constructor(login: Login) {
    this.#login = login;
  }

  /** As far as known. */
  get isExpired(): boolean {
    return this.#login.state.state === 'password_expired';
  }

  /** True until the next read may check whether Convertr accepts calls again. */
  refusesReads(now: number): boolean {
    return this.isExpired && this.#login.state.nextTryAt > now;
  }

  /** A call starts. While the password is expired, it is the only one for a minute. */
  noteCall(now: number): void {
    if (this.isExpired) this.#login.noteExpiry(now);
  }

  /** Convertr has reported it. */
  note(now: number): void {
    this.#login.noteExpiry(now);
  }

  noteAcceptedCall(now: number): void {
    this.#login.noteAcceptedCall(now);
  }
}
