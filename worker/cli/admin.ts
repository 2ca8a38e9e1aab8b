/** The admin API from a terminal. It needs `LEADWIRE_URL` and `ADMIN_TOKEN`; the token may be in `.dev.vars`. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';

const DEFAULT_URL = 'http://127.0.0.1:8787';

export interface Answer {
  status: number;
  ok: boolean;
  body: unknown;
}

/** @param path behind `/v1/admin/`. */
export async function askAdmin(path: string, method = 'GET', body?: unknown): Promise<Answer> {
  const url = (process.env.LEADWIRE_URL || DEFAULT_URL).replace(/\/$/, '');
  const headers = { authorization: `Bearer ${readToken()}`, 'content-type': 'application/json' };
  let response: Response;
  try {
    response = await fetch(`${url}/v1/admin/${path}`, { method, headers, body: JSON.stringify(body) ?? null });
  } catch {
    return quit(`${url} does not answer. Start the Worker, or set LEADWIRE_URL.`);
  }
  if (response.status === 401) return quit('ADMIN_TOKEN is incorrect.');
  return { status: response.status, ok: response.ok, body: await response.json().catch(() => undefined) };
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

/** A problem document in one line. */
export function toSentence({ status, body }: Answer): string {
  const { detail, title } = (body ?? {}) as { detail?: string; title?: string };
  return detail ?? title ?? `The Worker answered ${status}.`;
}
