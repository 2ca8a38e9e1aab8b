import type { Context } from 'hono';
import { readText } from '../../leads/body.ts';
import type { AppEnv } from '../app-env.ts';
import { problem } from '../problem.ts';

/** A configuration of a hundred fields in twelve languages fits. */
const JSON_MAX_BYTES = 512 * 1024;

/** The body as JSON, an empty one as `undefined`; or the answer that says what is wrong with it. */
export async function readJson(
  c: Context<AppEnv>,
): Promise<{ ok: true; value: unknown } | { ok: false; error: Response }> {
  const text = await readText(c.req.raw, JSON_MAX_BYTES);
  if (!text.ok) {
    return {
      ok: false,
      error: problem(c, text.error === 'too_large' ? 'too_large' : 'malformed', { detail: 'The body cannot be read.' }),
    };
  }
  if (text.value.trim() === '') return { ok: true, value: undefined };
  try {
    return { ok: true, value: JSON.parse(text.value) };
  } catch {
    return { ok: false, error: problem(c, 'malformed', { detail: 'The body is not JSON.' }) };
  }
}
