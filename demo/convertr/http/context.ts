import type { HttpBindings } from '@hono/node-server';
import type { Endpoint, Enterprise } from '../state/model.ts';
import type { RequestEntry } from '../state/request-log.ts';

/** The variables in a handler's context. */
export interface SimulatorEnv {
  Bindings: HttpBindings;
  Variables: {
    /** This request's line in the log. */
    entry: RequestEntry;
    endpoint: Endpoint;
    /** The owner of the request's token. */
    enterprise: Enterprise;
  };
}
