import type { AccountContext } from '../context.ts';
import { type Cipher, createCipher } from '../store/cipher.ts';
import { KV_TIMEOUT_MS, withTimeout } from '../timeout.ts';
import { type Token, toToken } from './token.ts';

/** KV rejects a shorter `expirationTtl`. */
const KV_MIN_TTL_SECONDS = 60;

/** The token's encrypted copy in KV. It saves a login at the next cold start, and nothing fails without it. */
export class TokenCache {
  readonly #context: AccountContext;
  readonly #key: string;
  readonly cipher: Cipher;

  constructor(context: AccountContext) {
    this.#context = context;
    this.#key = `token:${context.enterprise}`;
    this.cipher = createCipher(context.settings.leadKeys, 'token');
  }

  /**
   * @param identity a hash of the credentials, because a token can only be read with the credentials that obtained it.
   */
  async read(identity: string, now: number): Promise<Token | undefined> {
    try {
      const text = await withTimeout(KV_TIMEOUT_MS, this.#context.cache.get(this.#key));
      const opened = text ? await this.cipher.open(identity, fromBase64(text)) : undefined;
      const { value, expiresAt } = (opened ?? {}) as Partial<Token>;
      if (typeof value !== 'string' || typeof expiresAt !== 'number') return undefined;
      return toToken(value, expiresAt, now, Math.random());
    } catch {
      // Without KV, a login replaces it.
      return undefined;
    }
  }

  async write(identity: string, { value, expiresAt, renewAt }: Token, now: number): Promise<void> {
    const expirationTtl = Math.floor((renewAt - now) / 1000);
    if (expirationTtl < KV_MIN_TTL_SECONDS) return;
    try {
      const text = toBase64(await this.cipher.seal(identity, { value, expiresAt }));
      await withTimeout(KV_TIMEOUT_MS, this.#context.cache.put(this.#key, text, { expirationTtl }));
    } catch {
      // The next cold start logs in.
    }
  }

  async sealMfaToken(mfaToken: string): Promise<string> {
    return toBase64(await this.cipher.seal(this.#key, mfaToken));
  }

  async openMfaToken(sealed: string | null): Promise<string | undefined> {
    const opened = sealed ? await this.cipher.open(this.#key, fromBase64(sealed)) : undefined;
    return typeof opened === 'string' ? opened : undefined;
  }
}

const toBase64 = (bytes: ArrayBuffer): string => btoa(String.fromCharCode(...new Uint8Array(bytes)));
const fromBase64 = (text: string): ArrayBuffer => Uint8Array.from(atob(text), (char) => char.charCodeAt(0)).buffer;
