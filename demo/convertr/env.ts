import type { HttpBindings } from '@hono/node-server';
import type { Enterprise } from './model.ts';
import type { RequestEntry } from './request-log.ts';

/** What handlers find in their context. */
export interface ConvertrEnv {
  Bindings: HttpBindings;
  Variables: {
    /** This request's line in the log. */
    entry: RequestEntry;
    /** Whose token the request carried. */
    enterprise: Enterprise;
  };
}
