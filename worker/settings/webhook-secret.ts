import { fail, ok, type Result } from '../result.ts';
import { decodeBase64 } from './base64.ts';
import { isGuessableKey } from './guessable.ts';

const PREFIX = 'whsec_';
/** https://www.standardwebhooks.com */
const MIN_BYTES = 24;

/** @returns the key's bytes, undefined without one, or an error. */
export function parseWebhookSecret(secret = ''): Result<Uint8Array<ArrayBuffer> | undefined, string> {
  const text = secret.trim();
  if (!text) return ok(undefined);
  const key = text.startsWith(PREFIX) ? decodeBase64(text.slice(PREFIX.length)) : undefined;
  if (!key || key.length < MIN_BYTES) {
    return fail(`WEBHOOK_SECRET must be ${PREFIX} and base64 of at least ${MIN_BYTES} bytes.`);
  }
  if (isGuessableKey(key)) return fail('WEBHOOK_SECRET is not random. Make one with openssl rand -base64 32.');
  return ok(key);
}
