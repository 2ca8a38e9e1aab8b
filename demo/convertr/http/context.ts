import type { HttpBindings } from '@hono/node-server';
import type { Endpoint, Enterprise } from '../state/model.ts';
import type { RequestEntry } from '../state/request-log.ts';

/** What handlers find in their context. */
export interface SimulatorEnv {
  Bindings: HttpBindings;
  Variables: {
    /** This request's line in the log. */
    entry: RequestEntry;
    endpoint: Endpoint;
    /** Whose token the request carried. */
    enterprise: Enterprise;
  };
}
