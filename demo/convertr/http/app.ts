import { Hono } from 'hono';
import { notFound } from '../api/errors.ts';
import { createLogin } from '../api/login.ts';
import { createOauthToken } from '../api/oauth-token.ts';
import { createPublisherApi } from '../api/publisher-api.ts';
import { createControlApi } from '../control/control-api.ts';
import { injectFaults } from '../faults/inject-faults.ts';
import { createLedger } from '../ledger/routes.ts';
import type { Simulator } from '../state/simulator.ts';
import type { SimulatorEnv } from './context.ts';
import { limitRate } from './limit-rate.ts';
import { logRequests } from './log-requests.ts';

/**
 * The simulator as an app: the vendor's API behind log, limits and faults, and the control API and the ledger without
 * them.
 */
export function createApp(simulator: Simulator) {
  const app = new Hono<SimulatorEnv>();
  for (const path of ['/api/*', '/oauth/*']) {
    app.use(path, logRequests(simulator), limitRate(simulator), injectFaults(simulator));
  }
  app.route('/', createLogin(simulator));
  app.route('/', createOauthToken(simulator));
  // The fault `redirect` leads here. A client that follows it believes that its lead was accepted.
  app.all('/api/elsewhere', (c) => c.json({ message: 'OK' }));
  app.route('/', createPublisherApi(simulator));
  app.route('/', createControlApi(simulator));
  app.route('/', createLedger(simulator));
  app.notFound(notFound);
  app.onError((error, c) => {
    console.error(error);
    return c.json({ code: 500, message: 'Internal Server Error' }, 500);
  });
  return app;
}
