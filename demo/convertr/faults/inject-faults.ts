import { setTimeout as sleep } from 'node:timers/promises';
import type { MiddlewareHandler } from 'hono';
import type { SimulatorEnv } from '../http/context.ts';
import type { Simulator } from '../state/simulator.ts';
import { answerInstead, distort, isBefore } from './apply-fault.ts';

/** Applies the control API's faults to requests. */
export function injectFaults({ faults }: Simulator): MiddlewareHandler<SimulatorEnv> {
  return async (c, next) => {
    const { latencyMs, fault } = faults.pick(c.var.endpoint);
    c.var.entry.fault = fault?.kind ?? (latencyMs > 0 ? 'latency' : null);
    // Read before any delay, because a client that gives up while it waits has still sent its lead.
    if (fault?.kind !== 'drop') await c.req.text();
    if (latencyMs > 0) await sleep(latencyMs, undefined, { ref: false });

    if (fault && isBefore(fault)) return answerInstead(fault, c.env);
    await next();
    if (!fault) return undefined;
    const distorted = await distort(fault, c.res, c.env);
    // Otherwise Hono would keep the headers of the replaced answer.
    c.res = undefined;
    c.res = distorted;
    return undefined;
  };
}
