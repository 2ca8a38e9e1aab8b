import { logFault } from '../../log.ts';

const VERIFY_URL = 'https://challenges.cloudflare.com/turnstile/v0/siteverify';
const TIMEOUT_MS = 3000;
/** The widget's name for its challenge. */
export const TURNSTILE_ACTION = 'lead-form';
/** Turnstile's name for its own input. */
export const TURNSTILE_PARAMETER = 'cf-turnstile-response';

/** Failures of Turnstile and of the set-up, which say nothing about the visitor. */
const NOT_THE_VISITOR = ['internal-error', 'missing-input-secret', 'invalid-input-secret', 'bad-request'];

export interface TurnstileCheck {
  secret: string;
  token: string | undefined;
  /** The submission's id. With the same id, Turnstile accepts a second check of a token. */
  submission: string;
  address: string | undefined;
  /** Hosts that may show the form. A token from another host doesn't count. */
  isAllowedHost: (host: string) => boolean;
}

export type TurnstileResult = 'passed' | 'failed' | 'unavailable';

/** @returns `unavailable` if Turnstile is down or the secret is wrong, which is not the visitor's fault. */
export async function verifyTurnstile(check: TurnstileCheck): Promise<TurnstileResult> {
  const { secret, token, submission, address, isAllowedHost } = check;
  if (!token) return 'failed';
  const body = new URLSearchParams({ secret, response: token, idempotency_key: submission });
  if (address) body.set('remoteip', address);
  try {
    const response = await fetch(VERIFY_URL, { method: 'POST', body, signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (!response.ok) return 'unavailable';
    const { success, hostname, action, ...rest } = (await response.json()) as Record<string, unknown>;
    const codes: unknown[] = Array.isArray(rest['error-codes']) ? rest['error-codes'] : [];
    const fault = NOT_THE_VISITOR.find((code) => codes.includes(code));
    if (fault) {
      logFault('turnstile_unavailable', { detail: fault });
      return 'unavailable';
    }
    if (typeof success !== 'boolean') return 'unavailable';
    const fits = typeof hostname !== 'string' || isAllowedHost(hostname);
    return success && fits && (action === undefined || action === TURNSTILE_ACTION) ? 'passed' : 'failed';
  } catch {
    return 'unavailable';
  }
}
