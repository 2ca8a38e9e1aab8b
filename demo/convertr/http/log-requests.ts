import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { MiddlewareHandler } from 'hono';
import type { Simulator } from '../state/simulator.ts';
import type { SimulatorEnv } from './context.ts';
import { toEndpoint } from './endpoint.ts';

/** Logs every request, dropped ones too. */
export function logRequests({ log, clock }: Simulator): MiddlewareHandler<SimulatorEnv> {
  return async (c, next) => {
    const entry = log.begin({
      method: c.req.method,
      path: c.env.incoming.url ?? c.req.path,
      at: new Date(clock.now()).toISOString(),
    });
    c.set('entry', entry);
    c.set('endpoint', toEndpoint(c.req.method, c.req.path));
    try {
      await next();
    } finally {
      log.end(entry, c.res === RESPONSE_ALREADY_SENT ? 0 : c.res.status);
    }
  };
}
