import type { AccountApi } from '../account-api.ts';
import type { OverflowApi } from '../overflow-api.ts';
import type { TextBindings } from './text-bindings.ts';

/** The Worker's bindings (`wrangler.toml`) and secrets (`.dev.vars`, `wrangler secret put`). */
export interface Env extends TextBindings {
  FORMS: KVNamespace;
  CACHE: KVNamespace;
  ACCOUNTS: DurableObjectNamespace<AccountApi & Rpc.DurableObjectBranded>;
  /** Keep submissions while their account's object cannot store them. */
  OVERFLOW: DurableObjectNamespace<OverflowApi & Rpc.DurableObjectBranded>;
  ASSETS: Fetcher;
  /** The version of the running code. A `wrangler.toml` of an earlier release lacks this binding. */
  VERSION?: WorkerVersionMetadata;
  /** Per form and visitor's address. */
  SUBMIT_LIMIT: RateLimit;
  /** Per form and IPv6 network of a visitor (/56). */
  NETWORK_LIMIT: RateLimit;
  /** Per form, all visitors together. */
  FORM_LIMIT: RateLimit;
}
