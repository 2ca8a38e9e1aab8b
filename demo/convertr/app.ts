import { Hono } from 'hono';
import { notFound } from './answers.ts';
import { createControl } from './control.ts';
import type { ConvertrEnv } from './env.ts';
import { createGate } from './gate.ts';
import { createLedger } from './ledger/routes.ts';
import { createLogin } from './login.ts';
import { createPublisherApi } from './publisher.ts';
import type { World } from './world.ts';

/** The simulator as an app: the vendor's API behind the gate, the control API and the ledger beside it. */
export function createApp(world: World) {
  const app = new Hono<ConvertrEnv>();
  app.use('/api/*', createGate(world));
  app.route('/', createLogin(world));
  // Where the fault `redirect` leads: a client that follows it believes that all is well.
  app.all('/api/elsewhere', (c) => c.json({ message: 'OK' }));
  app.route('/', createPublisherApi(world));
  app.route('/', createControl(world));
  app.route('/', createLedger(world));
  app.notFound(notFound);
  app.onError((error, c) => {
    console.error(error);
    return c.json({ code: 500, message: 'Internal Server Error' }, 500);
  });
  return app;
}
