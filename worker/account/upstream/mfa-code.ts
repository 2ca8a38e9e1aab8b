import type { MfaResult } from '../../account-api.ts';
import type { LoginOutcome } from '../../convertr/outcome.ts';
import type { AccountContext } from '../context.ts';
import type { Login } from './login.ts';
import type { TokenCache } from './token-cache.ts';

interface Parts {
  context: AccountContext;
  login: Login;
  cache: TokenCache;
  /** Settles once no login is on its way. */
  idle: () => Promise<void> | undefined;
  settle: (outcome: LoginOutcome) => Promise<void>;
}

/** Sends the code from a text message, or asks Convertr for another message. */
export class MfaCode {
  readonly #parts: Parts;
  #running: { code: string | undefined; result: Promise<MfaResult> } | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * Overlapping callers with the same request share one attempt. Others wait for its end.
   * @param code if missing, Convertr is asked for another text message.
   */
  enter(code: string | undefined): Promise<MfaResult> {
    const before = this.#running;
    if (before && before.code === code) return before.result;
    const result = Promise.resolve(before?.result)
      .then(() => this.#enter(code))
      .finally(() => {
        if (this.#running?.result === result) this.#running = undefined;
      });
    this.#running = { code, result };
    return result;
  }

  async #enter(code: string | undefined): Promise<MfaResult> {
    const { context, login, cache, idle, settle } = this.#parts;
    await idle();
    const now = Date.now();
    if (login.state.state !== 'mfa') return { kind: 'not_waiting' };
    if (context.breaker.isLimited(now)) return { kind: 'unreachable' };
    if (!context.budget.tryTake('logins', 'person', now)) return { kind: 'unreachable' };
    const { username, password } = context.account;
    const mfaToken = await cache.openMfaToken(login.state.mfaToken);
    const secondStep = code !== undefined && mfaToken !== undefined ? { mfaToken, mfaCode: code } : {};
    const outcome = await context.convertr.login({ username, password, ...secondStep });
    // A wrong code is not a wrong password. The state stays, so that no automatic login follows.
    if (code !== undefined && (outcome.kind === 'denied' || outcome.kind === 'unauthorized')) return { kind: 'denied' };
    await settle(outcome);
    if (outcome.kind === 'token') return { kind: 'accepted' };
    if (outcome.kind === 'mfa_required') return { kind: code === undefined ? 'accepted' : 'denied' };
    return { kind: 'unreachable' };
  }
}
