/** Schemas for the queries of admin routes. */
import type { MiddlewareHandler } from 'hono';
import * as v from 'valibot';
import { parseFormId } from '../../forms/configuration/form-id.ts';
import { type OmitUndefined, omitUndefined } from '../../forms/omit-undefined.ts';
import type { AppEnv } from '../app-env.ts';
import { ProblemError } from '../problem.ts';

const formId = v.pipe(
  v.string(),
  v.check((text) => parseFormId(text) !== undefined),
);
const dayText = v.pipe(v.string(), v.isoDate());

const flag = v.optional(
  v.pipe(
    v.literal('1'),
    v.transform(() => true),
  ),
);

export const filterSchema = v.object({
  form: v.optional(formId),
  /** One state, or several separated by commas. */
  status: v.optional(
    v.pipe(
      v.string(),
      v.transform((text) => text.split(',')),
      v.array(v.picklist(['queued', 'sending', 'delivered', 'refused', 'held', 'unknown', 'quarantined', 'discarded'])),
    ),
  ),
  verdict: v.optional(v.picklist(['pending', 'valid', 'invalid', 'none'])),
  channel: v.optional(v.pipe(v.string(), v.maxLength(64))),
  day: v.optional(dayText),
  from: v.optional(dayText),
  to: v.optional(dayText),
  find: v.optional(v.pipe(v.string(), v.trim(), v.toLowerCase(), v.maxLength(40))),
  duplicate: flag,
});

export const leadQuerySchema = v.object({
  ...filterSchema.entries,
  order: v.optional(v.literal('oldest')),
  cursor: v.optional(v.pipe(v.string(), v.regex(/^\d{1,15}$/))),
  limit: v.optional(v.pipe(v.string(), v.regex(/^\d{1,3}$/), v.transform(Number), v.minValue(1), v.maxValue(200))),
});

export const csvQuerySchema = v.object({ ...leadQuerySchema.entries, visits: flag });

const statsKey = v.picklist([
  'form',
  'channel',
  'status',
  'verdict',
  'day',
  'page',
  'link',
  'utm_source',
  'utm_campaign',
  'value',
  'reason',
]);

export const statsQuerySchema = v.object({
  from: v.optional(dayText),
  to: v.optional(dayText),
  form: v.optional(formId),
  /** One key, or two separated by a comma: one row per pair. `and` names the second one, too. */
  by: v.pipe(
    v.string(),
    v.transform((text) => text.split(',')),
    v.union([v.strictTuple([statsKey]), v.strictTuple([statsKey, statsKey])]),
  ),
  and: v.optional(statsKey),
});

/** What `c.req.valid('query')` gives a handler behind `query`. */
interface QueryInput<T> {
  in: { query: Record<string, string> };
  out: { query: T };
}

/** Reads the query with a schema. A blank parameter counts as missing. A repeated one is a list, like commas. */
export function query<S extends v.GenericSchema<unknown, object>>(
  schema: S,
): MiddlewareHandler<AppEnv, string, QueryInput<OmitUndefined<v.InferOutput<S>>>> {
  return async (c, next) => {
    const given = Object.fromEntries(
      Object.entries(c.req.queries())
        .map(([name, values]) => [name, values.filter(Boolean).join(',')])
        .filter(([, value]) => value),
    );
    const parsed = v.safeParse(schema, given);
    if (!parsed.success) {
      const names = [...new Set(parsed.issues.map((issue) => v.getDotPath(issue) ?? 'query'))].join(', ');
      throw new ProblemError('malformed', { detail: `Check these parameters: ${names}.` });
    }
    c.req.addValidatedData('query', omitUndefined(parsed.output));
    return next();
  };
}
