import { fail, ok, type Result } from '../result.ts';
import { decodeBase64 } from './base64.ts';
import { isGuessableKey } from './guessable.ts';

const KEY_BYTES = 32;

/**
 * Parses the secret `LEAD_KEY`: one base64 key of 32 bytes, or a JSON list of them, newest first.
 * @returns the raw keys, or an error that never contains a value.
 */
export function parseLeadKeys(secret: string | undefined): Result<Uint8Array<ArrayBuffer>[], string> {
  if (!secret) return fail('LEAD_KEY is missing: set it to 32 random bytes as base64 (openssl rand -base64 32).');
  const texts = secret.trim().startsWith('[') ? parseList(secret) : [secret.trim()];
  if (!texts?.length) return fail('LEAD_KEY must be a base64 key or a JSON list of them.');
  const keys: Uint8Array<ArrayBuffer>[] = [];
  for (const text of texts) {
    const key = decodeBase64(text);
    if (key?.length !== KEY_BYTES) return fail(`LEAD_KEY: key ${keys.length + 1} is not 32 bytes of base64.`);
    keys.push(key);
  }
  // Only the encrypting key, because an older one must stay usable until its answers are deleted.
  if (keys[0] && isGuessableKey(keys[0])) {
    return fail('LEAD_KEY: the first key is not random. Make one with openssl rand -base64 32.');
  }
  return ok(keys);
}

function parseList(json: string): string[] | undefined {
  try {
    const list: unknown = JSON.parse(json);
    return Array.isArray(list) && list.every((item) => typeof item === 'string') ? list : undefined;
  } catch {
    return undefined;
  }
}
