const VERIFY_URL = 'https://challenges.cloudflare.com/turnstile/v0/siteverify';
const TIMEOUT_MS = 3000;
/** What the widget names its challenge. */
export const TURNSTILE_ACTION = 'lead-form';
/** The name that Turnstile gives its own input. */
export const TURNSTILE_PARAMETER = 'cf-turnstile-response';

/** Turnstile's own trouble, and faults of the set-up: they say nothing of the visitor. */
const NOT_THE_VISITOR = ['internal-error', 'missing-input-secret', 'invalid-input-secret', 'bad-request'];

export interface TurnstileCheck {
  secret: string;
  token: string | undefined;
  /** The submission's id: a repeated check of one token passes under the same key. */
  submission: string;
  address: string | undefined;
  /** Hosts that may show the form; a token solved elsewhere doesn't count. */
  isAllowedHost: (host: string) => boolean;
}

/** @returns `failed` only when Turnstile says so of the visitor; its own outage, or a wrong secret, blocks nobody. */
export async function verifyTurnstile(check: TurnstileCheck): Promise<'passed' | 'failed' | 'unavailable'> {
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
      console.error(`Turnstile could not be asked: ${fault}`);
      return 'unavailable';
    }
    if (typeof success !== 'boolean') return 'unavailable';
    const fits = typeof hostname !== 'string' || isAllowedHost(hostname);
    return success && fits && (action === undefined || action === TURNSTILE_ACTION) ? 'passed' : 'failed';
  } catch {
    return 'unavailable';
  }
}
