import type { MiddlewareHandler } from 'hono';
import type { Simulator } from '../state/simulator.ts';
import type { SimulatorEnv } from './context.ts';
import { toGatewayPage } from './gateway-page.ts';

/** Answers 429 to requests beyond the limits. */
export function limitRate(simulator: Simulator): MiddlewareHandler<SimulatorEnv> {
  return async (c, next) => {
    const { clock, limits, settings } = simulator;
    const waitMs = limits.take(c.var.endpoint, clock.now(), settings.limits);
    if (waitMs === undefined) return next();
    if (settings.retryAfter) c.header('Retry-After', String(Math.ceil(waitMs / 1000)));
    // The body of a 429 is [open]. HTML breaks clients that expect JSON.
    return c.html(toGatewayPage('429 Too Many Requests'), 429);
  };
}
