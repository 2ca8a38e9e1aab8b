import { app } from './app.ts';
import type { Env } from './settings/env.ts';
import { wakeAccounts } from './wake-accounts.ts';

export { Account } from './account/account.ts';
export { Overflow } from './overflow/overflow.ts';
export { WebhookSender } from './webhooks/webhook-sender.ts';

export default {
  fetch: app.fetch,
  scheduled: (_event, env) => wakeAccounts(env),
} satisfies ExportedHandler<Env>;
