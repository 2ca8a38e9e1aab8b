import type { MiddlewareHandler } from 'hono';
import { tokenExpired, tokenInvalid } from './answers.ts';
import type { ConvertrEnv } from './env.ts';
import { ENTERPRISES } from './seeds.ts';
import type { World } from './world.ts';

/** Finds whose token a request carries, or answers 401 with one of the two documented bodies [doc]. */
export function authenticate(world: World): MiddlewareHandler<ConvertrEnv> {
  return async (c, next) => {
    const bearer = /^Bearer +(\S+)$/i.exec(c.req.header('Authorization') ?? '')?.[1];
    // In the query it works too [seen], though nobody should: addresses get logged.
    const found = world.tokens.find(bearer ?? c.req.query('access_token') ?? '', world.clock.now());
    if (found === 'expired') return tokenExpired(c);
    const enterprise = found === 'invalid' ? undefined : ENTERPRISES.find(({ name }) => name === found.enterprise);
    if (!enterprise) return tokenInvalid(c);
    c.set('enterprise', enterprise);
    c.var.entry.enterprise = enterprise.name;
    return next();
  };
}
