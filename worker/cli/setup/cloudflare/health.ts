import { setTimeout as sleep } from 'node:timers/promises';
import { describeProblem } from '../../problem.ts';

const PAUSE_MS = 2000;
const TRY_MS = 10_000;
/** The previous version may still answer for a moment. */
const SETTLE_MS = 30_000;

export type Health = { kind: 'ok' } | { kind: 'faulty'; detail: string } | { kind: 'silent' };

export interface Patience {
  waitMs: number;
  pauseMs?: number;
  settleMs?: number;
}

/** Waits until `healthz` answers 200. A new domain takes minutes to get its certificate. */
export async function waitForHealth(url: string, fetcher: typeof fetch, patience: Patience): Promise<Health> {
  const { waitMs, pauseMs = PAUSE_MS, settleMs = SETTLE_MS } = patience;
  const start = performance.now();
  let faultySince: number | undefined;
  for (;;) {
    const health = await askHealth(url, fetcher);
    const now = performance.now();
    if (health.kind === 'ok') return health;
    if (health.kind === 'faulty') faultySince ??= now;
    const isSettled = faultySince !== undefined && now - faultySince >= settleMs;
    if (now - start + pauseMs > waitMs || (health.kind === 'faulty' && isSettled)) return health;
    await sleep(pauseMs);
  }
}

/** @returns the Worker's health, or `silent` if nothing or something else answers. */
export async function askHealth(url: string, fetcher: typeof fetch): Promise<Health> {
  try {
    const response = await fetcher(`${url}/healthz`, { redirect: 'manual', signal: AbortSignal.timeout(TRY_MS) });
    const body = (await response.json()) as { status?: unknown; type?: unknown };
    if (response.ok && body.status === 'ok') return { kind: 'ok' };
    const isOurs = typeof body.type === 'string' && body.type.startsWith('urn:leadwire:');
    return isOurs
      ? { kind: 'faulty', detail: describeProblem(body) ?? 'The Worker gave no reason.' }
      : { kind: 'silent' };
  } catch {
    return { kind: 'silent' };
  }
}
