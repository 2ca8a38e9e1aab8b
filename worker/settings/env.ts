import type { AccountApi } from '../api.ts';

/** The Worker's bindings (`wrangler.toml`) and secrets (`.dev.vars`, `wrangler secret put`). */
export interface Env {
  FORMS: KVNamespace;
  CACHE: KVNamespace;
  ACCOUNTS: DurableObjectNamespace<AccountApi & Rpc.DurableObjectBranded>;
  ASSETS: Fetcher;
  SUBMIT_LIMIT: RateLimit;
  /** Milliseconds. */
  ANSWER_WITHIN_MS?: string;
  CONVERTR_ACCOUNTS?: string;
  LEAD_KEY?: string;
  ADMIN_TOKEN?: string;
  TURNSTILE_SECRET?: string;
  ALERT_WEBHOOK?: string;
}
