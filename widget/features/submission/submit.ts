/**
 * Sends a lead, and retries if needed. A submission keeps its id for every attempt, so that the Worker stores it once.
 */
import type { FieldProblem, Problem, SubmitAnswer } from '../../../worker/protocol/wire.ts';
import type { FormState } from '../../form-state.ts';
import { bare } from '../../loading/bare.ts';

/** By Convertr's field names. */
export type Errors = Record<string, FieldProblem[]>;

/** The next state, except for a refusal. */
export type Outcome =
  | Extract<FormState, { status: 'submitted' | 'forbidden' | 'failed' }>
  /** `next`: the form that replaces it. */
  | { status: 'closed'; next: string | undefined }
  | { status: 'refused'; errors: Errors }
  /** The page's policy stops scripts from sending. */
  | { status: 'blocked' };

const blocked = new Set<string>();
document.addEventListener('securitypolicyviolation', ({ blockedURI }) => blocked.add(blockedURI));

/** The wait before each retry, unless the Worker names one. After the last retry the visitor decides. */
const BACKOFF_MS = [1000, 3000, 8000];
/** The longest wait before the visitor decides. */
const MAX_WAIT_MS = 15_000;
/** Browsers refuse a `keepalive` body above 64 KiB. */
const KEEPALIVE_BYTES = 60_000;
const TIMEOUT_MS = 30_000;

/** The Worker's answer or problem. */
type Body = Partial<SubmitAnswer> & Pick<Problem, 'errors' | 'retryAfter' | 'closedForm'>;

/**
 * Sends until the outcome is known or the retries are used up. `onWait` is called before each pause.
 *
 * @returns the outcome, and after how many seconds the Worker wants the next attempt
 */
export async function submit(url: string, body: URLSearchParams, onWait: () => void): Promise<[Outcome, number]> {
  for (const backoff of BACKOFF_MS) {
    const [outcome, retryAfter] = await send(url, body);
    const wait = retryAfter * 1000 || backoff;
    if (outcome.status !== 'failed' || /conflict|offline/.test(outcome.why) || wait > MAX_WAIT_MS)
      return [outcome, retryAfter];
    onWait();
    await pause(wait, () => send(url, body));
    if (blocked.has(url)) return [{ status: 'blocked' }, 0];
  }
  return send(url, body);
}

/** One attempt: its outcome, and after how many seconds the Worker wants the next. */
async function send(url: string, body: URLSearchParams): Promise<[Outcome, number]> {
  try {
    // Without a prototype, because options that a page adds to `Object.prototype` would count.
    const options: RequestInit = Object.assign(Object.create(null), {
      method: 'POST',
      body,
      // With this header and this body, CORS needs no preflight.
      headers: { accept: 'application/json' },
      credentials: 'omit',
      keepalive: `${body}`.length < KEEPALIVE_BYTES,
      signal: endAfter(TIMEOUT_MS),
    });
    const response = await fetch(url, options);
    const answer: Body = bare(await response.json());
    return [toOutcome(response.status, answer), Number(answer.retryAfter ?? response.headers.get('retry-after'))];
  } catch {
    return [{ status: 'failed', why: navigator.onLine ? 'failed' : 'offline' }, 0];
  }
}

/** `AbortSignal.timeout` needs Safari 16. */
function endAfter(ms: number): AbortSignal {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), ms);
  return controller.signal;
}

function toOutcome(status: number, answer: Body): Outcome {
  if (status < 300 && answer.submission) return { status: 'submitted', answer: answer as SubmitAnswer };
  if (status === 403) return { status: 'forbidden' };
  if (status === 410) return { status: 'closed', next: answer.closedForm };
  if (status === 409) return { status: 'failed', why: 'conflict' };
  if (status === 429) return { status: 'failed', why: 'too_many' };
  return status > 499 ? { status: 'failed', why: 'failed' } : { status: 'refused', errors: answer.errors ?? {} };
}

/** Ends early when the network is back, or when the page is hidden, because it may never run again. */
function pause(ms: number, sendNow: () => unknown): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      removeEventListener('online', done);
      removeEventListener('pagehide', sendNow);
      resolve();
    };
    const timer = setTimeout(done, ms);
    addEventListener('online', done);
    addEventListener('pagehide', sendNow);
  });
}
