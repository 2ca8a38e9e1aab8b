import { fail, ok, type Result } from '../result.ts';

/** Each purpose has a derived key of its own, so that none can be used for another. */
export type KeyPurpose = 'answers' | 'token' | 'ticket' | 'email' | 'fingerprint';

const KEY_BYTES = 32;
const ENCRYPTING: readonly KeyPurpose[] = ['answers', 'token'];

/**
 * Parses the secret `LEAD_KEY`: one base64 key of 32 bytes, or a JSON list of them, newest first.
 * @returns the raw keys, or a sentence that says what to correct. It never has a value of the secret.
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

function decodeBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  } catch {
    return undefined;
  }
}

/**
 * Derives the keys of a purpose by HKDF-SHA-256, in the order of the list. Keys for `answers` and `token` are for
 * AES-256-GCM, all others for HMAC-SHA-256.
 */
export function deriveKeys(leadKeys: readonly Uint8Array<ArrayBuffer>[], purpose: KeyPurpose): Promise<CryptoKey[]> {
  const info = new TextEncoder().encode(`leadwire/${purpose}`);
  return Promise.all(
    leadKeys.map(async (raw) => {
      const base = await crypto.subtle.importKey('raw', new Uint8Array(raw), 'HKDF', false, ['deriveKey']);
      const hkdf = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info };
      return ENCRYPTING.includes(purpose)
        ? crypto.subtle.deriveKey(hkdf, base, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
        : crypto.subtle.deriveKey(hkdf, base, { name: 'HMAC', hash: 'SHA-256', length: 256 }, false, [
            'sign',
            'verify',
          ]);
    }),
  );
}
