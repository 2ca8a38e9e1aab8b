/** Requests to the Worker. The browser adds the session's cookie. */
import type { Fault } from '../forms/configuration/config.ts';
import type { Problem } from '../protocol/wire.ts';
import type { Document } from './document.ts';

/** Without it a save or a deletion would undo what somebody else has just saved. */
export type Condition = { 'If-Match': string } | { 'If-None-Match': '*' } | Record<string, never>;

/** A refusal, with a message for the operator. */
export class ApiError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.detail ?? problem.title);
    this.problem = problem;
  }
  /** What is stored now, if somebody else has changed it. Null: they have deleted it. */
  get current(): Document | null | undefined {
    return this.problem.status === 412 ? (this.problem.current as Document | null) : undefined;
  }
  get faults(): Fault[] {
    return (this.problem.faults as Fault[] | undefined) ?? [];
  }
}

/** Counts sign-ins, because a 401 for a request before the last one says nothing about the current session. */
let signIns = 0;
addEventListener('leadwire-signed-in', () => {
  signIns += 1;
});

export async function call<T>(path: string, method = 'GET', body?: unknown): Promise<T> {
  const response = await send(path, method, body);
  return (response.status === 204 ? undefined : await response.json()) as T;
}

/** @returns the answer, unless it is a problem. */
export async function send(path: string, method: string, body?: unknown, condition: Condition = {}): Promise<Response> {
  const asked = signIns;
  let response: Response;
  try {
    const json = body === undefined ? null : JSON.stringify(body);
    const headers = { ...(json === null ? {} : { 'Content-Type': 'application/json' }), ...condition };
    response = await fetch(path, { method, credentials: 'same-origin', body: json, headers });
  } catch {
    throw new ApiError({ type: 'offline', title: 'The Worker is not responding. Check your connection.', status: 0 });
  }
  if (response.ok) return response;
  const problem: Problem = await response
    .json()
    .catch(() => ({ type: 'unknown', title: `The Worker answered ${response.status}.`, status: response.status }));
  if (response.status === 401 && !path.startsWith('/console')) {
    if (asked === signIns) dispatchEvent(new Event('leadwire-signed-out'));
    const { detail: _, ...rest } = problem;
    throw new ApiError({ ...rest, title: 'Your session has ended. Sign in and try again.' });
  }
  throw new ApiError(problem);
}

export const toMessage = (error: unknown): string => (error instanceof Error ? error.message : String(error));
