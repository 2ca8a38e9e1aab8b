/** A typical hand-written proxy: a login for each lead, no store, and thanks regardless of the outcome. */
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { ACCOUNT } from './edge.ts';

export interface Naive {
  url: string;
  close(): Promise<void>;
}

export function startNaiveProxy(convertrUrl: string): Promise<Naive> {
  const app = new Hono();
  app.post('/leads', async (c) => {
    const body = await c.req.text();
    const login = await fetch(`${convertrUrl}/api/login`, {
      method: 'POST',
      body: new URLSearchParams({ username: ACCOUNT.username, password: ACCOUNT.password }),
    });
    const { access_token: token } = (await login.json().catch(() => ({}))) as { access_token?: string };
    await fetch(`${convertrUrl}/api/v2.4/publisher/${ACCOUNT.publisherId}/forms/35/campaign/1234/leads`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-www-form-urlencoded' },
      body,
    }).catch(() => undefined);
    return c.json({ thanks: true });
  });
  return new Promise((resolve) => {
    const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
      resolve({
        url: `http://127.0.0.1:${port}`,
        close: () => new Promise((done) => server.close(() => done())),
      }),
    );
  });
}
