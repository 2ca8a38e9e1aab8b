import type { Answers } from '../../account-api.ts';
import { toEmailKey } from '../../protocol/spelling/email.ts';
import { deriveKeys } from '../../settings/keys.ts';

const VERSION = 1;
const IV_BYTES = 12;

/** Encrypts, decrypts and hashes personal data. The first key of the list encrypts, all of them decrypt. */
export interface Cipher {
  /** AES-256-GCM, bound to `identity`, so that data of one row cannot be decrypted for another. */
  seal(identity: string, value: unknown): Promise<ArrayBuffer>;
  /** @returns undefined if no key decrypts it. */
  open(identity: string, sealed: ArrayBuffer): Promise<unknown>;
  /** A keyed hash of a visitor's answers, with the newest key. */
  fingerprint(answers: Answers): Promise<string>;
  /** True if any key gives this fingerprint. */
  matches(answers: Answers, fingerprint: string): Promise<boolean>;
  /** Keyed hashes of an address, the same for all of its spellings: one per key, newest first. */
  hashEmail(email: string): Promise<string[]>;
  /** The hashes under which a lead with this address may be stored: these, and those of earlier versions. */
  hashesToFind(email: string): Promise<string[]>;
}

export function createCipher(leadKeys: readonly Uint8Array<ArrayBuffer>[], purpose: 'answers' | 'token'): Cipher {
  let keys: Promise<CryptoKey[][]> | undefined;
  const derived = () => {
    keys ??= Promise.all(([purpose, 'fingerprint', 'email'] as const).map((each) => deriveKeys(leadKeys, each)));
    return keys;
  };

  return {
    async seal(identity, value) {
      const [[key] = []] = await derived();
      if (!key) throw new Error('LEAD_KEY has no key.');
      const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
      const data = encode(JSON.stringify(value));
      const secret = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: encode(identity) }, key, data);
      const sealed = new Uint8Array(1 + IV_BYTES + secret.byteLength);
      sealed[0] = VERSION;
      sealed.set(iv, 1);
      sealed.set(new Uint8Array(secret), 1 + IV_BYTES);
      return sealed.buffer;
    },
    async open(identity, sealed) {
      const [decrypting = []] = await derived();
      const iv = sealed.slice(1, 1 + IV_BYTES);
      for (const key of decrypting) {
        try {
          const algorithm = { name: 'AES-GCM', iv, additionalData: encode(identity) };
          const data = await crypto.subtle.decrypt(algorithm, key, sealed.slice(1 + IV_BYTES));
          return JSON.parse(new TextDecoder().decode(data));
        } catch {
          // Encrypted with another key of the list.
        }
      }
      return undefined;
    },
    async fingerprint(answers) {
      const [, [key] = []] = await derived();
      return key ? sign(key, canonical(answers)) : '';
    },
    async matches(answers, fingerprint) {
      const [, signing = []] = await derived();
      const text = canonical(answers);
      for (const key of signing) if ((await sign(key, text)) === fingerprint) return true;
      return false;
    },
    async hashEmail(email) {
      const [, , signing = []] = await derived();
      return Promise.all(signing.map((key) => sign(key, toEmailKey(email))));
    },
    async hashesToFind(email) {
      const [, , signing = []] = await derived();
      const spellings = new Set([toEmailKey(email), email.normalize('NFC').trim().toLowerCase()]);
      return Promise.all([...spellings].flatMap((spelling) => signing.map((key) => sign(key, spelling))));
    },
  };
}

/** Sorted by name, so that the order in which a page sends the answers makes no difference. */
function canonical(answers: Answers): string {
  return JSON.stringify(Object.entries(answers).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}

async function sign(key: CryptoKey, text: string): Promise<string> {
  const signature = new Uint8Array(await crypto.subtle.sign('HMAC', key, encode(text)));
  return btoa(String.fromCharCode(...signature));
}

const encoder = new TextEncoder();
const encode = (text: string): Uint8Array => encoder.encode(text);
