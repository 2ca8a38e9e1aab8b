/**
 * What an answer from Convertr says about the account: whether Convertr works, the token is good and the login
 * complete. One rule for every call. The state machine handles what an answer says about the lead itself.
 */
import type { FieldsOutcome, LeadOutcome, LinksOutcome, LoginOutcome, ResultOutcome } from '../../convertr/outcome.ts';
import { afterRateLimit } from '../backoff.ts';
import type { AccountContext } from '../context.ts';
import type { AccountSignal } from '../limits/breaker-rules.ts';
import type { Session } from './session.ts';

export type Call = 'lead' | 'read' | 'login';
type Outcome = LeadOutcome | FieldsOutcome | LinksOutcome | ResultOutcome | LoginOutcome;

export interface AccountReport {
  /** For the circuit breaker. */
  signal?: AccountSignal;
  /** Convertr refused the token. */
  tokenRefused?: true;
  /** Convertr accepts no call until the password is changed. */
  passwordExpired?: true;
  /** Convertr answered the call, whether it accepted it or not. */
  accepted?: true;
  /** Convertr asks for a code, to be sent with this token. */
  mfaToken?: string;
}

export function toAccountReport(call: Call, outcome: Outcome, now: number): AccountReport {
  switch (outcome.kind) {
    case 'rate_limited':
      return { signal: { kind: 'rate_limited', until: afterRateLimit(now, outcome.retryAfterMs) } };
    // `afterLogin` has the rules for these after a login.
    case 'unauthorized':
      return call === 'login' ? {} : { tokenRefused: true };
    case 'mfa_required':
      return call === 'login' ? {} : { mfaToken: outcome.mfaToken };
    case 'password_expired':
      return call === 'login' ? {} : { passwordExpired: true };
    // A failed read costs nothing, so it is no reason to stop sending.
    case 'unavailable':
    case 'unknown':
    case 'unexpected':
      return call === 'lead' ? { signal: { kind: outcome.kind } } : {};
    default:
      if (call === 'login') return {};
      return { signal: { kind: call === 'lead' ? 'healthy' : 'authorized' }, accepted: true };
  }
}

/** Why a read failed, as a code. */
export type ReadFault =
  | 'mfa'
  | 'denied'
  | 'password_expired'
  | 'unavailable'
  | 'not_found'
  /** Another 4xx: Convertr does not describe this campaign. */
  | 'refused'
  | 'rate_limited'
  | 'unauthorized';

export function toReadFault(outcome: FieldsOutcome | LinksOutcome): ReadFault | undefined {
  switch (outcome.kind) {
    case 'fields':
    case 'links':
      return undefined;
    case 'rejected':
      return outcome.status === 404 ? 'not_found' : 'refused';
    case 'unauthorized':
      return 'unauthorized';
    case 'mfa_required':
      return 'mfa';
    case 'password_expired':
      return outcome.kind;
    case 'rate_limited':
      return 'rate_limited';
    case 'unavailable':
    case 'unknown':
    case 'unexpected':
      return 'unavailable';
  }
}

/**
 * The report of the read that precedes the first lead. Refusals of login, token or budget were reported separately.
 */
export function toProbeSignal(fault: ReadFault | undefined): AccountSignal | undefined {
  if (fault === undefined || fault === 'not_found' || fault === 'refused') return { kind: 'probed' };
  return fault === 'unavailable' ? { kind: 'unanswered' } : undefined;
}

/** Passes an answer's report on: to the circuit breaker and to the session. */
export class OutcomeReporter {
  readonly #context: AccountContext;
  readonly #session: Session;

  constructor(context: AccountContext, session: Session) {
    this.#context = context;
    this.#session = session;
  }

  /** @param token the one that was sent. */
  async report(call: 'lead' | 'read', outcome: Outcome, token: string): Promise<void> {
    const now = Date.now();
    const { breaker } = this.#context;
    const { signal, tokenRefused, passwordExpired, accepted, mfaToken } = toAccountReport(call, outcome, now);
    if (signal) breaker.signal(signal, now);
    if (passwordExpired) this.#session.expiry.note(now);
    if (accepted) this.#session.expiry.noteAcceptedCall(now);
    // Overlapping calls may all be refused for one token, and only the first refusal counts.
    if (tokenRefused && this.#session.drop(token)) breaker.signal({ kind: 'unauthorized' }, now);
    if (mfaToken !== undefined) await this.#session.demandMfa(mfaToken);
  }
}
