import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Problem } from '../protocol/wire.ts';
import type { AppEnv } from './app-env.ts';

/** Every kind of problem, with its status and what it is called. The names are stable: `urn:leadwire:problem:{name}`. */
const PROBLEMS = {
  malformed: [400, 'The request is malformed.'],
  unauthorized: [401, 'Sign in first.'],
  origin_not_allowed: [403, 'This origin may not use the form.'],
  not_found: [404, 'There is nothing here.'],
  form_not_found: [404, 'There is no such form.'],
  method_not_allowed: [405, 'This method is not allowed here.'],
  conflict: [409, 'This submission was sent before with other answers.'],
  wrong_state: [409, 'Its state does not allow this.'],
  closed: [410, 'The campaign takes no more leads.'],
  too_large: [413, 'The body is too large.'],
  wrong_content_type: [415, 'Send application/x-www-form-urlencoded.'],
  invalid_answers: [422, 'Some answers do not pass.'],
  invalid_configuration: [422, 'The configuration has faults.'],
  code_refused: [422, 'Convertr did not take the code.'],
  rate_limited: [429, 'Too many requests.'],
  internal: [500, 'Something went wrong here.'],
  unavailable: [503, 'This cannot be done now.'],
  misconfigured: [503, 'The Worker is not set up.'],
} as const;

export type ProblemName = keyof typeof PROBLEMS;

/** An RFC 9457 problem document. `retryAfter`, in seconds, is sent as the header too. */
export function problem(
  c: Context<AppEnv>,
  name: ProblemName,
  more: { detail?: string; retryAfter?: number; headers?: Record<string, string>; [extension: string]: unknown } = {},
): Response {
  const [status, title] = PROBLEMS[name];
  const { headers, ...rest } = more;
  const body: Problem = { type: `urn:leadwire:problem:${name.replaceAll('_', '-')}`, title, status, ...rest };
  return c.body(JSON.stringify(body), status as ContentfulStatusCode, {
    'Content-Type': 'application/problem+json',
    'Cache-Control': 'no-store',
    ...(more.retryAfter !== undefined && { 'Retry-After': String(more.retryAfter) }),
    ...headers,
  });
}

/** Any page may read it: what went wrong is no secret, and a page that cannot read it would think that it is offline. */
export const ANYBODY = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'Retry-After',
  'Cross-Origin-Resource-Policy': 'cross-origin',
};

/** For a path that exists. `HEAD` goes with `GET`. */
export const refuseMethod = (c: Context<AppEnv>, allowed: 'GET' | 'POST' | 'GET, POST'): Response =>
  problem(c, 'method_not_allowed', { headers: { Allow: allowed.replace('GET', 'GET, HEAD') } });

export const statusOf = (name: ProblemName): number => PROBLEMS[name][0];
