import type { Fault } from '../../demo/convertr/faults/faults.ts';

/** What a fault's end is followed by, before the first queued lead leaves. */
export type Rule =
  /** Nothing: it is sent automatically. */
  | 'alone'
  /** Convertr's rolling window after a 429 that names no time. */
  | 'window'
  /** The next try of one held lead, every five minutes. */
  | 'try'
  /** A person sends the held lead again, because its answer could not be read. */
  | 'retry'
  /** A person logs in, because Convertr refused the password. */
  | 'login';

export interface FaultCase {
  /** Part of the account's name, so letters and hyphens only. */
  name: string;
  fault: Fault;
  rule: Rule;
}

/** Seconds within which the first queued lead leaves. Five minutes are a rule, and not shortened here. */
export const LIMIT_SECONDS: Record<Rule, number> = { alone: 90, window: 390, try: 390, retry: 90, login: 90 };

/** Longer than Convertr's answer is waited for. */
const LATE_MS = 25_000;
/** Slow enough to time out before it is too long. */
const SLOW_MS = 1000;

const on =
  (endpoint: Fault['on']) =>
  (kind: Fault['kind'], rule: Rule, more: Partial<Fault> = {}): FaultCase => {
    const status = more.status === undefined ? '' : `-${more.status}`;
    return { name: `${endpoint}-${kind.replaceAll('_', '-')}${status}`, fault: { on: endpoint, kind, ...more }, rule };
  };
const [leads, any, login] = [on('leads'), on('any'), on('login')];

/** Every kind of fault that the simulator has, where it hurts. */
export const FAULT_CASES: readonly FaultCase[] = [
  leads('status', 'alone', { status: 401 }),
  leads('status', 'try', { status: 404 }),
  leads('status', 'window', { status: 429 }),
  leads('status', 'alone', { status: 500 }),
  leads('status', 'alone', { status: 503 }),
  leads('status', 'alone', { status: 504 }),
  leads('latency', 'alone', { ms: LATE_MS }),
  leads('drop', 'alone'),
  leads('drop_after', 'alone'),
  leads('html502', 'alone'),
  leads('redirect', 'try'),
  leads('drip', 'alone', { ms: SLOW_MS }),
  leads('no_id', 'retry'),
  leads('other_2xx', 'retry'),
  leads('garbage', 'retry'),
  leads('mistyped', 'retry'),
  leads('wrong_type', 'alone'),
  leads('gigantic', 'alone'),
  leads('endless', 'alone', { ms: SLOW_MS }),
  leads('gzip_bomb', 'alone'),
  leads('broken_gzip', 'alone'),
  any('status', 'alone', { status: 503 }),
  any('status', 'alone', { status: 500 }),
  any('latency', 'alone', { ms: LATE_MS }),
  any('drop', 'alone'),
  any('endless', 'alone', { ms: SLOW_MS }),
  any('gzip_bomb', 'alone'),
  login('status', 'alone', { status: 503 }),
  login('status', 'login', { status: 400 }),
  login('mistyped', 'alone'),
  login('drop', 'alone'),
  login('endless', 'alone', { ms: SLOW_MS }),
];
