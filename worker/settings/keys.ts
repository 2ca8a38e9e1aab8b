/** One derived key per purpose, so that none can be used for another. */
export type KeyPurpose = 'answers' | 'token' | 'ticket' | 'email' | 'fingerprint';

const ENCRYPTING: readonly KeyPurpose[] = ['answers', 'token'];

/**
 * Derives one purpose's keys (HKDF-SHA-256, the purpose as info), in the order of the list: AES-256-GCM for
 * `answers` and `token`, HMAC-SHA-256 for the rest.
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
