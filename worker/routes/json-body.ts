import type { MiddlewareHandler } from 'hono';
import * as v from 'valibot';
import { readText } from '../leads/body.ts';
import type { AppEnv } from './app-env.ts';
import { ProblemError } from './problem.ts';

/** Enough for a configuration of a hundred fields in twelve languages. */
const JSON_MAX_BYTES = 512 * 1024;

/** What `c.req.valid('json')` gives a handler behind `jsonBody`. */
interface JsonInput<T> {
  in: { json: unknown };
  out: { json: T };
}

/**
 * Reads the body as JSON with a schema. An empty body is `undefined`.
 * @param hint what to send instead, followed by the paths of errors, if any.
 */
export function jsonBody<S extends v.GenericSchema>(
  schema: S,
  hint = 'Check the body.',
): MiddlewareHandler<AppEnv, string, JsonInput<v.InferOutput<S>>> {
  return async (c, next) => {
    const parsed = v.safeParse(schema, await readJson(c.req.raw));
    if (!parsed.success) throw new ProblemError('malformed', { detail: `${hint}${listPaths(parsed.issues)}` });
    c.req.addValidatedData('json', parsed.output as object);
    return next();
  };
}

function listPaths(issues: readonly v.BaseIssue<unknown>[]): string {
  const paths = [...new Set(issues.map((issue) => v.getDotPath(issue)).filter((path) => path !== null))];
  return paths.length > 0 ? ` Check ${paths.join(', ')}.` : '';
}

async function readJson(request: Request): Promise<unknown> {
  const text = await readText(request, JSON_MAX_BYTES);
  if (!text.ok) {
    const name = text.error === 'too_large' ? 'too_large' : 'malformed';
    throw new ProblemError(name, { detail: 'The body cannot be read.' });
  }
  if (text.value.trim() === '') return undefined;
  try {
    return JSON.parse(text.value);
  } catch {
    throw new ProblemError('malformed', { detail: 'The body is not JSON.' });
  }
}
