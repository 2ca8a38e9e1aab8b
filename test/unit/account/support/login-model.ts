import {
  afterAcceptedCall,
  afterExpiry,
  afterLogin,
  beforeLogin,
  isLockedOut,
  type LoginState,
  NEVER_TRIED,
} from '../../../../worker/account/upstream/login-state.ts';
import type { LoginOutcome } from '../../../../worker/convertr/outcome.ts';

/** The login, built from its pure parts, with Convertr's view of it. It throws when a promise is broken. */
export class LoginModel {
  now = 1_800_000_000_000;
  state: LoginState = NEVER_TRIED;
  /** In memory; a crash loses it. The copy outside is bound to a number. */
  #token: { id: number; number: number } | undefined;
  #copy: { id: number; number: number } | undefined;
  readonly #refused = new Set<number>();
  #tokens = 0;
  /** Consecutive wrong passwords that Convertr has counted since a person or new credentials started over. */
  #wrong = 0;

  /** @param dies the process dies before it gets the answer. */
  login(outcome: LoginOutcome, dies: boolean): void {
    if (this.state.state === 'mfa' || isLockedOut(this.state) || this.state.nextTryAt > this.now) return;
    this.#send(outcome, dies);
  }

  /** A person asks for one, however many were refused, and corrects nothing. */
  loginForPerson(outcome: LoginOutcome): void {
    if (this.state.state === 'mfa') return;
    this.#wrong = 0;
    this.#send(outcome, false);
    this.#wrong = 0;
  }

  newCredentials(): void {
    this.state = { ...NEVER_TRIED, refusedTokens: this.state.refusedTokens };
    this.#token = undefined;
    this.#wrong = 0;
  }

  use(answer: 'taken' | 'refused' | 'expired'): void {
    if (!this.#token) return;
    if (this.#refused.has(this.#token.id)) throw new Error('A refused token was used again.');
    if (answer === 'taken') this.state = afterAcceptedCall(this.state);
    if (answer === 'expired') this.state = afterExpiry(this.state, this.now, 0.5);
    if (answer !== 'refused') return;
    this.#refused.add(this.#token.id);
    this.state = { ...this.state, refusedTokens: this.state.refusedTokens + 1 };
    this.#token = undefined;
  }

  /** What was in memory is gone. The next object reads the copy, if it opens. */
  crash(): void {
    this.#token = this.#copy?.number === this.state.refusedTokens ? this.#copy : undefined;
  }

  check(): void {
    if (this.#wrong > 5) throw new Error('Convertr counts more than five wrong passwords in a row.');
    if (this.state.state === 'password_expired' && this.state.nextTryAt - this.now > 61_000)
      throw new Error('An expired password is not asked about for more than a minute.');
  }

  #send(outcome: LoginOutcome, dies: boolean): void {
    // Until a refusal arrives, it is unknown that one was lost.
    const knowsOfOne = this.state.refused > 0;
    this.state = beforeLogin(this.state);
    if (outcome.kind === 'denied' && (!dies || knowsOfOne)) this.#wrong += 1;
    if (outcome.kind === 'token' || outcome.kind === 'mfa_required') this.#wrong = 0;
    if (dies) {
      this.#token = undefined;
      return;
    }
    this.state = afterLogin(this.state, outcome, this.now, 0.5);
    if (outcome.kind !== 'token') return;
    this.#tokens += 1;
    this.#token = { id: this.#tokens, number: this.state.refusedTokens };
    this.#copy = this.#token;
  }
}
