import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Problem } from '../protocol/wire.ts';
import type { AppEnv } from './app-env.ts';

/** Every kind of problem, with its status and title. Their names are stable: `urn:leadwire:problem:{name}`. */
export const PROBLEMS = {
  malformed: [400, 'The request is malformed.'],
  unauthorized: [401, 'Sign in first.'],
  origin_not_allowed: [403, 'This origin may not use the form.'],
  not_found: [404, 'There is nothing at this address.'],
  form_not_found: [404, 'There is no such form.'],
  method_not_allowed: [405, 'This method is not allowed here.'],
  conflict: [409, 'This submission was already sent with different answers.'],
  wrong_state: [409, 'Its state does not allow this.'],
  closed: [410, 'The campaign no longer accepts leads.'],
  precondition_failed: [412, 'Somebody else has changed it.'],
  too_large: [413, 'The body is too large.'],
  wrong_content_type: [415, 'Send application/x-www-form-urlencoded.'],
  invalid_answers: [422, 'Some answers are not valid.'],
  invalid_configuration: [422, 'The configuration has errors.'],
  code_refused: [422, 'Convertr did not accept the code.'],
  rate_limited: [429, 'Too many requests.'],
  internal: [500, 'Something went wrong.'],
  unavailable: [503, 'This is temporarily unavailable.'],
  misconfigured: [503, 'The Worker is not set up.'],
} as const;

export type ProblemName = keyof typeof PROBLEMS;

export interface ProblemDetails {
  detail?: string | undefined;
  /** Seconds. */
  retryAfter?: number | undefined;
  headers?: Record<string, string> | undefined;
  [extension: string]: unknown;
}

/** Thrown to end a request. The app's error handler answers with the problem document. */
export class ProblemError extends Error {
  readonly problem: ProblemName;
  readonly details: ProblemDetails;

  constructor(problem: ProblemName, details: ProblemDetails = {}) {
    super(problem);
    this.problem = problem;
    this.details = details;
  }
}

/** An RFC 9457 problem document. `retryAfter` is also sent as the header. */
export function problem(c: Context<AppEnv>, name: ProblemName, details: ProblemDetails = {}): Response {
  const [status, title] = PROBLEMS[name];
  const { headers, ...rest } = details;
  const body = { type: `urn:leadwire:problem:${name.replaceAll('_', '-')}`, title, status, ...rest } as Problem;
  c.header('Content-Type', 'application/problem+json');
  c.header('Cache-Control', 'no-store');
  if (rest.retryAfter !== undefined) c.header('Retry-After', String(rest.retryAfter));
  return c.body(JSON.stringify(body), status as ContentfulStatusCode, headers);
}

/**
 * Any page may read the problem. It is not a secret, and a page that could not read it would assume that it is offline.
 */
export const ANY_ORIGIN = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'Retry-After',
  'Cross-Origin-Resource-Policy': 'cross-origin',
};

/** For a path that exists. `GET` includes `HEAD`. */
export const refuseMethod = (c: Context<AppEnv>, allowed: 'GET' | 'POST' | 'GET, POST'): Response =>
  problem(c, 'method_not_allowed', { headers: { Allow: allowed.replace('GET', 'GET, HEAD') } });

export const statusOf = (name: ProblemName): number => PROBLEMS[name][0];
