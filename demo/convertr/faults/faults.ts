import * as v from 'valibot';
import type { Endpoint } from '../state/model.ts';
import { MAX_BYTES } from './streams.ts';

const faultSchema = v.strictObject({
  on: v.picklist(['leads', 'login', 'fields', 'links', 'result', 'any']),
  kind: v.picklist([
    'status',
    'latency',
    'drop',
    'drop_after',
    'html502',
    'redirect',
    'drip',
    'no_id',
    'other_2xx',
    'garbage',
    'mistyped',
    'wrong_type',
    'gigantic',
    'endless',
    'gzip_bomb',
    'broken_gzip',
  ]),
  status: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(200), v.maxValue(599))),
  ms: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  rate: v.exactOptional(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
  times: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  bytes: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_BYTES))),
  type: v.exactOptional(v.pipe(v.string(), v.regex(/^[!-~][ -~]*$/))),
  body: v.exactOptional(v.unknown()),
  after: v.exactOptional(v.boolean()),
});

export const faultsSchema = v.array(faultSchema);
export type Fault = v.InferOutput<typeof faultSchema>;

/** A fault and how often it has applied. */
interface ArmedFault extends Fault {
  struck: number;
}

/** The faults of one request: any delay, and at most one other. */
export interface Injection {
  latencyMs: number;
  fault?: Fault;
}

export class Faults {
  #armed: ArmedFault[] = [];

  replace(faults: Fault[]): void {
    this.#armed = faults.map((fault) => ({ ...fault, struck: 0 }));
  }

  list(): ArmedFault[] {
    return this.#armed;
  }

  /** The first fault in the list that applies wins. Delays add up. */
  pick(endpoint: Endpoint): Injection {
    let latencyMs = 0;
    let fault: Fault | undefined;
    for (const armed of this.#armed) {
      if (armed.on !== 'any' && armed.on !== endpoint) continue;
      if (armed.kind !== 'latency' && fault) continue;
      if (armed.times !== undefined && armed.struck >= armed.times) continue;
      if (Math.random() >= (armed.rate ?? 1)) continue;
      armed.struck += 1;
      if (armed.kind === 'latency') latencyMs += armed.ms ?? 0;
      else fault = armed;
    }
    return { latencyMs, ...(fault && { fault }) };
  }
}
