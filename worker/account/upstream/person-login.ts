import type { LoginResult } from '../../account-api.ts';
import type { LoginOutcome } from '../../convertr/outcome.ts';
import type { AccountContext } from '../context.ts';
import type { Login } from './login.ts';

interface Parts {
  context: AccountContext;
  login: Login;
  isSignedIn: () => boolean;
  /** Runs a login, or waits for the one that is on its way. */
  share: (login: () => Promise<void>) => Promise<void>;
  settle: (outcome: LoginOutcome) => Promise<void>;
}

/** A person starts a login, because after five refusals none starts automatically. */
export class PersonLogin {
  readonly #parts: Parts;
  /** Convertr's answer to the last login of any kind. */
  #answer: LoginOutcome['kind'] | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Any login was answered. */
  note(outcome: LoginOutcome): void {
    this.#answer = outcome.kind;
  }

  /** Overlapping callers share one attempt. */
  async run(): Promise<LoginResult> {
    const { context, login, isSignedIn, share } = this.#parts;
    if (login.state.state === 'mfa') return { kind: 'mfa' };
    if (!isSignedIn() && !context.breaker.isLimited(Date.now())) await share(() => this.#run());
    if (isSignedIn()) return { kind: 'accepted' };
    if (this.#answer === 'mfa_required') return { kind: 'mfa' };
    return { kind: this.#answer === 'denied' || this.#answer === 'unauthorized' ? 'denied' : 'unreachable' };
  }

  async #run(): Promise<void> {
    const { context, login, settle } = this.#parts;
    this.#answer = undefined;
    const outcome = await login.tryForPerson(Date.now());
    if (!outcome) return;
    await settle(outcome);
    if (outcome.kind === 'token') context.breaker.signal({ kind: 'new_login' }, Date.now());
  }
}
