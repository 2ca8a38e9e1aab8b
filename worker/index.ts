import { DurableObject } from 'cloudflare:workers';
import { Hono } from 'hono';
import type { Env } from './settings/env.ts';

const app = new Hono<{ Bindings: Env }>();
app.get('/healthz', (c) =>
  c.json({ ip: c.req.header('cf-connecting-ip') ?? null, country: c.req.raw.cf?.country ?? null }),
);
app.get('/v1/limit', async (c) => c.json(await c.env.SUBMIT_LIMIT.limit({ key: 'x' })));
export default app;
export class Account extends DurableObject<Env> {}
