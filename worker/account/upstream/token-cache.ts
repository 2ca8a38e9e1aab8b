import type { Core } from '../context.ts';
import { type Cipher, createCipher } from '../store/cipher.ts';
import { KV_PATIENCE_MS, within } from '../timeout.ts';
import { type Token, toToken } from './login-state.ts';

/** KV rejects a shorter `expirationTtl`. */
const KV_MIN_TTL_SECONDS = 60;

/** The token's copy in KV, sealed: a convenience for the next cold start, and never in the way. */
export class TokenStore {
  readonly #core: Core;
  readonly #key: string;
  readonly cipher: Cipher;

  constructor(core: Core) {
    this.#core = core;
    this.#key = `token:${core.enterprise}`;
    this.cipher = createCipher(core.settings.leadKeys, 'token');
  }

  /** @param identity of the credentials: another user's token opens for nobody. */
  async read(identity: string, now: number): Promise<Token | undefined> {
    try {
      const text = await within(KV_PATIENCE_MS, this.#core.cache.get(this.#key));
      const opened = text ? await this.cipher.open(identity, fromBase64(text)) : undefined;
      const { value, expiresAt } = (opened ?? {}) as Partial<Token>;
      if (typeof value !== 'string' || typeof expiresAt !== 'number') return undefined;
      return toToken(value, expiresAt, now, Math.random());
    } catch {
      // Without KV a login does the same.
      return undefined;
    }
  }

  async write(identity: string, { value, expiresAt, renewAt }: Token, now: number): Promise<void> {
    const expirationTtl = Math.floor((renewAt - now) / 1000);
    if (expirationTtl < KV_MIN_TTL_SECONDS) return;
    try {
      const text = toBase64(await this.cipher.seal(identity, { value, expiresAt }));
      await within(KV_PATIENCE_MS, this.#core.cache.put(this.#key, text, { expirationTtl }));
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
