/** Sends a lead, again if need be. A submission keeps its id through every try, so that the Worker stores it once. */
import type { FieldProblem, Problem, SubmitAnswer } from '../../../worker/protocol/wire.ts';
import type { FormState } from '../../form-state.ts';
import { bare } from '../../loading/bare.ts';

/** By Convertr's field names. */
export type Errors = Record<string, FieldProblem[]>;

/** The next state, but for a refusal. */
export type Outcome =
  | Extract<FormState, { status: 'submitted' | 'forbidden' | 'failed' }>
  /** `next`: the form that takes its place. */
  | { status: 'closed'; next: string | undefined }
  | { status: 'refused'; errors: Errors }
  /** The page's policy keeps scripts from sending. */
  | { status: 'blocked' };

const blocked = new Set<string>();
document.addEventListener('securitypolicyviolation', ({ blockedURI }) => blocked.add(blockedURI));

/** The wait before each further try, where the Worker names none. After the last the visitor decides. */
const BACKOFF_MS = [1000, 3000, 8000];
/** Before a longer wait the visitor decides. */
const MAX_WAIT_MS = 15_000;
/** Browsers refuse a `keepalive` body above 64 KiB. */
const KEEPALIVE_BYTES = 60_000;
const TIMEOUT_MS = 30_000;

/** The Worker's answer or problem. */
type Body = Partial<SubmitAnswer> & Pick<Problem, 'errors' | 'retryAfter' | 'closedForm'>;

/**
 * Sends until the outcome is known or the tries are used up. `onWait` is called before each pause.
 *
 * @returns the outcome, and the seconds after which the Worker wants the next try
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

/** One try: its outcome, and the seconds after which the Worker wants the next. */
async function send(url: string, body: URLSearchParams): Promise<[Outcome, number]> {
  try {
    // Without a prototype: options that a page adds to `Object.prototype` would count.
    const options: RequestInit = Object.assign(Object.create(null), {
      method: 'POST',
      body,
      // CORS asks for no preflight with this header and this body.
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

/** `AbortSignal.timeout` came with Safari 16. */
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

/** Ends early when the network is back. A page that is left sends at once: it may never run again. */
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
