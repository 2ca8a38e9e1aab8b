/**
 * The Worker with an account's object that can be made to fail. The Worker that is deployed begins at `worker/index.ts`,
 * so nothing of this is in it.
 */
import worker, { Account as WorkingAccount } from '../../worker/index.ts';
import type { Env } from '../../worker/settings/env.ts';

export { Overflow } from '../../worker/index.ts';

const KEY = 'chaos:broken';

export class Account extends WorkingAccount {
  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    ctx.blockConcurrencyWhile(async () => {
      if ((await env.CACHE.get(KEY)) !== null) throw new Error('The object cannot start.');
    });
  }

  async die(): Promise<void> {
    this.ctx.abort('It was told to die.');
  }
}

export default {
  ...worker,
  async fetch(request, env, ctx) {
    switch (new URL(request.url).pathname) {
      case '/chaos/break': {
        await env.CACHE.put(KEY, '1');
        const object = env.ACCOUNTS.get(env.ACCOUNTS.idFromName('acme')) as unknown as DurableObjectStub<Account>;
        await object.die().catch(() => {});
        return Response.json({});
      }
      case '/chaos/mend':
        await env.CACHE.delete(KEY);
        return Response.json({});
      default:
        return worker.fetch(request, env, ctx);
    }
  },
} satisfies ExportedHandler<Env>;
