import { setTimeout as sleep } from 'node:timers/promises';
import type { Context, MiddlewareHandler } from 'hono';
import { toHtmlPage } from './answers.ts';
import type { ConvertrEnv } from './env.ts';
import { answerInstead, distort, isBefore, leavesUnanswered } from './fault-answer.ts';
import type { Call } from './model.ts';
import type { World } from './world.ts';

/** What stands before the API: writes down each request, holds the limits, and lets things go wrong as asked. */
export function createGate(world: World): MiddlewareHandler<ConvertrEnv> {
  return async (c, next) => {
    const entry = world.log.begin({
      method: c.req.method,
      path: c.env.incoming.url ?? c.req.path,
      at: new Date(world.clock.now()).toISOString(),
    });
    c.set('entry', entry);
    let status = 0;
    try {
      const call = toCall(c.req.method, c.req.path);
      const waitMs = world.limits.take(call, world.clock.now(), world.settings.limits);
      if (waitMs !== undefined) {
        status = 429;
        c.res = tooMany(c, world.settings.retryAfter ? waitMs : undefined);
        return;
      }
      const { latencyMs, fault } = world.faults.pick(call);
      entry.fault = fault?.kind ?? (latencyMs > 0 ? 'latency' : null);
      // Read before any delay: a client that gave up meanwhile has sent it all the same.
      if (fault?.kind !== 'drop') await c.req.text();
      if (latencyMs > 0) await sleep(latencyMs, undefined, { ref: false });

      if (fault && isBefore(fault)) c.res = answerInstead(fault, c.env);
      else await next();
      if (fault && !isBefore(fault)) {
        const distorted = await distort(fault, c.res, c.env);
        // Else Hono would keep the headers of the answer that is replaced.
        c.res = undefined;
        c.res = distorted;
      }
      if (!fault || !leavesUnanswered(fault)) status = c.res.status;
    } finally {
      world.log.end(entry, status);
    }
  };
}

/** The body of a 429 is [open]; HTML is what a client that expects JSON breaks on. */
function tooMany(c: Context, waitMs: number | undefined) {
  if (waitMs !== undefined) c.header('Retry-After', String(Math.ceil(waitMs / 1000)));
  return c.html(toHtmlPage('429 Too Many Requests'), 429);
}

function toCall(method: string, path: string): Call {
  if (path === '/api/login') return 'login';
  if (path.startsWith('/api/v2.4/publisher/fields/')) return 'fields';
  if (path.startsWith('/api/v2.4/publisher/links/')) return 'links';
  if (path.includes('/lead-result/')) return 'result';
  return method === 'POST' && path.endsWith('/leads') ? 'leads' : 'other';
}
