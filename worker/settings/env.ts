import type { AccountApi } from '../account-api.ts';

/** The Worker's bindings (`wrangler.toml`) and secrets (`.dev.vars`, `wrangler secret put`). */
export interface Env {
  FORMS: KVNamespace;
  CACHE: KVNamespace;
  ACCOUNTS: DurableObjectNamespace<AccountApi & Rpc.DurableObjectBranded>;
  ASSETS: Fetcher;
  /** Per form and visitor's address. */
  SUBMIT_LIMIT: RateLimit;
  /** Per form, all visitors together. */
  FORM_LIMIT: RateLimit;
  /** Milliseconds. */
  ANSWER_WITHIN_MS?: string;
  /** Days that the answers of a delivered lead are kept. */
  RETAIN_ANSWERS_DAYS?: string;
  /** With this many undelivered leads of one account, new ones are refused with 503. */
  BACKLOG_CAP?: string;
  CONVERTR_ACCOUNTS?: string;
  LEAD_KEY?: string;
  ADMIN_TOKEN?: string;
  TURNSTILE_SECRET?: string;
  ALERT_WEBHOOK?: string;
}
