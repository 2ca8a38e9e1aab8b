import { Hono } from 'hono';
import type { SimulatorEnv } from '../http/context.ts';
import { ENTERPRISES } from '../seeds/enterprises.ts';
import type { Simulator } from '../state/simulator.ts';
import { createSecret, TOKEN_LIFE_SECONDS } from '../state/tokens.ts';
import { isDisabled } from '../state/users.ts';
import { invalidGrant } from './errors.ts';

const API_KEY_GRANT = 'http://convertr.cvtr.io/grants/api_key';

/**
 * `GET /oauth/v2/token`, the older way to get a token, which works with 2.4 paths [seen]. Its errors are [inferred].
 */
export function createOauthToken(simulator: Simulator) {
  return new Hono<SimulatorEnv>().get('/oauth/v2/token', (c) => {
    const { grant_type, client_id, client_secret, api_key } = c.req.query();
    if (!grant_type) {
      return c.json(toError('invalid_request', 'Invalid grant_type parameter or parameter missing'), 400);
    }
    if (!client_id) return c.json(toError('invalid_client', 'Client id was not found in the headers or body'), 400);
    const client = ENTERPRISES.find(({ clientId, clientSecret }) => {
      return clientId === client_id && clientSecret === client_secret;
    });
    if (!client) return c.json(toError('invalid_client', 'The client credentials are invalid'), 400);
    if (grant_type !== API_KEY_GRANT) {
      return c.json(toError('unauthorized_client', 'The grant type is unauthorized for this client_id'), 400);
    }
    const user = simulator.users.find(client.name);
    const now = simulator.clock.now();
    if (!user || client.apiKey !== api_key || isDisabled(user, now, simulator.settings.disableAfterDays)) {
      return c.json(invalidGrant('Invalid api key'), 400);
    }
    c.var.entry.enterprise = client.name;
    return c.json({
      access_token: simulator.issueToken(client.name).token,
      expires_in: TOKEN_LIFE_SECONDS,
      token_type: 'bearer',
      scope: null,
      refresh_token: createSecret(),
    });
  });
}

const toError = (error: string, description: string) => ({ error, error_description: description });
