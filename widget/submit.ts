/** The only fetch for leads. A submission keeps its id through every try, so that the Worker stores it once. */
import type { Problem, SubmitAnswer } from '../worker/contract.ts';
import type { Errors } from './kit.ts';

export type Outcome =
  | { kind: 'accepted'; answer: SubmitAnswer }
  | { kind: 'refused'; errors: Errors }
  | { kind: 'closed' }
  | { kind: 'forbidden' }
  /** The same id was stored with other answers. */
  | { kind: 'conflict' }
  /** Nothing is known to be stored: the same id can go again. */
  | { kind: 'again'; why: 'offline' | 'failed' | 'too_many'; afterMs: number };

/** How long to wait before each further try, where the Worker doesn't say. Then the visitor decides. */
const BACKOFF_MS = [1000, 3000, 8000];
/** A visitor doesn't wait longer than this without being asked. */
const LONGEST_WAIT_MS = 15_000;
/** Browsers refuse a `keepalive` body above 64 KiB. */
const KEEPALIVE_BYTES = 60_000;
const TIMEOUT_MS = 30_000;

/** Sends until something is known or the tries are used up. `onWait` is called before each pause. */
export async function submit(url: string, body: URLSearchParams, onWait: () => void): Promise<Outcome> {
  for (let tried = 0; ; tried++) {
    const outcome = await send(url, body);
    if (outcome.kind !== 'again') return outcome;
    const wait = outcome.afterMs || BACKOFF_MS[tried];
    if (wait === undefined || tried >= BACKOFF_MS.length || wait > LONGEST_WAIT_MS) return outcome;
    onWait();
    await pause(wait, () => send(url, body));
  }
}

async function send(url: string, body: URLSearchParams): Promise<Outcome> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      body,
      // Both are on CORS's safe list: no preflight.
      headers: { accept: 'application/json' },
      credentials: 'omit',
      keepalive: `${body}`.length < KEEPALIVE_BYTES,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const answer: SubmitAnswer & Problem = await response.json();
    return toOutcome(response, answer);
  } catch {
    return { kind: 'again', why: navigator.onLine ? 'failed' : 'offline', afterMs: 0 };
  }
}

function toOutcome({ status, ok, headers }: Response, answer: SubmitAnswer & Problem): Outcome {
  if (ok && answer.submission) return { kind: 'accepted', answer };
  if (status === 403) return { kind: 'forbidden' };
  if (status === 409) return { kind: 'conflict' };
  if (status === 410) return { kind: 'closed' };
  if (status === 429 || status > 499) {
    const seconds = Number(answer.retryAfter ?? headers.get('retry-after'));
    return { kind: 'again', why: status === 429 ? 'too_many' : 'failed', afterMs: seconds * 1000 || 0 };
  }
  return { kind: 'refused', errors: answer.errors ?? {} };
}

/** Ends early when the network is back; a page that goes away sends at once, since it will not be asked again. */
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
