import type { MiddlewareHandler } from 'hono';
import type { SimulatorEnv } from '../http/context.ts';
import { ENTERPRISES } from '../seeds/enterprises.ts';
import type { Simulator } from '../state/simulator.ts';
import { tokenExpired, tokenInvalid } from './errors.ts';

/** Finds whose token a request carries, or answers 401 with one of the two documented bodies [doc]. */
export function authenticate(simulator: Simulator): MiddlewareHandler<SimulatorEnv> {
  return async (c, next) => {
    const bearer = /^Bearer +(\S+)$/i.exec(c.req.header('Authorization') ?? '')?.[1];
    // In the query it works too [seen], though nobody should: addresses get logged.
    const found = simulator.tokens.find(bearer ?? c.req.query('access_token') ?? '', simulator.clock.now());
    if (found === 'expired') return tokenExpired(c);
    const enterprise = found === 'invalid' ? undefined : ENTERPRISES.find(({ name }) => name === found.enterprise);
    if (!enterprise) return tokenInvalid(c);
    c.set('enterprise', enterprise);
    c.var.entry.enterprise = enterprise.name;
    return next();
  };
}
