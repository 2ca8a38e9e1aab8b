import * as v from 'valibot';
import type { Answer } from './answer.ts';
import type { FieldsOutcome, LinksOutcome } from './outcome.ts';

const id = v.pipe(v.union([v.number(), v.pipe(v.string(), v.regex(/^\d+$/), v.transform(Number))]), v.integer());

const formsSchema = v.array(
  v.object({ formId: id, formName: v.fallback(v.string(), ''), fields: v.array(v.pipe(v.string(), v.minLength(1))) }),
);

/** The link's destination is left out, because nothing here uses it. */
const linksSchema = v.array(v.object({ id, name: v.fallback(v.string(), ''), channel: v.fallback(v.string(), '') }));

export function toFieldsOutcome({ status, json }: Answer): FieldsOutcome {
  if (status >= 400) return { kind: 'rejected', status };
  const parsed = v.safeParse(formsSchema, json);
  return status === 200 && parsed.success ? { kind: 'fields', forms: parsed.output } : { kind: 'unexpected', status };
}

export function toLinksOutcome({ status, json }: Answer): LinksOutcome {
  if (status >= 400) return { kind: 'rejected', status };
  const parsed = v.safeParse(linksSchema, json);
  return status === 200 && parsed.success ? { kind: 'links', links: parsed.output } : { kind: 'unexpected', status };
}
