/** The limits of any Worker: a constant answer from Hono, and an object that only writes one row. */
import { join } from 'node:path';
import { build } from 'vite';

const SOURCE = `
import { Hono } from 'hono';
import { DurableObject } from 'cloudflare:workers';
const app = new Hono();
app.get('/constant', (c) => c.json({ form: 'bench' }));
app.post('/write', async (c) => {
  const rows = c.env.ROWS.get(c.env.ROWS.idFromName('one'));
  return c.json(await rows.write(await c.req.text()), 201);
});
export default app;
export class Rows extends DurableObject {
  constructor(ctx, env) {
    super(ctx, env);
    ctx.storage.sql.exec('CREATE TABLE IF NOT EXISTS rows (id INTEGER PRIMARY KEY, body TEXT)');
  }
  write(body) {
    return this.ctx.storage.sql.exec('INSERT INTO rows (body) VALUES (?) RETURNING id', body).one();
  }
}`;

export async function bundleLimits(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    root: import.meta.dirname,
    plugins: [
      {
        name: 'source',
        resolveId: (id) => (id.endsWith('limits.virtual') ? '\0limits' : null),
        load: (id) => (id === '\0limits' ? SOURCE : null),
      },
    ],
    resolve: { alias: { hono: join(import.meta.dirname, '../../../node_modules/hono/dist/index.js') } },
    build: {
      write: false,
      rolldownOptions: {
        input: 'limits.virtual',
        external: ['cloudflare:workers'],
        preserveEntrySignatures: 'strict',
        output: { format: 'es' },
      },
    },
  });
  const [bundle] = Array.isArray(result) ? result : [result];
  if (!bundle || !('output' in bundle)) throw new Error('Vite built nothing.');
  return bundle.output[0].code;
}
