/** The admin API from a terminal. It needs `LEADWIRE_URL` and `ADMIN_TOKEN`; the token may be in `.dev.vars`. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { describeProblem } from './problem.ts';

const DEFAULT_URL = 'http://127.0.0.1:8787';

export interface Answer {
  status: number;
  ok: boolean;
  body: unknown;
  /** The version of what was read or saved. */
  etag: string | undefined;
}

interface Call {
  method?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

/** @param path after `/v1/admin/`. */
export async function askAdmin(path: string, { method = 'GET', body, headers: more = {} }: Call = {}): Promise<Answer> {
  const url = (process.env.LEADWIRE_URL || DEFAULT_URL).replace(/\/$/, '');
  const headers = { authorization: `Bearer ${readToken()}`, 'content-type': 'application/json', ...more };
  let response: Response;
  try {
    response = await fetch(`${url}/v1/admin/${path}`, { method, headers, body: JSON.stringify(body) ?? null });
  } catch {
    return quit(`${url} does not answer. Start the Worker, or set LEADWIRE_URL.`);
  }
  if (response.status === 401) return quit('ADMIN_TOKEN is incorrect.');
  const { status, ok } = response;
  const etag = response.headers.get('etag') ?? undefined;
  return { status, ok, etag, body: await response.json().catch(() => undefined) };
}

function readToken(): string {
  const file = join(process.cwd(), '.dev.vars');
  const known = process.env.ADMIN_TOKEN || (existsSync(file) && parseEnv(readFileSync(file, 'utf8')).ADMIN_TOKEN);
  return known || quit('ADMIN_TOKEN is missing: set it, or run this where .dev.vars is.');
}

export function quit(message: string): never {
  console.error(message);
  process.exit(1);
}

/** A problem document in one line, or in several if the Worker is not set up. */
export const toSentence = ({ status, body }: Answer): string =>
  describeProblem(body) ?? `The Worker answered ${status}.`;
