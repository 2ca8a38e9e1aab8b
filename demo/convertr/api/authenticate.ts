import type { MiddlewareHandler } from 'hono';
import type { SimulatorEnv } from '../http/context.ts';
import { ENTERPRISES } from '../seeds/enterprises.ts';
import type { Simulator } from '../state/simulator.ts';
import { isDisabled } from '../state/users.ts';
import { passwordExpired, tokenRefused, userDisabled } from './errors.ts';

/** Finds the owner of a request's token, and whether that user may make calls. */
export function authenticate(simulator: Simulator): MiddlewareHandler<SimulatorEnv> {
  return async (c, next) => {
    const { settings } = simulator;
    const now = simulator.clock.now();
    const bearer = /^Bearer +(\S+)$/i.exec(c.req.header('Authorization') ?? '')?.[1];
    // In the query it works, too [seen], although it should not be used, because URLs get logged.
    const found = simulator.tokens.find(bearer ?? c.req.query('access_token') ?? '', now);
    if (found === 'expired') return tokenRefused('expired', settings);
    const enterprise = found === 'invalid' ? undefined : ENTERPRISES.find(({ name }) => name === found.enterprise);
    const user = enterprise && simulator.users.find(enterprise.name);
    if (!enterprise || !user) return tokenRefused('invalid', settings);
    c.set('enterprise', enterprise);
    c.var.entry.enterprise = enterprise.name;
    if (isDisabled(user, now, settings.disableAfterDays)) return userDisabled();
    if (user.passwordExpired) return passwordExpired(settings);
    return next();
  };
}
